import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NumberTable } from '../../src/generators/numberTable.js';

it('a table of numbers has what was set last, whatever the numbers, and 0 elsewhere', () => {
  const numbers = fc.oneof(fc.nat(20), fc.integer({ min: 1000, max: 1100 }), fc.nat(300_000));
  fc.assert(
    fc.property(fc.array(fc.tuple(numbers, fc.integer({ min: 1, max: 2 ** 31 - 1 }))), fc.array(numbers), (set, asked) => {
      const table = new NumberTable();
      for (const [number, value] of set) table.set(number, value);
      const known = new Map(set);
      for (const number of [...known.keys(), ...asked]) expect(table.at(number)).toBe(known.get(number) ?? 0);
    }),
  );
});
