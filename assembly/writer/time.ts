import { whole32 } from '../shared/whole32';
import { writeFixed } from './decimal';
import { SECOND_ENTRIES, SECOND_ENTRY, SECONDS } from './memory';

const BLANK: i32 = 32;
const DASH: i32 = 45;
const ZERO: i32 = 48;
const COLON: i32 = 58;
const LETTER_T: i32 = 84;
const DAY: i64 = 86_400;
/** `2026-03-10T09:14:00` */
const SECOND_LENGTH: i32 = 19;
/** No second has this number. */
const NEVER: f64 = -1;

export function initSeconds(): void {
  for (let entry = 0; entry < 2 * SECOND_ENTRIES; entry += 1) store<f64>(SECONDS + entry * SECOND_ENTRY, NEVER);
}

/** Writes a moment with decimals; the point and what follows them are there. @param micros - Since 1970-01-01 UTC. @param tenth - Of a microsecond. */
@inline
export function writeTime(at: i32, micros: f64, tenth: u32, withT: bool, decimals: i32): void {
  const second = Math.floor(micros / 1_000_000);
  const text = textOfSecond(second, withT);
  v128.store(at, v128.load(text));
  // The last three of 19 characters; the point behind them is there.
  store<u16>(at, load<u16>(text, 16), 16);
  store<u8>(at, load<u8>(text, 18), 18);
  const inSecond = whole32(Math.floor(micros - second * 1_000_000));
  const from = at + SECOND_LENGTH + 1;
  if (decimals == 3) writeFixed(from, inSecond / 1000, 3);
  else {
    writeFixed(from, inSecond * 10 + tenth, 7);
    if (decimals == 9) store<u16>(from, <u16>(ZERO | (ZERO << 8)), 7);
  }
}

/** Events come in bursts, so most seconds come again; neighbouring seconds take neighbouring places. */
@inline
function textOfSecond(second: f64, withT: bool): i32 {
  const place = (<i32>(whole32(second) & (SECOND_ENTRIES - 1)) + (withT ? 0 : SECOND_ENTRIES)) * SECOND_ENTRY;
  const entry = SECONDS + place;
  if (load<f64>(entry) != second) {
    store<f64>(entry, second);
    writeSecond(entry + 8, <i64>second, withT ? LETTER_T : BLANK);
  }
  return entry + 8;
}

let year: i32 = 0;
let month: i32 = 0;
let day: i32 = 0;

/** The calendar date of a day since 1970-01-01 (Hinnant, "chrono-compatible low-level date algorithms", civil_from_days). */
function findDate(days: i32): void {
  const shifted = days + 719_468;
  const era = shifted / 146_097;
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
  const dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
  const shiftedMonth = (5 * dayOfYear + 2) / 153;
  day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
  month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
}

function writeSecond(at: i32, second: i64, between: i32): void {
  const days = second / DAY;
  findDate(<i32>days);
  writeFixed(at, year, 4);
  store<u8>(at, DASH, 4);
  writeFixed(at + 5, month, 2);
  store<u8>(at, DASH, 7);
  writeFixed(at + 8, day, 2);
  store<u8>(at, between, 10);
  writeClock(at + 11, <i32>(second - days * DAY));
}

/** `09:14:00` */
function writeClock(at: i32, second: i32): void {
  writeFixed(at, second / 3600, 2);
  store<u8>(at, COLON, 2);
  writeFixed(at + 3, (second / 60) % 60, 2);
  store<u8>(at, COLON, 5);
  writeFixed(at + 6, second % 60, 2);
}

/** English abbreviations of the months, three letters each, as little-endian words. */
function nameOfMonth(number: i32): u32 {
  switch (number) {
    case 1:
      return 0x6e614a; // Jan
    case 2:
      return 0x626546; // Feb
    case 3:
      return 0x72614d; // Mar
    case 4:
      return 0x727041; // Apr
    case 5:
      return 0x79614d; // May
    case 6:
      return 0x6e754a; // Jun
    case 7:
      return 0x6c754a; // Jul
    case 8:
      return 0x677541; // Aug
    case 9:
      return 0x706553; // Sep
    case 10:
      return 0x74634f; // Oct
    case 11:
      return 0x766f4e; // Nov
    default:
      return 0x636544; // Dec
  }
}

/** `Mar  4 09:14:00` (RFC 3164, section 4.1.2): 15 characters, no year and no zone. */
export function writeSyslogTime(at: i32, micros: f64): void {
  const second = <i64>Math.floor(micros / 1_000_000);
  const days = second / DAY;
  findDate(<i32>days);
  store<u32>(at, nameOfMonth(month) | (BLANK << 24));
  store<u8>(at, day < 10 ? BLANK : ZERO + day / 10, 4);
  store<u8>(at, ZERO + (day % 10), 5);
  store<u8>(at, BLANK, 6);
  writeClock(at + 7, <i32>(second - days * DAY));
}

/** Seconds since 1970, 10 digits, and their three decimals so many characters behind them. */
@inline
export function writeEpoch(at: i32, micros: f64, gap: i32): void {
  const seconds = Math.floor(micros / 1_000_000);
  // Two numbers of 32 bits: longer ones take longer to divide.
  const high = Math.floor(seconds / 10_000);
  writeFixed(at, whole32(high), 6);
  writeFixed(at + 6, whole32(seconds - high * 10_000), 4);
  writeFixed(at + 10 + gap, whole32(Math.floor(micros - seconds * 1_000_000)) / 1000, 3);
}
