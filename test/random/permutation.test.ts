import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyedPermutation } from '../../src/random/permutation.js';
import { createRandomSource } from '../../src/random/randomSource.js';
import { tries } from '../support/soak.js';

const permutation = (seed: number, size: number) => keyedPermutation(createRandomSource(seed), size);

describe('keyedPermutation', () => {
  it('gives every number below the size exactly once', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 3000 }), (seed, size) => {
        const shuffled = permutation(seed, size);
        const values = Array.from({ length: size }, (_, i) => shuffled(i));
        expect([...values].sort((a, b) => a - b)).toEqual(values.map((_, i) => i));
      }),
      tries(200),
    );
  });

  it.each([36 ** 7, 2 ** 44, 2 ** 32, 1_000_003])('stays inside and meets nobody in a sample of a size of %i', (size) => {
    const shuffled = permutation(1, size);
    const values = Array.from({ length: 20_000 }, (_, i) => shuffled(i));
    expect(new Set(values).size).toBe(values.length);
    expect(values.every((value) => Number.isInteger(value) && value >= 0 && value < size)).toBe(true);
    // Spread over the whole: each tenth gets about a tenth.
    const tenths = Array.from(
      { length: 10 },
      (_, tenth) => values.filter((value) => Math.floor((value / size) * 10) === tenth).length,
    );
    for (const count of tenths) expect(Math.abs(count - 2000)).toBeLessThan(300);
  });

  it('gives a member its place without being asked for the others', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 2, max: 5000 }), fc.nat(4999), (seed, size, index) => {
        const asked = permutation(seed, size);
        for (let i = 0; i < size; i += 7) asked(i);
        expect(asked(index % size)).toBe(permutation(seed, size)(index % size));
      }),
      tries(100),
    );
  });

  it.each([-1, 10, 16, Number.NaN])('refuses %d where there are ten: it might walk for ever', (index) => {
    expect(() => permutation(1, 10)(index)).toThrow(RangeError);
  });

  it('is another one under another key', () => {
    const orders = Array.from({ length: 50 }, (_, seed) =>
      Array.from({ length: 20 }, (_unused, i) => permutation(seed, 20)(i)).join(),
    );
    expect(new Set(orders).size).toBe(50);
  });
});
