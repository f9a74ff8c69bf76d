import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDuration, parseSpan } from '../../src/scenarios/duration.js';

const UNITS = { us: 1, ms: 1e3, s: 1e6, m: 60e6, h: 3600e6, d: 86_400e6 };
const unit = fc.constantFrom(...(Object.keys(UNITS) as (keyof typeof UNITS)[]));

describe('parseSpan', () => {
  it.each([
    ['250ms', 250_000, 250_000],
    ['1.5s', 1_500_000, 1_500_000],
    ['4..9ms', 4_000, 9_000],
    ['1s..1.5m', 1_000_000, 90_000_000],
    ['900ms..1s', 900_000, 1_000_000],
    ['-5m', -300_000_000, -300_000_000],
    ['-1..2h', -7_200_000_000, -3_600_000_000],
    ['0s', 0, 0],
    ['1h30m', 5_400_000_000, 5_400_000_000],
    ['4m5s..4m9s', 245_000_000, 249_000_000],
    ['-26h30m', -95_400_000_000, -95_400_000_000],
    ['1d2h3m4s5ms6us', 93_784_005_006, 93_784_005_006],
    ['1.5h1s', 5_401_000_000, 5_401_000_000],
    [' 3d ', 259_200_000_000, 259_200_000_000],
  ])('%s is %d to %d microseconds', (text, min, max) => expect(parseSpan(text)).toEqual({ min, max }));

  it.each([
    '',
    '5',
    '5 s',
    's',
    '1e3s',
    '.5s',
    '5.s',
    '+5s',
    '9..4ms',
    '1s..',
    '..1s',
    '4...9ms',
    '1s..-2s',
    '5 parsecs',
    '5S',
    '5s4m',
    '1h1h',
    '4..1h30m',
    '1h30',
    '1h 30m',
    '1h-30m',
    '٣s',
    `${'9'.repeat(20)}d`,
  ])('%j is none', (text) => expect(parseSpan(text)).toBeUndefined());

  it('is the number times the unit, whatever the number and the unit', () => {
    fc.assert(
      fc.property(fc.nat(99_999), unit, (number, name) => {
        expect(parseDuration(`${number}${name}`)).toBe(number * UNITS[name]);
        expect(parseSpan(`-${number}${name}`)).toEqual({ min: 0 - number * UNITS[name], max: 0 - number * UNITS[name] });
      }),
    );
  });

  it('has its bounds in order, or is none', () => {
    fc.assert(
      fc.property(fc.nat(999), unit, fc.nat(999), unit, (low, lowUnit, high, highUnit) => {
        const [min, max] = [low * UNITS[lowUnit], high * UNITS[highUnit]];
        expect(parseSpan(`${low}${lowUnit}..${high}${highUnit}`)).toEqual(min <= max ? { min, max } : undefined);
      }),
    );
  });

  it('never fails, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.-+ smhdu'), maxLength: 12 }), (text) => {
        const span = parseSpan(text);
        if (span) expect(Number.isSafeInteger(span.min) && Number.isSafeInteger(span.max) && span.min <= span.max).toBe(true);
      }),
    );
  });
});

describe('parseDuration', () => {
  it('takes an exact span and no range', () => {
    expect(parseDuration('5m')).toBe(300_000_000);
    expect(parseDuration('4..9ms')).toBeUndefined();
  });
});
