import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandomSource } from '../../src/random/randomSource.js';
import { Presence, STEPS_OF_DAY } from '../../src/world/presence.js';
import { tries } from '../support/soak.js';

const presences = fc
  .tuple(fc.nat(1_000_000), fc.integer({ min: -48, max: 56 }))
  .map(([seed, quarters]) => new Presence(createRandomSource(seed).fork('presence'), quarters * 900));
const days = fc.integer({ min: 12_000, max: 25_000 });

describe('presence', () => {
  it('begins in the morning of the place, and ends on the same day', () =>
    fc.assert(
      fc.property(presences, days, (presence, day) => {
        const begins = presence.begins(day);
        if (begins < 0) return;
        expect([presence.dayOf(begins), presence.dayOf(presence.ends(day) - 1)]).toEqual([day, day]);
        const local = begins + presence.ahead - day * STEPS_OF_DAY;
        // 7:30 to 10:00, and 8 to 10.5 hours.
        expect(local).toBeGreaterThanOrEqual(90);
        expect(local).toBeLessThanOrEqual(120);
        expect(presence.ends(day) - begins).toBeGreaterThanOrEqual(96);
        expect(presence.ends(day) - begins).toBeLessThanOrEqual(126);
      }),
      tries(500),
    ));

  it('is on working days mostly, and seldom at weekends', () => {
    const shares = [0, 1, 2, 3, 4, 5, 6].map((weekday) => {
      // 2026-11-23 was a Monday.
      const day = Date.UTC(2026, 10, 23 + weekday) / 86_400_000;
      const all = Array.from({ length: 3000 }, (_, seed) => new Presence(createRandomSource(seed), 0).begins(day) >= 0);
      return all.filter(Boolean).length / all.length;
    });
    for (const share of shares.slice(0, 5)) expect(share).toBeCloseTo(0.92, 1);
    for (const share of shares.slice(5)) expect(share).toBeCloseTo(0.06, 1.3);
  });
});
