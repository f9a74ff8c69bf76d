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

/** Writes a whole number below 10^9 with leading zeros to `digits` digits, at most 9: integer arithmetic of 32 bits all the way. */
export function writeFixed(out: Uint8Array, at: number, value: number, digits: number): void {
  let rest = value | 0;
  for (let i = at + digits - 1; i >= at; i -= 1) {
    const next = (rest / 10) | 0;
    out[i] = ZERO + rest - next * 10;
    rest = next;
  }
}

/** The same for 10 to 18 digits of a number up to 2^53. */
export function writeLong(out: Uint8Array, at: number, value: number, digits: number): void {
  const high = Math.floor(value / BILLION);
  writeFixed(out, at, high, digits - 9);
  writeFixed(out, at + digits - 9, value - high * BILLION, 9);
}
