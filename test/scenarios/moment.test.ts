import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAfter, parseAt, parseFineInstant, parseInstant } from '../../src/scenarios/moment.js';

describe('parseInstant', () => {
  it.each([
    ['1970-01-01T00:00:00Z', 0],
    ['2026-03-10T09:14:00Z', 1_773_134_040_000_000],
    ['2026-03-10 09:14:00.5Z', 1_773_134_040_500_000],
    ['2026-03-10T09:14:00.1234567Z', 1_773_134_040_123_456],
    ['2024-02-29T00:00:00Z', 1_709_164_800_000_000],
  ])('%s', (text, microseconds) => expect(parseInstant(text)).toBe(microseconds));

  it.each([
    '2026-02-29T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-03-10T24:00:00Z',
    '2026-03-10T09:60:00Z',
    '2026-03-10T09:14:60Z',
    '2026-03-10T09:14:00',
    '2026-03-10T09:14:00+01:00',
    '2026-03-10T09:14:00.12345678Z',
    '1969-12-31T23:59:59Z',
    '2026-03-10',
    'now',
    '',
  ])('%j is no instant', (text) => expect(parseInstant(text)).toBeUndefined());

  it('reads back what the calendar writes', () => {
    const date = fc.date({ min: new Date(0), max: new Date('2250-01-01T00:00:00Z'), noInvalidDate: true });
    fc.assert(fc.property(date, (instant) => parseInstant(instant.toISOString()) === instant.getTime() * 1000));
  });

  it('keeps the seventh decimal apart', () => {
    expect(parseFineInstant('2026-03-10T09:14:00.1234567Z')).toEqual({ at: 1_773_134_040_123_456, tenth: 7 });
    expect(parseFineInstant('2026-03-10T09:14:00Z')).toEqual({ at: 1_773_134_040_000_000, tenth: 0 });
  });
});

describe('parseAt', () => {
  it('takes an instant or a span', () => {
    expect(parseAt('1970-01-01T00:00:01Z')).toEqual({ kind: 'absolute', at: 1_000_000 });
    expect(parseAt('1..2s')).toEqual({ kind: 'start', by: { min: 1_000_000, max: 2_000_000 } });
    expect(parseAt('soon')).toBeUndefined();
  });
});

describe('parseAfter', () => {
  it.each([
    ['copy', 0, 0],
    ['copy + 9ms', 9_000, 9_000],
    ['copy+9ms', 9_000, 9_000],
    ['copy + 4..9ms', 4_000, 9_000],
  ])('%j', (text, min, max) => expect(parseAfter(text)).toEqual({ kind: 'after', step: 'copy', by: { min, max } }));

  it.each(['', '+ 5s', 'copy 5s', 'copy + 5', 'copy - 5s', 'copy + -5s', 'Copy', 'copy + 5s + 5s'])('%j is none', (text) =>
    expect(parseAfter(text)).toBeUndefined(),
  );
});
