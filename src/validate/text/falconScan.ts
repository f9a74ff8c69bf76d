import type { PlainScan } from '../record/fieldKind.js';
import { digits } from './digits.js';

const MINUS = 0x2d;
const POINT = 0x2e;

/** Milliseconds since 1970 as 13 digits. */
export const scanMillis: PlainScan = (bytes, start, end, result) => {
  if (start + 13 >= end) return -1;
  const value = digits(bytes, start, 13);
  if (value < 0) return -1;
  result.number = value;
  result.rest = 0;
  return start + 13;
};

/** Seconds since 1970 as 10 digits, a point and 3 decimals; the number is milliseconds. */
export const scanSeconds: PlainScan = (bytes, start, end, result) => {
  if (start + 14 >= end || bytes[start + 10] !== POINT) return -1;
  const seconds = digits(bytes, start, 10);
  const fraction = digits(bytes, start + 11, 3);
  if (seconds < 0 || fraction < 0) return -1;
  result.number = seconds * 1000 + fraction;
  result.rest = 0;
  return start + 14;
};

const UUID_LENGTH = 36;
/** Where the hexadecimal digits stand, eight for each of four words. */
const PLACES = Uint8Array.from([...Array(UUID_LENGTH).keys()].filter((at) => ![8, 13, 18, 23].includes(at)));
const WORDS = new Int32Array(4);
const NO_DIGIT = 0xff;
/** Per byte: the digit it is, in lower case. */
const DIGITS = new Uint8Array(256).fill(NO_DIGIT);
for (let digit = 0; digit < 16; digit += 1) DIGITS[digit.toString(16).charCodeAt(0)] = digit;

/**
 * A UUID in lower case. The number and the rest are 104 bits mixed from its 128: enough to know it again, and no text has to be made of
 * it.
 */
export const scanUuid: PlainScan = (bytes, start, end, result) => {
  if (start + UUID_LENGTH >= end) return -1;
  if (bytes[start + 8] !== MINUS || bytes[start + 13] !== MINUS || bytes[start + 18] !== MINUS || bytes[start + 23] !== MINUS)
    return -1;
  let seen = 0;
  for (let word = 0, i = 0; word < 4; word += 1) {
    let value = 0;
    for (const stop = i + 8; i < stop; i += 1) {
      const digit = DIGITS[bytes[start + PLACES[i]!]!]!;
      seen |= digit;
      value = (value << 4) | digit;
    }
    WORDS[word] = value;
  }
  if (seen > 15) return -1;
  result.number = mixed(0x9e3779b9) * 0x100000 + (mixed(0x85ebca6b) >>> 12);
  result.rest = mixed(0xc2b2ae35) * 0x100000 + (mixed(0x27d4eb2f) >>> 12);
  return start + UUID_LENGTH;
};

/** 32 bits of the four words, in the manner of MurmurHash 3. */
function mixed(seed: number): number {
  let hash = seed;
  for (let i = 0; i < 4; i += 1) {
    const word = Math.imul(WORDS[i]!, 0xcc9e2d51);
    hash ^= Math.imul((word << 15) | (word >>> 17), 0x1b873593);
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
