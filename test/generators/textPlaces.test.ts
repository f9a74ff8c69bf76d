import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TextPlaces } from '../../src/generators/bulk/textPlaces.js';

it('places of texts are those that were set last, whatever the numbers, and 0 elsewhere', () => {
  const numbers = fc.oneof(fc.nat(20), fc.integer({ min: 1000, max: 1100 }), fc.nat(300_000));
  fc.assert(
    fc.property(fc.array(fc.tuple(numbers, fc.integer({ min: 1, max: 2 ** 31 - 1 }))), fc.array(numbers), (set, asked) => {
      const places = new TextPlaces();
      for (const [entity, place] of set) places.set(entity, place);
      const known = new Map(set);
      for (const entity of [...known.keys(), ...asked]) expect(places.at(entity)).toBe(known.get(entity) ?? 0);
    }),
  );
});
