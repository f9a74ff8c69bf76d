import type { Argv } from 'yargs';
import type { ExitCode } from './exitCode.js';
import type { Io } from './io.js';

/** One command of the tool: its arguments, and one call into the layer that does the work. */
export interface Command<Args = never> {
  /** yargs positional notation, `run <story..>`. */
  readonly usage: string;
  readonly summary: string;
  /** Help starts with these: [command line, what it does]. */
  readonly examples: readonly (readonly [string, string])[];
  options(yargs: Argv): Argv<Args>;
  run(args: Args, io: Io): Promise<ExitCode>;
}
