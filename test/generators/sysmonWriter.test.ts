import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_LAG, sysmonWriter } from '../../src/generators/sysmon/writer.js';
import { createRandomSource } from '../../src/random/randomSource.js';
import { tries } from '../support/soak.js';

const BOOT = Date.UTC(2026, 2, 1) * 1000;
const DAY = 86_400_000_000;
const writerOf = (seed: number) => sysmonWriter(createRandomSource(seed).fork('writer'), BOOT);
/** Tenths of a microsecond: exact, as an integer. */
const placed = (writer: ReturnType<typeof writerOf>, at: number) => {
  writer.place(at);
  expect(Number.isInteger(writer.written) && Number.isInteger(writer.tenth) && writer.tenth >= 0 && writer.tenth <= 9).toBe(true);
  return BigInt(writer.written) * 10n + BigInt(writer.tenth);
};

const seeds = fc.nat(2 ** 32 - 1);
const moments = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 20 * DAY }), fc.integer({ min: 0, max: 30_000_000 })), {
    minLength: 2,
    maxLength: 60,
  })
  .map((list) => list.map((since) => BOOT + since));

describe('the writer of Sysmon records', () => {
  it('writes a record when it writes it, whichever were asked for before', () => {
    fc.assert(
      fc.property(seeds, moments, (seed, list) => {
        const inTurn = writerOf(seed);
        const sorted = [...list].sort((a, b) => a - b);
        const expected = new Map(sorted.map((at) => [at, placed(inTurn, at)]));
        const another = writerOf(seed);
        for (const at of list) expect(placed(another, at)).toBe(expected.get(at));
        for (const at of list) expect(placed(writerOf(seed), at)).toBe(expected.get(at));
      }),
      tries(200),
    );
  });

  it('never writes an earlier record later', () => {
    fc.assert(
      fc.property(seeds, moments, fc.array(fc.nat(2_000_000), { minLength: 50, maxLength: 50 }), (seed, list, steps) => {
        const writer = writerOf(seed);
        let at = list[0]!;
        const close = steps.map((step) => {
          at += step;
          return at;
        });
        const all = [...list, ...close].sort((a, b) => a - b).map((moment) => placed(writer, moment));
        for (let i = 1; i < all.length; i += 1) expect(all[i]! >= all[i - 1]!).toBe(true);
      }),
      tries(200),
    );
  });

  it('writes between 0.93 s and its longest lag after the record', () => {
    fc.assert(
      fc.property(seeds, moments, (seed, list) => {
        const writer = writerOf(seed);
        for (const at of list) {
          const lag = Number(placed(writer, at) - BigInt(at) * 10n) / 10;
          expect(lag).toBeGreaterThanOrEqual(930_000);
          expect(lag).toBeLessThanOrEqual(LONGEST_LAG);
        }
      }),
      tries(200),
    );
  });

  it('has the lags of real hosts: the quantiles of docs/fields/sysmon-winevt.md, times', () => {
    const lags: number[] = [];
    for (let seed = 0; seed < 20; seed += 1) {
      const writer = writerOf(seed);
      for (let i = 0; i < 5000; i += 1) {
        const at = BOOT + DAY + i * 977_001 + ((i * 7919) % 977_001);
        lags.push(Number(placed(writer, at) - BigInt(at) * 10n) / 1e7);
      }
    }
    lags.sort((a, b) => a - b);
    const quantile = (share: number) => lags[Math.floor(share * (lags.length - 1))]!;
    const REAL = { 0.05: 0.97, 0.25: 1.1, 0.5: 1.37, 0.75: 1.52 } as const;
    for (const [share, seconds] of Object.entries(REAL)) {
      expect(quantile(Number(share)), `quantile ${share}`).toBeGreaterThan(seconds - 0.17);
      expect(quantile(Number(share)), `quantile ${share}`).toBeLessThan(seconds + 0.17);
    }
    // The tail of the other rows: some percent up to 6 s or so.
    expect(quantile(0.99)).toBeGreaterThan(1.8);
    expect(quantile(0.99)).toBeLessThan(6);
    expect(quantile(1)).toBeLessThan(7.2);
  });

  it('writes in batches: many records of neighbouring times within some milliseconds, then a pause', () => {
    const writer = writerOf(1);
    const written = Array.from({ length: 4000 }, (_, i) => Number(placed(writer, BOOT + DAY + i * 10_000)) / 10);
    const gaps = written.slice(1).map((time, i) => time - written[i]!);
    expect(gaps.filter((gap) => gap < 2000).length).toBeGreaterThan(gaps.length * 0.95);
    expect(gaps.filter((gap) => gap > 300_000).length).toBeGreaterThan(gaps.length * 0.01);
    // Batches of one host are not those of another.
    const other = writerOf(2);
    expect(placed(other, BOOT + DAY)).not.toBe(placed(writer, BOOT + DAY));
  });
});
