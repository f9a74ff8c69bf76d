import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BurstyCount } from '../../src/random/burstyCount.js';
import { createRandomSource, type RandomSource } from '../../src/random/randomSource.js';
import { tries } from '../support/soak.js';

const CELL = 2 ** 26;
const DAY = 86_400_000_000;
const rates = fc.oneof(fc.double({ min: 0.0001, max: 0.05, noNaN: true }), fc.double({ min: 0.05, max: 50, noNaN: true }));
const near = fc
  .tuple(fc.nat(30), fc.constantFrom(CELL, CELL / 2, CELL / 1024, 1), fc.integer({ min: -2, max: 2 }))
  .map(([n, width, off]) => Math.max(0, n * width + off));
const moments = fc.array(fc.oneof(fc.integer({ min: 0, max: 20 * DAY }), fc.nat(2 * CELL), near), {
  minLength: 2,
  maxLength: 60,
});

function burstyCount(random: RandomSource, perSecond: number): (at: number) => number {
  const counter = new BurstyCount(random, perSecond);
  return (at) => counter.at(at);
}

describe('a bursty count', () => {
  it('never falls', () => {
    fc.assert(
      fc.property(fc.nat(), rates, moments, (seed, rate, list) => {
        const count = burstyCount(createRandomSource(seed), rate);
        const counts = [...list].sort((a, b) => a - b).map(count);
        for (let i = 1; i < counts.length; i += 1) expect(counts[i]!).toBeGreaterThanOrEqual(counts[i - 1]!);
        expect(counts.every((value) => Number.isInteger(value) && value >= 0)).toBe(true);
      }),
      tries(500),
    );
  });

  it('is the same whichever moments were asked for before', () => {
    fc.assert(
      fc.property(fc.nat(), rates, moments, (seed, rate, list) => {
        const inTurn = burstyCount(createRandomSource(seed), rate);
        const known = new Map([...list].sort((a, b) => a - b).map((at) => [at, inTurn(at)]));
        const anyhow = burstyCount(createRandomSource(seed), rate);
        for (const at of list) expect(anyhow(at)).toBe(known.get(at));
        for (const at of list) expect(burstyCount(createRandomSource(seed), rate)(at)).toBe(known.get(at));
      }),
      tries(300),
    );
  });

  it('has its mean rate, within what two cells hold', () => {
    fc.assert(
      fc.property(fc.nat(), rates, fc.integer({ min: 1, max: 20 }), (seed, rate, days) => {
        const count = burstyCount(createRandomSource(seed), rate);
        const counted = count(days * DAY) - count(0);
        expect(Math.abs(counted - (days * DAY * rate) / 1e6)).toBeLessThanOrEqual((2 * CELL * rate) / 1e6 + 2);
      }),
      tries(300),
    );
  });

  it('comes in bursts: of equal spans some have several times the mean, and some next to none', () => {
    const count = burstyCount(createRandomSource(1), 10);
    const perSecond = Array.from({ length: 3000 }, (_, i) => count((i + 1) * 1e6) - count(i * 1e6));
    expect(perSecond.filter((value) => value > 25).length).toBeGreaterThan(30);
    expect(perSecond.filter((value) => value < 4).length).toBeGreaterThan(300);
  });

  it('is another one under another key', () => {
    const ends = Array.from({ length: 40 }, (_, seed) => burstyCount(createRandomSource(seed), 10)(1_000_000_000 + 12_345_678));
    expect(new Set(ends).size).toBeGreaterThan(20);
  });
});
