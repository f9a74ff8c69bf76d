import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecentIds } from '../../src/validate/falcon/recentIds.js';

describe('RecentIds', () => {
  it('knows what it has seen, by number, rest and owner', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(9), fc.nat(3)), { maxLength: 400 }), (ids) => {
        const recent = new RecentIds(1000);
        const known = new Set<string>();
        for (const [number, rest, owner] of ids) {
          expect(recent.seen(number, rest, owner)).toBe(known.has(`${number} ${rest} ${owner}`));
          known.add(`${number} ${rest} ${owner}`);
        }
      }),
    );
  });

  it('knows the last of many and forgets the first', () => {
    const recent = new RecentIds(5000);
    for (let id = 0; id < 20_000; id += 1) expect(recent.seen(id, id * 7, 1)).toBe(false);
    for (let id = 15_000; id < 20_000; id += 1) expect(recent.seen(id, id * 7, 1)).toBe(true);
    expect(recent.seen(0, 0, 1)).toBe(false);
  });
});
