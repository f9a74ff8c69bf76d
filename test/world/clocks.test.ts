import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Host, wallTenths } from '../../src/model/host.js';

const SINCE = 1_773_134_040_000_000;
const hostWith = (drift: number, wall: number) => ({ clock: { wall, trace: 0, drift, since: SINCE } }) as Host;

describe('a wall clock', () => {
  it('never turns the order of two times round, to the tenth of a microsecond, whatever its drift', () => {
    const offset = fc.integer({ min: -30 * 86_400_000_000, max: 30 * 86_400_000_000 });
    const drift = fc.integer({ min: -2000, max: 2000 }).map((tenths) => tenths / 10);
    fc.assert(
      fc.property(offset, fc.nat(9), fc.nat(30), drift, fc.integer(), (at, tenth, later, d, wall) => {
        const host = hostWith(d, wall);
        const end = tenth + later;
        expect(wallTenths(host, SINCE + at + Math.floor(end / 10), end % 10)).toBeGreaterThanOrEqual(
          wallTenths(host, SINCE + at, tenth),
        );
      }),
      { seed: 7, numRuns: 5000 },
    );
  });

  it('without drift is off by what it is off', () => {
    expect(wallTenths(hostWith(0, -45), SINCE + 7, 3)).toBe((7 - 45) * 10 + 3);
  });
});
