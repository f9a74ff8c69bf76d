import { isDigit } from './findEnd';
import { NUMBERS, RESTS } from './memory';
import { MISMATCH } from './result';

/** How a value is read that seldom repeats; the host has the same list. */
export const NO_SCAN: i32 = 0;
export const DECIMAL: i32 = 1;
export const UTC_TIME: i32 = 2;
export const SYSTEM_TIME: i32 = 3;
export const ISO_MILLIS: i32 = 4;
export const EPOCH_MILLIS: i32 = 5;
export const EPOCH_SECONDS: i32 = 6;
export const UUID: i32 = 7;

const BLANK: u8 = 0x20;
const MINUS: u8 = 0x2d;
const POINT: u8 = 0x2e;
const ZERO: u8 = 0x30;
const COLON: u8 = 0x3a;
const LETTER_T: u8 = 0x54;
const LETTER_Z: u8 = 0x5a;

/** Every number of so many digits is exact in a double. */
const MOST_DIGITS: i32 = 15;
const NO_SECONDS: i64 = i64.MIN_VALUE;
const NO_DAY: i32 = i32.MIN_VALUE;

@inline
function keep(field: i32, number: f64, rest: f64): void {
  store<f64>(NUMBERS + (field << 3), number);
  store<f64>(RESTS + (field << 3), rest);
}

/**
 * Reads a value that is sound beyond doubt, straight from bytes, as the value of a field.
 *
 * @returns Offset behind it; `MISMATCH` if it is not plainly sound. Whether it ends there, the constant text behind it tells.
 */
export function scan(how: i32, field: i32, start: i32, end: i32, least: i64, most: i64, step: i64): i32 {
  switch (how) {
    case DECIMAL:
      return scanDecimal(field, start, end, least, most, step);
    case UTC_TIME:
      return scanUtcTime(field, start, end);
    case SYSTEM_TIME:
      return scanSystemTime(field, start, end);
    case ISO_MILLIS:
      return scanIsoMillis(field, start, end);
    case EPOCH_MILLIS:
      return scanEpochMillis(field, start, end);
    case EPOCH_SECONDS:
      return scanEpochSeconds(field, start, end);
    default:
      return scanUuid(field, start, end);
  }
}

/** Decimal digits without sign and leading zeros, within bounds, a multiple of the step. */
function scanDecimal(field: i32, start: i32, end: i32, least: i64, most: i64, step: i64): i32 {
  let at = start;
  let value: i64 = 0;
  for (; at < end && at - start <= MOST_DIGITS; at += 1) {
    const byte = load<u8>(at);
    if (!isDigit(byte)) break;
    value = value * 10 + (byte - ZERO);
  }
  const digits = at - start;
  if (at == end || digits == 0 || digits > MOST_DIGITS || (load<u8>(start) == ZERO && digits > 1)) return MISMATCH;
  if (value < least || value > most || (step > 1 && <u32>value % <u32>step != 0)) return MISMATCH;
  keep(field, <f64>value, 0);
  return at;
}

/** `YYYY-MM-DD HH:MM:SS.mmm`. */
function scanUtcTime(field: i32, start: i32, end: i32): i32 {
  if (start + 24 > end || load<u8>(start, 10) != BLANK || load<u8>(start, 19) != POINT) return MISMATCH;
  const seconds = secondsAt(start);
  const ms = digitsAt(start + 20, 3);
  if (seconds == NO_SECONDS || ms < 0) return MISMATCH;
  keep(field, <f64>(seconds * 1000 + ms), 0);
  return start + 23;
}

/** `YYYY-MM-DDTHH:MM:SS.fffffffZ`, with 7 decimals or with 9 of which the last two are 0; the rest is nanoseconds. */
function scanSystemTime(field: i32, start: i32, end: i32): i32 {
  if (start + 31 > end || load<u8>(start, 10) != LETTER_T || load<u8>(start, 19) != POINT) return MISMATCH;
  const seconds = secondsAt(start);
  const ms = digitsAt(start + 20, 3);
  const ticks = digitsAt(start + 23, 4);
  if (seconds == NO_SECONDS || ms < 0 || ticks < 0) return MISMATCH;
  const zulu = load<u8>(start, 27) == ZERO && load<u8>(start, 28) == ZERO ? start + 29 : start + 27;
  if (load<u8>(zulu) != LETTER_Z) return MISMATCH;
  keep(field, <f64>(seconds * 1000 + ms), <f64>(ticks * 100));
  return zulu + 1;
}

/** ISO 8601 in UTC with milliseconds, as collectors write it. */
function scanIsoMillis(field: i32, start: i32, end: i32): i32 {
  if (start + 25 > end || load<u8>(start, 10) != LETTER_T) return MISMATCH;
  if (load<u8>(start, 19) != POINT || load<u8>(start, 23) != LETTER_Z) return MISMATCH;
  const seconds = secondsAt(start);
  const ms = digitsAt(start + 20, 3);
  if (seconds == NO_SECONDS || ms < 0) return MISMATCH;
  keep(field, <f64>(seconds * 1000 + ms), 0);
  return start + 24;
}

/** Milliseconds since 1970 as 13 digits. */
function scanEpochMillis(field: i32, start: i32, end: i32): i32 {
  if (start + 13 >= end) return MISMATCH;
  const value = digitsAt(start, 13);
  if (value < 0) return MISMATCH;
  keep(field, <f64>value, 0);
  return start + 13;
}

/** Seconds since 1970 as 10 digits, a point and 3 decimals; the number is milliseconds. */
function scanEpochSeconds(field: i32, start: i32, end: i32): i32 {
  if (start + 14 >= end || load<u8>(start, 10) != POINT) return MISMATCH;
  const seconds = digitsAt(start, 10);
  const ms = digitsAt(start + 11, 3);
  if (seconds < 0 || ms < 0) return MISMATCH;
  keep(field, <f64>(seconds * 1000 + ms), 0);
  return start + 14;
}

/** The number of so many digits; -1 if other characters are among them. */
@inline
function digitsAt(start: i32, count: i32): i64 {
  let value: i64 = 0;
  let isSound = true;
  for (let at = start; at < start + count; at += 1) {
    const byte = load<u8>(at);
    isSound = isSound && isDigit(byte);
    value = value * 10 + (byte - ZERO);
  }
  return isSound ? value : -1;
}

/** The date that was read last: its first 8 and last 2 characters, and its day. Records of one day stand together. */
let dateHead: u64 = 0;
let dateTail: u16 = 0;
let dateDay: i32 = NO_DAY;

/** Unix seconds of `YYYY-MM-DD?HH:MM:SS`; `NO_SECONDS` if it is not that, or no moment of any calendar day. */
function secondsAt(at: i32): i64 {
  if (load<u8>(at, 13) != COLON || load<u8>(at, 16) != COLON) return NO_SECONDS;
  const day = load<u64>(at) == dateHead && load<u16>(at, 8) == dateTail ? dateDay : dayAt(at);
  const hour = <i32>digitsAt(at + 11, 2);
  const minute = <i32>digitsAt(at + 14, 2);
  const second = <i32>digitsAt(at + 17, 2);
  if (day == NO_DAY || (hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59) return NO_SECONDS;
  return <i64>day * 86_400 + (hour * 3600 + minute * 60 + second);
}

/** Days since 1970-01-01 of `YYYY-MM-DD`; `NO_DAY` if the calendar has no such day. */
function dayAt(at: i32): i32 {
  if (load<u8>(at, 4) != MINUS || load<u8>(at, 7) != MINUS) return NO_DAY;
  const year = <i32>digitsAt(at, 4);
  const month = <i32>digitsAt(at + 5, 2);
  const day = <i32>digitsAt(at + 8, 2);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return NO_DAY;
  dateHead = load<u64>(at);
  dateTail = load<u16>(at, 8);
  dateDay = daysFromCivil(year, month, day);
  return dateDay;
}

function daysOf(year: i32, month: i32): i32 {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/** A year that begins in March has its leap day at the end, so that the days before a month follow a formula. */
function daysFromCivil(year: i32, month: i32, day: i32): i32 {
  const y = month <= 2 ? year - 1 : year;
  const dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return y * 365 + y / 4 - y / 100 + y / 400 + dayOfYear - 719_468;
}

const UUID_LENGTH: i32 = 36;

/** A UUID in lower case. What number and rest are, `uuidNumbers` of the host says: enough to know it again, and no text has to be made. */
function scanUuid(field: i32, start: i32, end: i32): i32 {
  if (start + UUID_LENGTH >= end) return MISMATCH;
  if (load<u8>(start, 8) != MINUS || load<u8>(start, 13) != MINUS) return MISMATCH;
  if (load<u8>(start, 18) != MINUS || load<u8>(start, 23) != MINUS) return MISMATCH;
  const a = hexAt(start, 8);
  const b = hexAt(start + 9, 4);
  const c = hexAt(start + 14, 4);
  const d = hexAt(start + 19, 4);
  const e = hexAt(start + 24, 12);
  if ((a | b | c | d | e) < 0) return MISMATCH;
  // 13 digits, 6 digits, 13 digits.
  const first = (a << 20) | (b << 4) | (c >> 12);
  const middle = ((c & 0xfff) << 12) | (d >> 4);
  const last = ((d & 0xf) << 48) | e;
  keep(field, <f64>first, <f64>(last ^ (middle << 14)));
  return start + UUID_LENGTH;
}

/** -1 if other characters are among them. */
@inline
function hexAt(start: i32, count: i32): i64 {
  let value: i64 = 0;
  for (let at = start; at < start + count; at += 1) {
    const byte = load<u8>(at);
    const digit: i64 = isDigit(byte) ? byte - ZERO : <u8>(byte - 0x61) < 6 ? byte - 0x61 + 10 : -1;
    if (digit < 0) return -1;
    value = (value << 4) | digit;
  }
  return value;
}
