import { keyed32 } from './keyed32.js';

/**
 * A distribution as measured: values at rising shares of the population, straight lines between them.
 *
 * Only additions and multiplications: `Math.log` may differ in its last bit between machines.
 */
export interface Quantiles {
  /** Shares of 2^32, rising from 0 to 2^32. */
  readonly shares: readonly number[];
  /** Values at those shares, never falling. */
  readonly values: readonly number[];
}

/** @param points - [share 0 to 1, value], shares rising from 0 to 1. */
export function quantiles(...points: readonly (readonly [share: number, value: number])[]): Quantiles {
  return { shares: points.map(([share]) => share * 4_294_967_296), values: points.map(([, value]) => value) };
}

/** The value of a distribution at a random word. @returns A whole number. */
export function valueAt({ shares, values }: Quantiles, word: number): number {
  let i = 1;
  while (shares[i]! <= word) i += 1;
  const from = values[i - 1]!;
  return Math.floor(from + ((values[i]! - from) * (word - shares[i - 1]!)) / (shares[i]! - shares[i - 1]!));
}

/** The value of a distribution that belongs to a key and two numbers. @returns A whole number. */
export function keyedValue(distribution: Quantiles, keyLow: number, keyHigh: number, a: number, b: number): number {
  return valueAt(distribution, keyed32(keyLow, keyHigh, a, b));
}
