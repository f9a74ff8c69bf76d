import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openingOf, openShare, parseDays, parseHours } from '../../src/scenarios/opening.js';
import { tries } from '../support/soak.js';

const MINUTE = 60_000_000;
const DAY = 1_440 * MINUTE;
/** A Monday, at midnight. */
const MONDAY = Date.UTC(2026, 4, 4) * 1000;

const hours = fc.tuple(fc.nat(1_439), fc.integer({ min: 1, max: 1_440 })).filter(([from, to]) => from !== to);
const days = fc.option(fc.uniqueArray(fc.nat(6), { minLength: 1 }), { nil: undefined });
/** Minutes by which a place is ahead of UTC. */
const offsets = fc.constantFrom(0, 60, 330, -300, 840, -720);

/** Whether it is open at a minute of a local week, told minute by minute. */
function openMinutes([from, to]: readonly [number, number], open: readonly number[] | undefined): boolean[] {
  const week = new Array<boolean>(7 * 1_440).fill(false);
  for (const day of open ?? [0, 1, 2, 3, 4, 5, 6])
    for (let minute = from; minute !== to % 1_440 || minute === from; minute = (minute + 1) % 1_440)
      week[(day * 1_440 + minute + (minute < from ? 1_440 : 0)) % week.length] = true;
  return week;
}

describe('opening hours', () => {
  it('are those of the local week: the opening that a moment falls into, or the next', () => {
    fc.assert(
      fc.property(hours, days, offsets, fc.nat(14 * 1_440), (told, open, offset, minute) => {
        const opening = openingOf(told, open, offset * 60)!;
        const week = openMinutes(told, open);
        const at = MONDAY + minute * MINUTE;
        const isOpen = (moment: number) => week[((moment - MONDAY) / MINUTE + offset + 70 * 1_440) % week.length]!;
        let first = at;
        while (!isOpen(first)) first += MINUTE;
        const { begins, ends } = opening.next(at);
        expect(Math.max(at, begins)).toBe(first);
        expect(ends).toBeGreaterThan(at);
        for (let moment = first; moment < Math.min(ends, first + DAY); moment += MINUTE) expect(isOpen(moment)).toBe(true);
      }),
      tries(300),
    );
  });

  it('have their share of the week', () => {
    fc.assert(
      fc.property(hours, days, (told, open) => {
        const [from, to] = told;
        const week = openMinutes(told, open);
        const length = to > from ? to - from : to - from + 1_440;
        expect(openShare(told, open)).toBeCloseTo((length * (open?.length ?? 7)) / week.length, 9);
      }),
      tries(100),
    );
  });

  it.each<readonly [string, readonly number[] | undefined]>([
    ['mon-fri', [0, 1, 2, 3, 4]],
    ['sat-mon', [0, 5, 6]],
    ['mon, wed,sat', [0, 2, 5]],
    ['sun', [6]],
    ['mon-mon', [0]],
    ['monday', undefined],
    ['mon-', undefined],
    ['mon-tue-wed', undefined],
    ['', undefined],
  ])('days are written as %j', (text, meant) => expect(parseDays(text)).toEqual(meant));

  it.each<readonly [string, readonly [number, number] | undefined]>([
    ['08:00-18:00', [480, 1_080]],
    ['22:30-06:00', [1_350, 360]],
    ['00:00-24:00', [0, 1_440]],
    ['08:00-08:00', undefined],
    ['8:00-18:00', undefined],
    ['24:00-08:00', undefined],
    ['08:60-18:00', undefined],
  ])('hours are written as %j', (text, meant) => expect(parseHours(text)).toEqual(meant));
});
