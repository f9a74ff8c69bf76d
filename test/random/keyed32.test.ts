import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyed32, scale32 } from '../../src/random/keyed32.js';
import { createRandomSource } from '../../src/random/randomSource.js';
import { tries } from '../support/soak.js';

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const keys = Array.from({ length: 8 }, (_, seed) => createRandomSource(seed).fork('keyed32'));

/** How far counts are from even, in standard deviations of chi-square: within 5 by chance, but for one time in a million. */
function deviations(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const expected = total / counts.length;
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return (chiSquare - (counts.length - 1)) / Math.sqrt(2 * (counts.length - 1));
}

describe('keyed32', () => {
  it('gives whole numbers of 32 bits, the same for the same key and numbers', () => {
    fc.assert(
      fc.property(word, word, fc.integer(), fc.integer(), (low, high, a, b) => {
        const value = keyed32(low, high, a, b);
        expect(Number.isInteger(value) && value >= 0 && value < 2 ** 32).toBe(true);
        expect(keyed32(low, high, a, b)).toBe(value);
        // Keys are the same as signed and as unsigned numbers.
        expect(keyed32(low | 0, high | 0, a, b)).toBe(value);
      }),
      tries(1000),
    );
  });

  // 2^18 draws each into 256 classes: the top byte, the lowest, and one from the middle.
  it.each([24, 13, 0])('is spread evenly in its eight bits from bit %i, along each of its numbers', (shift) => {
    for (const { keyLow, keyHigh } of keys) {
      for (const along of ['a', 'b', 'both'] as const) {
        const counts = new Array<number>(256).fill(0);
        for (let i = 0; i < 2 ** 18; i += 1) {
          const [a, b] = along === 'a' ? [i, 3] : along === 'b' ? [3, i] : [i >> 9, i & 511];
          counts[(keyed32(keyLow, keyHigh, a, b) >>> shift) & 255]! += 1;
        }
        expect(Math.abs(deviations(counts)), `along ${along}`).toBeLessThan(5);
      }
    }
  });

  it('is spread evenly in pairs of neighbours', () => {
    for (const { keyLow, keyHigh } of keys) {
      const counts = new Array<number>(1024).fill(0);
      for (let i = 0; i < 2 ** 18; i += 1)
        counts[((keyed32(keyLow, keyHigh, i, 1) >>> 27) << 5) | (keyed32(keyLow, keyHigh, i + 1, 1) >>> 27)]! += 1;
      expect(Math.abs(deviations(counts))).toBeLessThan(5);
    }
  });

  it.each(['keyLow', 'keyHigh', 'a', 'b'] as const)('changes half of its bits when one bit of %s does', (which) => {
    const random = createRandomSource(7).fork('avalanche');
    const changed = new Array<number>(32 * 32).fill(0);
    const ROUNDS = 1500;
    for (let round = 0; round < ROUNDS; round += 1) {
      const input = {
        keyLow: random.integer(0, 2 ** 32 - 1),
        keyHigh: random.integer(0, 2 ** 32 - 1),
        a: random.integer(0, 2 ** 31),
        b: random.integer(0, 2 ** 31),
      };
      const before = keyed32(input.keyLow, input.keyHigh, input.a, input.b);
      for (let bit = 0; bit < 32; bit += 1) {
        const turned = { ...input, [which]: (input[which] ^ (1 << bit)) >>> 0 };
        const difference = before ^ keyed32(turned.keyLow, turned.keyHigh, turned.a, turned.b);
        for (let out = 0; out < 32; out += 1) changed[bit * 32 + out]! += (difference >>> out) & 1;
      }
    }
    const shares = changed.map((count) => count / ROUNDS);
    // Six standard deviations of 1500 tosses.
    expect(Math.max(...shares)).toBeLessThan(0.5 + 0.078);
    expect(Math.min(...shares)).toBeGreaterThan(0.5 - 0.078);
  });
});

describe('scale32', () => {
  it('is a whole number below the size, and reaches both ends', () => {
    fc.assert(
      fc.property(word, fc.integer({ min: 1, max: 2 ** 21 }), (value, size) => {
        const scaled = scale32(value, size);
        expect(Number.isInteger(scaled) && scaled >= 0 && scaled < size).toBe(true);
        expect([scale32(0, size), scale32(2 ** 32 - 1, size)]).toEqual([0, size - 1]);
      }),
      tries(500),
    );
  });
});
