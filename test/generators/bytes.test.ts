import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeDecimal, writeFixed, writeLong } from '../../src/generators/bytes/decimal.js';
import {
  civilDate,
  createMillisecondWriter,
  createSecondWriter,
  SECOND_LENGTH,
  writeSyslogSecond,
} from '../../src/generators/bytes/timeWriter.js';
import { tries } from '../support/soak.js';

const GUARD = 0xee;
/** What a writer leaves between two guards of three bytes. */
function written(length: number, write: (out: Uint8Array, at: number) => void): string {
  const out = new Uint8Array(length + 6).fill(GUARD);
  write(out, 3);
  expect([...out.subarray(0, 3), ...out.subarray(length + 3)]).toEqual(Array(6).fill(GUARD));
  return Buffer.from(out.subarray(3, length + 3)).toString('latin1');
}

describe('decimals', () => {
  const any = fc.oneof(
    fc.nat(20),
    fc.integer({ min: 0, max: 2 ** 53 - 1 }),
    fc.nat(15).chain((n) => fc.constantFrom(10 ** n, 10 ** n - 1)),
  );

  it('are written as String writes them, up to 2^53', () => {
    fc.assert(
      fc.property(any, (value) => {
        const text = String(value);
        expect(written(text.length, (out, at) => expect(writeDecimal(out, at, value)).toBe(at + text.length))).toBe(text);
      }),
      tries(1000),
    );
  });

  it('of a fixed width have leading zeros', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.nat(999_999_999), (digits, value) => {
        const small = value % 10 ** digits;
        expect(written(digits, (out, at) => writeFixed(out, at, small, digits))).toBe(String(small).padStart(digits, '0'));
      }),
      tries(500),
    );
  });

  it('of a fixed width from 10 to 18 digits do too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 18 }), fc.integer({ min: 0, max: 2 ** 53 - 1 }), (digits, value) => {
        const small = digits < 16 ? value % 10 ** digits : value;
        expect(written(digits, (out, at) => writeLong(out, at, small, digits))).toBe(String(small).padStart(digits, '0'));
      }),
      tries(500),
    );
  });
});

describe('seconds', () => {
  const LAST = Date.UTC(2100, 11, 31, 23, 59, 59) / 1000;
  const interesting = fc.constantFrom(
    0,
    Date.UTC(1972, 1, 29) / 1000,
    Date.UTC(2000, 1, 29, 23, 59, 59) / 1000,
    Date.UTC(2024, 11, 31, 23, 59, 59) / 1000,
    Date.UTC(2100, 1, 28, 23, 59, 59) / 1000,
    Date.UTC(2100, 2, 1) / 1000,
    2 ** 31,
    LAST,
  );

  it.each(['T', ' '] as const)(
    'are written as Date writes them from 1970 to 2100, with %j between date and time, in any order',
    (separator) => {
      const write = createSecondWriter(separator);
      fc.assert(
        fc.property(fc.oneof(interesting, fc.integer({ min: 0, max: LAST })), fc.nat(700), (second, more) => {
          for (const moment of [second, second + more, second]) {
            const expected = new Date(moment * 1000).toISOString().slice(0, 19).replace('T', separator);
            expect(written(SECOND_LENGTH, (out, at) => write(out, at, moment))).toBe(expected);
          }
        }),
        tries(1000),
      );
    },
  );

  it.each(['T', ' '] as const)('with milliseconds likewise: %j between date and time, cut off and not rounded', (separator) => {
    const write = createMillisecondWriter(separator);
    fc.assert(
      fc.property(
        fc.oneof(interesting, fc.integer({ min: 0, max: LAST })),
        fc.nat(999_999),
        fc.nat(2_000_000),
        (second, part, more) => {
          const first = second * 1_000_000 + part;
          for (const moment of [first, first + more, first]) {
            const expected = new Date(Math.floor(moment / 1000)).toISOString().slice(0, 23).replace('T', separator);
            // The point is the template's.
            const text = written(23, (out, at) => {
              out[at + 19] = '.'.charCodeAt(0);
              write(out, at, moment);
            });
            expect(text).toBe(expected);
          }
        },
      ),
      tries(500),
    );
  });

  it('for syslog have the month by name, the day of one digit behind a blank, and neither year nor zone', () => {
    const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
    fc.assert(
      fc.property(fc.oneof(interesting, fc.integer({ min: 0, max: LAST })), (second) => {
        const date = new Date(second * 1000);
        const day = String(date.getUTCDate()).padStart(2);
        const expected = `${months[date.getUTCMonth()]} ${day} ${date.toISOString().slice(11, 19)}`;
        expect(written(15, (out, at) => writeSyslogSecond(out, at, second))).toBe(expected);
      }),
      tries(500),
    );
  });

  it('have the calendar date of every day from 1970 to 2100', () => {
    for (let day = 0; day * 86_400 <= LAST; day += 1) {
      const date = new Date(day * 86_400_000);
      const { year, month, day: inMonth } = civilDate(day);
      if (year !== date.getUTCFullYear() || month !== date.getUTCMonth() + 1 || inMonth !== date.getUTCDate())
        expect([year, month, inMonth]).toEqual(date.toISOString().slice(0, 10).split('-').map(Number));
    }
  });
});
