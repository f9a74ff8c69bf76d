import { addressKey } from './addressKey.js';
import { numberKey } from './numberKey.js';

/**
 * Prepares a comparison by value: addresses by their number, numbers by theirs (a text `"6"` and a number `6` alike), anything else
 * by its exact text, upper and lower case being different.
 */
export function valueTest(expected: string): (value: unknown) => boolean {
  const number = numberKey(expected);
  const address = addressKey(expected);
  return (value) => {
    const text = textOf(value);
    if (text === undefined || text === expected) return text === expected;
    if (number !== undefined) return numberKey(text) === number;
    return address !== undefined && addressKey(text) === address;
  };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' ? String(value) : undefined;
}
