import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareRun } from '../../../src/engine/index.js';
import { EPOCH_MICROSECONDS } from '../../../src/scenarios/sources/source.js';
import { type Arriving, arrivalsOf } from '../../support/arrivals.js';
import { FAULTY_START, type FaultText, faultyStory } from '../../support/faultyStory.js';
import { tries } from '../../support/soak.js';
import { seeds } from '../../support/storyArbitrary.js';
import { grouped } from '../../support/wholeRun.js';
import { faultTexts } from './faultArbitrary.js';
import { FAULT_CASES } from './kinds.js';

const TWENTY = Array.from({ length: 20 }, (_, n) => n + 1);
const naturals = new Map<number, readonly Arriving[]>();
/** What arrives where nothing goes wrong. */
const naturalOf = (seed: number) => {
  const known = naturals.get(seed) ?? arrivalsOf(prepareRun(faultyStory([]), { seed }));
  naturals.set(seed, known);
  return known;
};
const withFaults = (faults: readonly FaultText[], seed: number) => arrivalsOf(prepareRun(faultyStory(faults), { seed }));
const asItIs = ({ received, told, shifted, lost }: Arriving) => [received, told, shifted, lost];

/** In each slice what is received in its time, by arrival; and behind it what is lost in its time. */
function expectOrder(arrivals: readonly Arriving[]): void {
  for (const { epoch, received } of arrivals) expect(Math.floor(received / EPOCH_MICROSECONDS)).toBe(epoch);
  for (const [, list] of grouped(arrivals, ({ sensor, lost }) => `${sensor} ${lost}`)) {
    const times = list.map(({ received }) => received);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  }
}

describe('records that are', () => {
  describe.each(Object.entries(FAULT_CASES))('%s', (_, { at, fault, concerns, all, effect }) => {
    it.each(TWENTY)('for seed %i are those that the fault concerns, and no others are changed', (seed) => {
      const arrivals = withFaults([{ id: 'trouble', at, fault }], seed);
      expectOrder(arrivals);
      const byKey = grouped(arrivals, ({ key }) => key);
      const natural = naturalOf(seed);
      expect(new Set(byKey.keys())).toEqual(new Set(natural.map(({ key }) => key)));
      let met = 0;
      for (const record of natural) {
        const now = byKey.get(record.key)!;
        if (now[0]!.faults.length === 0) {
          expect(now.map(asItIs)).toEqual([asItIs(record)]);
          expect(all && concerns(record)).toBe(false);
          continue;
        }
        met += 1;
        for (const { faults } of now) expect(faults).toEqual(['trouble']);
        expect(concerns(record), `${record.sensor} of ${record.host.id} at ${record.received}`).toBe(true);
        expect(effect(record, now)).toBe(true);
      }
      expect(met).toBeGreaterThan(0);
    });
  });
});

describe('faults together', () => {
  it('leave each record what the others make of it, where one is taken away', () => {
    fc.assert(
      fc.property(fc.array(faultTexts, { minLength: 1, maxLength: 5 }), fc.nat(4), seeds, (drafts, which, seed) => {
        const faults = drafts.map((fault, n) => ({ ...fault, id: `fault-${n}` }));
        const gone = faults[which % faults.length]!;
        const [before, after] = [
          withFaults(faults, seed),
          withFaults(
            faults.filter((fault) => fault !== gone),
            seed,
          ),
        ];
        expectOrder(before);
        const left = grouped(after, ({ key }) => key);
        for (const [key, list] of grouped(before, (arrival) => arrival.key)) {
          if (list.some((arrival) => arrival.faults.includes(gone.id))) continue;
          expect(left.get(key)!.map((arrival) => [...asItIs(arrival), arrival.faults])).toEqual(
            list.map((arrival) => [...asItIs(arrival), arrival.faults]),
          );
        }
      }),
      tries(25),
    );
  });

  it('do the same in any order in which the story tells them', () => {
    fc.assert(
      fc.property(fc.array(faultTexts, { minLength: 2, maxLength: 5 }), seeds, (drafts, seed) => {
        const faults = drafts.map((fault, n) => ({ ...fault, id: `fault-${n}` }));
        const told = (arrivals: readonly Arriving[]) =>
          arrivals.map((arrival) => [arrival.key, ...asItIs(arrival), arrival.faults.toSorted()]);
        expect(told(withFaults(faults.toReversed(), seed))).toEqual(told(withFaults(faults, seed)));
      }),
      tries(15),
    );
  });
});

describe('a collector that was away', () => {
  it.each(TWENTY.slice(0, 8))('gets what has waited of each host in its order, for seed %i', (seed) => {
    const arrivals = withFaults([{ id: 'down', at: '30s', fault: { outage: { for: '5m' } } }], seed);
    const place = new Map(naturalOf(seed).map(({ key }, n) => [key, n]));
    for (const [, list] of grouped(arrivals, ({ sensor, host }) => (sensor === 'falcon' ? sensor : host.id))) {
      const places = list.map(({ key }) => place.get(key)!);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }
  });

  it.each(TWENTY.slice(0, 8))('takes nothing while it is away, and then not all at once, for seed %i', (seed) => {
    const arrivals = withFaults([{ id: 'down', at: '30s', fault: { outage: { for: '5m' } } }], seed);
    const [from, to] = [FAULTY_START + 30_000_000, FAULTY_START + 330_000_000];
    expect(arrivals.filter(({ received }) => received >= from && received < to)).toEqual([]);
    const waited = arrivals
      .filter(({ faults, host, sensor }) => faults.length > 0 && host.id === 'desk' && sensor === 'sysmon')
      .map(({ received }) => received);
    expect(waited.at(-1)! - waited[0]!).toBeGreaterThan(0.04 * (to - from));
    expect(waited.at(-1)!).toBeLessThanOrEqual(to + 0.25 * (to - from));
  });
});

describe('a share', () => {
  it('is about as large as it says', () => {
    const shareOf = (share: string) => {
      const counted = TWENTY.flatMap((seed) => withFaults([{ id: 'gone', at: '-2m', fault: { lost: { share } } }], seed));
      return counted.filter(({ lost }) => lost).length / counted.length;
    };
    expect(shareOf('10%')).toBeCloseTo(0.1, 1.5);
    expect(shareOf('75%')).toBeCloseTo(0.75, 1.5);
  });

  it('that is larger has all that a smaller one has', () => {
    const lost = (share: string) =>
      new Set(
        withFaults([{ id: 'gone', at: '0s', fault: { lost: { share } } }], 5)
          .filter((arrival) => arrival.lost)
          .map(({ key }) => key),
      );
    expect([...lost('20%')].filter((key) => !lost('40%').has(key))).toEqual([]);
  });
});
