import { visibleStart } from '../scenarios/visibleText.js';
import { UsageError } from './usageError.js';

/** An option that takes a whole number, for yargs. */
export interface WholeNumberOption {
  readonly type: 'string';
  readonly requiresArg: true;
  readonly coerce: (value: unknown) => number;
}

/**
 * Describes an option that takes a whole number; anything else is refused by name. yargs alone would make `zz` into NaN, and
 * `1e3`, `0x10` and the empty text into numbers.
 *
 * @param name - The option without its hyphens, `seed`.
 * @param min - Smallest value, included.
 * @param max - Largest value, included.
 * @param besides - What else the option takes, for the error: `auto or `.
 */
export function wholeNumber(name: string, min: number, max: number, besides = ''): WholeNumberOption {
  const coerce = (value: unknown) => {
    const text = String(value);
    const number = /^-?(0|[1-9]\d{0,15})$/u.test(text) ? Number(text) : Number.NaN;
    if (number >= min && number <= max) return number;
    throw new UsageError(`--${name}: expected ${besides}a whole number ${min} to ${max}, received "${visibleStart(text, 60)}"`);
  };
  // A text to yargs, so that the digits arrive as they were typed.
  return { type: 'string', requiresArg: true, coerce };
}
