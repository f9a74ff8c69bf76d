import { FOUR_DIGITS } from './memory';

const ZERO: i32 = 48;
const BILLION: i64 = 1_000_000_000;

export function initDigits(): void {
  for (let value = 0; value < 10_000; value += 1) {
    const at = FOUR_DIGITS + value * 4;
    store<u8>(at, ZERO + value / 1000);
    store<u8>(at, ZERO + ((value / 100) % 10), 1);
    store<u8>(at, ZERO + ((value / 10) % 10), 2);
    store<u8>(at, ZERO + (value % 10), 3);
  }
}

/** Writes a whole number below 10^9 with leading zeros to `digits` digits, at most 9. */
@inline
export function writeFixed(at: i32, value: u32, digits: i32): void {
  let rest = value;
  let end = at + digits;
  for (; end - at >= 4; end -= 4) {
    const next = rest / 10_000;
    store<u32>(end - 4, load<u32>(FOUR_DIGITS + ((rest - next * 10_000) << 2)));
    rest = next;
  }
  for (; end > at; end -= 1) {
    const next = rest / 10;
    store<u8>(end - 1, ZERO + (rest - next * 10));
    rest = next;
  }
}

/** The same for 10 to 18 digits. */
export function writeLong(at: i32, value: i64, digits: i32): void {
  const high = value / BILLION;
  writeFixed(at, <u32>high, digits - 9);
  writeFixed(at + digits - 9, <u32>(value - high * BILLION), 9);
}

/** Writes a whole number, at most 2^53, as decimal text. @returns The position after it. */
export function writeDecimal(at: i32, value: i64): i32 {
  let digits = 1;
  for (let bound: i64 = 10; value >= bound; bound *= 10) digits += 1;
  if (digits <= 9) writeFixed(at, <u32>value, digits);
  else writeLong(at, value, digits);
  return at + digits;
}
