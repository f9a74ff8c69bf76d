import type { Command } from '../command.js';
import { UsageError } from '../usageError.js';

/** Not there yet. */
export const preview: Command = {
  usage: 'preview <stories..>',
  summary: 'Not there yet',
  examples: [],
  options: (yargs) => yargs as never,
  run: async () => {
    throw new UsageError('preview: not there yet');
  },
};
