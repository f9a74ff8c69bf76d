import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandomSource } from '../../src/random/randomSource.js';
import { slotsByName } from '../../src/random/slots.js';
import { tries } from '../support/soak.js';

const names = fc.uniqueArray(fc.stringMatching(/^[a-z0-9-]{1,8}$/u), { minLength: 1, maxLength: 40 });
const room = fc.integer({ min: 45, max: 2000 });

describe('slotsByName', () => {
  it('gives no two names one slot, and none that is taken', () => {
    fc.assert(
      fc.property(fc.nat(), names, room, fc.array(fc.nat(44), { maxLength: 5 }), (seed, list, size, taken) => {
        const slots = slotsByName(createRandomSource(seed), list, size, new Set(taken));
        expect(new Set([...slots, ...taken]).size).toBe(list.length + new Set(taken).size);
        expect(slots.every((slot) => Number.isInteger(slot) && slot >= 0 && slot < size)).toBe(true);
      }),
      tries(200),
    );
  });

  it('moves nobody when names are added at the end', () => {
    fc.assert(
      fc.property(fc.nat(), names, room, fc.nat(40), (seed, list, size, cut) => {
        const first = list.slice(0, cut);
        const random = createRandomSource(seed);
        expect(slotsByName(random, list, size).slice(0, first.length)).toEqual(slotsByName(random, first, size));
      }),
      tries(200),
    );
  });

  it('lets a name keep its slot wherever it stands, unless it meets another', () => {
    fc.assert(
      fc.property(fc.nat(), names, (seed, list) => {
        const random = createRandomSource(seed);
        const alone = list.map((name) => slotsByName(random, [name], 2 ** 31)[0]);
        expect(slotsByName(random, list, 2 ** 31)).toEqual(alone);
      }),
      tries(100),
    );
  });

  it('fills the room to the last slot, and refuses one name more', () => {
    const list = Array.from({ length: 30 }, (_, i) => `name-${i}`);
    expect([...slotsByName(createRandomSource(1), list, 30)].sort((a, b) => a - b)).toEqual(list.map((_, i) => i));
    expect(() => slotsByName(createRandomSource(1), list, 29)).toThrow(RangeError);
    expect(() => slotsByName(createRandomSource(1), list, 30, new Set([3]))).toThrow(RangeError);
  });
});
