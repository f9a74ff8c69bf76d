import { whole32 } from '../shared/whole32';
import { FOUR_DIGITS } from './memory';

const ZERO: i32 = 48;
const HUNDRED_MILLION: f64 = 100_000_000;
const EIGHT_ZEROS: u64 = 0x3030_3030_3030_3030;

export function initDigits(): void {
  for (let value = 0; value < 10_000; value += 1) {
    const at = FOUR_DIGITS + value * 4;
    store<u8>(at, ZERO + value / 1000);
    store<u8>(at, ZERO + ((value / 100) % 10), 1);
    store<u8>(at, ZERO + ((value / 10) % 10), 2);
    store<u8>(at, ZERO + (value % 10), 3);
  }
}

/** Writes a whole number below 10^9 with leading zeros to `digits` digits, at most 9: it has no more. */
@inline
export function writeFixed(at: i32, value: u32, digits: i32): void {
  let rest = value;
  let end = at + digits;
  for (; end - at >= 4; end -= 4) {
    const next = rest / 10_000;
    store<u32>(end - 4, load<u32>(FOUR_DIGITS + ((rest - next * 10_000) << 2)));
    rest = next;
  }
  const left = end - at;
  const text = FOUR_DIGITS + (rest << 2) + 4 - left;
  if (left >= 2) store<u16>(at, load<u16>(text));
  if ((left & 1) != 0) store<u8>(end - 1, load<u8>(text + left - 1));
}

/** A number below 10^8 as eight digits. */
@inline
function eightDigits(value: u32): u64 {
  const high = value / 10_000;
  return <u64>load<u32>(FOUR_DIGITS + (high << 2)) | (<u64>load<u32>(FOUR_DIGITS + ((value - high * 10_000) << 2)) << 32);
}

/** Writes a whole number, at most 2^53, as decimal text, and perhaps something behind it. @returns The position after the text. */
export function writeDecimal(at: i32, value: f64): i32 {
  const high = Math.floor(value / HUNDRED_MILLION);
  if (high == 0) return writeShort(at, whole32(value));
  const behind = writeShort(at, whole32(high));
  store<u64>(behind, eightDigits(whole32(value - high * HUNDRED_MILLION)));
  return behind + 8;
}

/** The same below 10^8. */
@inline
function writeShort(at: i32, value: u32): i32 {
  const text = eightDigits(value);
  // Counted, not compared: how many digits there are no processor foresees. The last one is written even if it is zero.
  const zeros = min<u64>(ctz(text ^ EIGHT_ZEROS) >> 3, 7);
  store<u64>(at, text >> (zeros << 3));
  return at + 8 - <i32>zeros;
}
