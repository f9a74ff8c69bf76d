import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyedValue, quantiles, valueAt } from '../../src/random/quantiles.js';
import { createRandomSource } from '../../src/random/randomSource.js';
import { tries } from '../support/soak.js';

const WORDS = 2 ** 32;
/** Rising shares from 0 to 1 with values that never fall. */
const points = fc.array(fc.tuple(fc.integer({ min: 1, max: 999 }), fc.nat(1_000_000)), { maxLength: 6 }).map((inner) => {
  const shares = [...new Set(inner.map(([share]) => share / 1000))].sort((a, b) => a - b);
  const values = [...inner.map(([, value]) => value), 0, 0].slice(0, shares.length + 2).sort((a, b) => a - b);
  return [0, ...shares, 1].map((share, i) => [share, values[i] ?? values.at(-1)!] as const);
});

describe('quantiles', () => {
  it('have at a share the value of the point there', () => {
    fc.assert(
      fc.property(points, (list) => {
        const distribution = quantiles(...list);
        for (const [share, value] of list.slice(0, -1))
          expect(Math.abs(valueAt(distribution, Math.ceil(share * WORDS)) - value)).toBeLessThanOrEqual(1);
        expect(list.at(-1)![1] - valueAt(distribution, WORDS - 1)).toBeLessThanOrEqual(1);
      }),
      tries(300),
    );
  });

  it('never fall from one word to a larger one, and stay between the first and the last value', () => {
    fc.assert(
      fc.property(points, fc.array(fc.integer({ min: 0, max: WORDS - 1 }), { minLength: 2, maxLength: 30 }), (list, words) => {
        const distribution = quantiles(...list);
        const values = [...words].sort((a, b) => a - b).map((word) => valueAt(distribution, word));
        expect(values).toEqual([...values].sort((a, b) => a - b));
        expect(values.every((value) => Number.isInteger(value) && value >= list[0]![1] && value <= list.at(-1)![1])).toBe(true);
      }),
      tries(300),
    );
  });

  it('give by key the shares that they say', () => {
    const distribution = quantiles([0, 0], [0.25, 100], [0.5, 1000], [0.9, 5000], [1, 20_000]);
    const { keyLow, keyHigh } = createRandomSource(3);
    const values = Array.from({ length: 50_000 }, (_, i) => keyedValue(distribution, keyLow, keyHigh, i, 1));
    // Five standard deviations of 50,000 tosses.
    for (const [share, value] of [
      [0.25, 100],
      [0.5, 1000],
      [0.9, 5000],
    ] as const)
      expect(Math.abs(values.filter((one) => one < value).length / values.length - share)).toBeLessThan(0.0112);
  });
});
