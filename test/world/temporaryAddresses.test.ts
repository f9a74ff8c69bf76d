import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandomSource } from '../../src/random/randomSource.js';
import { MOST_ROTATIONS, temporaryAddresses } from '../../src/world/temporaryAddresses.js';
import { tries } from '../support/soak.js';
import { seeds } from '../support/storyArbitrary.js';

const START = Date.UTC(2026, 2, 10, 9) * 1000;
const MINUTE = 60_000_000;
const DAY = 86_400_000_000;
const rotates = fc.integer({ min: 10 * MINUTE, max: 30 * DAY });
const hosts = fc.nat(50).map((n) => `host-${n}`);

const of = (seed: number, host: string, rotate: number) =>
  temporaryAddresses(createRandomSource(seed).fork(host), '2001:db8:20:1::/64', rotate, START);

describe('temporary addresses that change', () => {
  it('are each preferred for 0.6 to 1 of their time, one right after the other, and never come back', () =>
    fc.assert(
      fc.property(seeds, hosts, rotates, (seed, host, rotate) => {
        const all = of(seed, host, rotate);
        const spans = all.spans(START - 20 * rotate, START + 20 * rotate);
        expect(spans.length).toBeGreaterThanOrEqual(40);
        expect(spans.length).toBeLessThanOrEqual(68);
        expect(new Set(spans.map(({ address }) => address.text)).size).toBe(spans.length);
        expect(spans.filter(({ address }) => !address.text.startsWith('2001:db8:20:1:'))).toEqual([]);
        expect([spans[0]!.from, spans.at(-1)!.to]).toEqual([START - 20 * rotate, START + 20 * rotate]);
        expect(spans.slice(1).map(({ from }) => from)).toEqual(spans.slice(0, -1).map(({ to }) => to));
        for (const { from, to } of spans.slice(1, -1)) {
          expect(to - from).toBeGreaterThanOrEqual(0.6 * rotate - 2);
          expect(to - from).toBeLessThanOrEqual(rotate + 2);
        }
        // Not all alike.
        expect(new Set(spans.slice(1, -1).map(({ from, to }) => to - from)).size).toBeGreaterThan(10);
      }),
      tries(60),
    ));

  it('change exactly where a span ends, whatever is asked for before', () =>
    fc.assert(
      fc.property(
        seeds,
        hosts,
        rotates,
        fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { maxLength: 5 }),
        (seed, host, rotate, before) => {
          const all = of(seed, host, rotate);
          for (const share of before) all.at(Math.round(START + share * rotate));
          const spans = of(seed, host, rotate).spans(START - 3 * rotate, START + 3 * rotate);
          for (const { from, to, address } of spans) {
            expect([from, Math.floor((from + to) / 2), to - 1].map((moment) => all.at(moment))).toEqual([
              address,
              address,
              address,
            ]);
            if (to < START + 3 * rotate) expect(all.at(to)).not.toEqual(address);
          }
          // A part of the time has a part of the spans.
          const part = all.spans(START - rotate, START + rotate);
          expect(part.map(({ address }) => address.text)).toEqual(
            spans.filter(({ from, to }) => to > START - rotate && from < START + rotate).map(({ address }) => address.text),
          );
        },
      ),
      tries(60),
    ));

  it('do not change on all hosts at once, nor are those of two hosts alike', () => {
    const changes = Array.from({ length: 200 }, (_, n) => of(1, `host-${n}`, DAY).spans(START, START + DAY)[0]!);
    const hours = changes.map(({ to }) => Math.floor((to - START) / (DAY / 24)));
    expect(new Set(hours).size).toBeGreaterThan(18);
    for (const hour of hours) expect(hours.filter((other) => other === hour).length).toBeLessThan(30);
    expect(new Set(changes.map(({ address }) => address.text)).size).toBe(200);
  });

  it('stay the same after the last, and a span is never empty', () => {
    const all = of(7, 'host', 10 * MINUTE);
    const spans = all.spans(START, Infinity);
    expect(spans.length).toBeGreaterThanOrEqual(MOST_ROTATIONS);
    expect(spans.length).toBeLessThanOrEqual(MOST_ROTATIONS + 2);
    expect(spans.at(-1)!.to).toBe(Infinity);
    expect(all.at(START + 1000 * DAY)).toBe(spans.at(-1)!.address);
    expect(all.spans(START, START)).toHaveLength(1);
  });
});
