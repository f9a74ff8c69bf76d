import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SharedKeyMap } from '../../src/world/sharedKeyMap.js';
import { tries } from '../support/soak.js';

const keys = fc.uniqueArray(fc.string({ maxLength: 6 }), { maxLength: 8 });

describe('a map of shared keys', () => {
  it('answers as a map of its own would, whatever other maps there are of the same keys', () => {
    fc.assert(
      fc.property(
        keys,
        fc.array(fc.nat(), { minLength: 16, maxLength: 16 }),
        fc.string({ maxLength: 6 }),
        (names, values, asked) => {
          const [own, other] = [0, 8].map((from) => names.map((name, i) => [name, values[from + i]!] as const));
          const expected = new Map(own);
          const map = new SharedKeyMap(own!);
          expect([...new SharedKeyMap(other!)]).toEqual(other);
          expect([...map]).toEqual([...expected]);
          expect([...map.entries()]).toEqual([...expected]);
          expect([...map.keys()]).toEqual([...expected.keys()]);
          expect([...map.values()]).toEqual([...expected.values()]);
          expect(map.size).toBe(expected.size);
          for (const key of [...names, asked, '__proto__'])
            expect([map.get(key), map.has(key)]).toEqual([expected.get(key), expected.has(key)]);
          const seen: unknown[] = [];
          map.forEach((value, key, of) => {
            seen.push([key, value, of === map]);
          });
          expect(seen).toEqual([...expected].map(([key, value]) => [key, value, true]));
        },
      ),
      tries(200),
    );
  });
});
