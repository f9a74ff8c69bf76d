import type { Argv } from 'yargs';
import type { Command } from './command.js';

/** A command whatever its arguments are: those that its options yield are those that it runs with. */
export interface AnyCommand extends Omit<Command, 'options'> {
  options(yargs: Argv): unknown;
}

/** A command as the overview shows it; what it needs is loaded when it runs, so that every command starts fast. */
export interface CommandEntry {
  readonly summary: string;
  load(): Promise<AnyCommand>;
}

/** The commands by name, in the order of the overview. */
export const commands: Readonly<Record<string, CommandEntry>> = {
  run: {
    summary: 'Generate the telemetry of stories',
    load: async () => (await import('./commands/run.js')).run,
  },
  merge: {
    summary: 'Join the parts of a run',
    load: async () => (await import('./commands/merge.js')).merge,
  },
  preview: {
    summary: 'Show what a story would write, without writing it',
    load: async () => (await import('./commands/preview.js')).preview,
  },
  scenarios: {
    summary: 'List, show and check stories',
    load: async () => (await import('./commands/scenarios.js')).scenarios,
  },
  validate: {
    summary: 'Check Sysmon Event 3 and NetworkConnectIP6 data from anywhere',
    load: async () => (await import('./commands/validate.js')).validate,
  },
  query: {
    summary: 'Print the records of NDJSON data that match',
    load: async () => (await import('./commands/query.js')).query,
  },
};
