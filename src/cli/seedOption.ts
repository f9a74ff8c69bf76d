import { wholeNumber } from './wholeNumber.js';

/** `--seed`, for every command that generates: 32 bits decide a run. */
export const seedOption = {
  ...wholeNumber('seed', 0, 4_294_967_295),
  default: 1,
  describe: 'What decides every derived value; the same seed gives the same bytes',
} as const;
