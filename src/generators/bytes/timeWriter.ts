import { writeFixed } from './decimal.js';

const DAY = 86_400;
/** `2026-03-10T09:14:00` */
export const SECOND_LENGTH = 19;
/** A power of two: neighbouring seconds take neighbouring places. */
const CACHED = 256;

/**
 * Writes moments as text and keeps the text of seconds that it has met: events come in bursts, so most seconds come again.
 *
 * @param separator - Between date and time: `T` or a blank.
 */
export function createSecondWriter(separator: 'T' | ' '): (out: Uint8Array, at: number, second: number) => void {
  const seconds = new Float64Array(CACHED).fill(Number.NaN);
  const texts = Array.from({ length: CACHED }, () => new Uint8Array(SECOND_LENGTH));
  const between = separator.charCodeAt(0);
  return (out, at, second) => {
    const place = second & (CACHED - 1);
    const text = texts[place]!;
    if (seconds[place] !== second) {
      writeSecond(text, second, between);
      seconds[place] = second;
    }
    // Too short for `set` to be the faster way.
    for (let i = 0; i < SECOND_LENGTH; i += 1) out[at + i] = text[i]!;
  };
}

/** The same with three decimals: 23 characters. The point between is left as it is. @returns A writer of microseconds since 1970-01-01 UTC. */
export function createMillisecondWriter(separator: 'T' | ' '): (out: Uint8Array, at: number, micros: number) => void {
  const writeSecondText = createSecondWriter(separator);
  return (out, at, micros) => {
    const second = Math.floor(micros / 1_000_000);
    writeSecondText(out, at, second);
    writeFixed(out, at + SECOND_LENGTH + 1, Math.floor((micros - second * 1_000_000) / 1000), 3);
  };
}

const DASH = 45;
const COLON = 58;

/** @param second - Seconds since 1970-01-01 UTC, not negative. */
function writeSecond(text: Uint8Array, second: number, between: number): void {
  const days = Math.floor(second / DAY);
  const { year, month, day } = civilDate(days);
  const inDay = second - days * DAY;
  writeFixed(text, 0, year, 4);
  text[4] = DASH;
  writeFixed(text, 5, month, 2);
  text[7] = DASH;
  writeFixed(text, 8, day, 2);
  text[10] = between;
  writeFixed(text, 11, Math.floor(inDay / 3600), 2);
  text[13] = COLON;
  writeFixed(text, 14, Math.floor(inDay / 60) % 60, 2);
  text[16] = COLON;
  writeFixed(text, 17, inDay % 60, 2);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].map((name) =>
  Array.from(name, (letter) => letter.charCodeAt(0)),
);
const BLANK = 32;
const ZERO = 48;

/** Writes a moment as syslog does (RFC 3164, section 4.1.2): `Mar  4 09:14:00`, 15 characters, no year and no zone. */
export function writeSyslogSecond(out: Uint8Array, at: number, second: number): void {
  const { month, day } = civilDate(Math.floor(second / DAY));
  out.set(MONTHS[month - 1]!, at);
  out[at + 3] = BLANK;
  out[at + 4] = day < 10 ? BLANK : ZERO + Math.floor(day / 10);
  out[at + 5] = ZERO + (day % 10);
  out[at + 6] = BLANK;
  const inDay = second % DAY;
  writeFixed(out, at + 7, Math.floor(inDay / 3600), 2);
  out[at + 9] = COLON;
  writeFixed(out, at + 10, Math.floor(inDay / 60) % 60, 2);
  out[at + 12] = COLON;
  writeFixed(out, at + 13, inDay % 60, 2);
}

/** The calendar date of a day since 1970-01-01 (Hinnant, "chrono-compatible low-level date algorithms", civil_from_days). */
export function civilDate(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}
