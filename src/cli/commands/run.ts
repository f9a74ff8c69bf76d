import type { Command } from '../command.js';
import { UsageError } from '../usageError.js';

/** Not there yet. */
export const run: Command = {
  usage: 'run <stories..>',
  summary: 'Not there yet',
  examples: [],
  options: (yargs) => yargs as never,
  run: async () => {
    throw new UsageError('run: not there yet');
  },
};
