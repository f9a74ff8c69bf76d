import type { PlainScan } from '../record/fieldKind.js';
import { digits } from './digits.js';

const ZERO = 0x30;
const NINE = 0x39;
const MINUS = 0x2d;
const COLON = 0x3a;
const POINT = 0x2e;
const BLANK = 0x20;
const LETTER_T = 0x54;
const LETTER_Z = 0x5a;
/** Every number of so many digits is exact in a double. */
const MOST_DIGITS = 15;

/** Decimal digits without sign and leading zeros, within bounds. @param step - The number is a multiple of it. */
export function scanDecimal(least: number, most: number, step = 1): PlainScan {
  return (bytes, start, end, result) => {
    let at = start;
    let value = 0;
    for (; at < end; at += 1) {
      const byte = bytes[at]!;
      if (byte < ZERO || byte > NINE) break;
      value = value * 10 + (byte - ZERO);
    }
    const digits = at - start;
    if (at === end || digits === 0 || digits > MOST_DIGITS || (bytes[start] === ZERO && digits > 1)) return -1;
    if (value < least || value > most || (step > 1 && value % step !== 0)) return -1;
    result.number = value;
    result.rest = 0;
    return at;
  };
}

/** `YYYY-MM-DD HH:MM:SS.mmm`. */
export const scanUtcTime: PlainScan = (bytes, start, end, result) => {
  if (start + 24 > end || bytes[start + 10] !== BLANK || bytes[start + 19] !== POINT) return -1;
  const seconds = secondsAt(bytes, start);
  const fraction = digits(bytes, start + 20, 3);
  if (Number.isNaN(seconds) || fraction < 0) return -1;
  result.number = seconds * 1000 + fraction;
  result.rest = 0;
  return start + 23;
};

/** `YYYY-MM-DDTHH:MM:SS.fffffffZ`, with 7 decimals or with 9 of which the last two are 0. */
export const scanSystemTime: PlainScan = (bytes, start, end, result) => {
  if (start + 31 > end || bytes[start + 10] !== LETTER_T || bytes[start + 19] !== POINT) return -1;
  const seconds = secondsAt(bytes, start);
  const ms = digits(bytes, start + 20, 3);
  const ticks = digits(bytes, start + 23, 4);
  if (Number.isNaN(seconds) || ms < 0 || ticks < 0) return -1;
  const zulu = bytes[start + 27] === ZERO && bytes[start + 28] === ZERO ? start + 29 : start + 27;
  if (bytes[zulu] !== LETTER_Z) return -1;
  result.number = seconds * 1000 + ms;
  result.rest = ticks * 100;
  return zulu + 1;
};

/** ISO 8601 in UTC with milliseconds, as collectors write it. */
export const scanIsoMillis: PlainScan = (bytes, start, end, result) => {
  if (start + 25 > end || bytes[start + 10] !== LETTER_T || bytes[start + 19] !== POINT || bytes[start + 23] !== LETTER_Z)
    return -1;
  const seconds = secondsAt(bytes, start);
  const ms = digits(bytes, start + 20, 3);
  if (Number.isNaN(seconds) || ms < 0) return -1;
  result.number = seconds * 1000 + ms;
  result.rest = 0;
  return start + 24;
};

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Unix seconds of `YYYY-MM-DD?HH:MM:SS`; `NaN` if it is not that, or no moment of any calendar day. */
function secondsAt(bytes: Uint8Array, at: number): number {
  const dashes = bytes[at + 4] === MINUS && bytes[at + 7] === MINUS;
  if (!dashes || bytes[at + 13] !== COLON || bytes[at + 16] !== COLON) return Number.NaN;
  const year = digits(bytes, at, 4);
  const month = digits(bytes, at + 5, 2);
  const day = digits(bytes, at + 8, 2);
  const hour = digits(bytes, at + 11, 2);
  const minute = digits(bytes, at + 14, 2);
  const second = digits(bytes, at + 17, 2);
  if (year < 1 || month < 1 || month > 12 || day < 1 || hour < 0 || minute < 0 || second < 0) return Number.NaN;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  if (day > DAYS[month - 1]! + leap || hour > 23 || minute > 59 || second > 59) return Number.NaN;
  return daysFromCivil(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
}

/** Days since 1970-01-01. A year that begins in March has its leap day at the end, so that the days before a month follow a formula. */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const before = y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  return before + dayOfYear - 719_468;
}
