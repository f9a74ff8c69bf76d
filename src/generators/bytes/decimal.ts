const ZERO = 48;
const BILLION = 1_000_000_000;

/** Writes a whole number, at most 2^53, as decimal text. @returns The position after it. */
export function writeDecimal(out: Uint8Array, at: number, value: number): number {
  let digits = 1;
  for (let bound = 10; value >= bound; bound *= 10) digits += 1;
  if (digits <= 9) writeFixed(out, at, value, digits);
  else writeLong(out, at, value, digits);
  return at + digits;
}

/** `0000` to `9999` as text, one after the other: four digits at a time are a look-up. */
const FOUR_DIGITS = new Uint8Array(40_000);
for (let value = 0; value < 10_000; value += 1) {
  for (let digit = 3, rest = value; digit >= 0; digit -= 1, rest = Math.floor(rest / 10))
    FOUR_DIGITS[value * 4 + digit] = ZERO + (rest % 10);
}

/** Writes a whole number below 10^9 with leading zeros to `digits` digits, at most 9: integer arithmetic of 32 bits all the way. */
export function writeFixed(out: Uint8Array, at: number, value: number, digits: number): void {
  let rest = value | 0;
  let end = at + digits;
  for (; end - at >= 4; end -= 4) {
    const next = (rest / 10_000) | 0;
    const text = (rest - next * 10_000) * 4;
    out[end - 4] = FOUR_DIGITS[text]!;
    out[end - 3] = FOUR_DIGITS[text + 1]!;
    out[end - 2] = FOUR_DIGITS[text + 2]!;
    out[end - 1] = FOUR_DIGITS[text + 3]!;
    rest = next;
  }
  const text = rest * 4 + 4;
  for (let i = 1; end - i >= at; i += 1) out[end - i] = FOUR_DIGITS[text - i]!;
}

/** The same for 10 to 18 digits of a number up to 2^53. */
export function writeLong(out: Uint8Array, at: number, value: number, digits: number): void {
  const high = Math.floor(value / BILLION);
  writeFixed(out, at, high, digits - 9);
  writeFixed(out, at + digits - 9, value - high * BILLION, 9);
}
