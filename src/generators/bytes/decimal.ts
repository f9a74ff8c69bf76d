const ZERO = 48;

/** Writes a whole number, at most 2^53, as decimal text. @returns The position after it. */
export function writeDecimal(out: Uint8Array, at: number, value: number): number {
  let digits = 1;
  for (let bound = 10; value >= bound; bound *= 10) digits += 1;
  writeFixed(out, at, value, digits);
  return at + digits;
}

/** Writes the last `digits` digits of a whole number, with leading zeros. */
export function writeFixed(out: Uint8Array, at: number, value: number, digits: number): void {
  let rest = value;
  for (let i = at + digits - 1; i >= at; i -= 1) {
    const next = Math.floor(rest / 10);
    out[i] = ZERO + rest - next * 10;
    rest = next;
  }
}
