const DECIMAL = /^(?:0|[1-9][0-9]*)$/;

/** Decimal digits without sign and without leading zeros, of any length. */
export function isDecimal(text: string): boolean {
  return DECIMAL.test(text);
}

/** Reads decimal text within bounds that a double holds exactly; `undefined` if it is anything else. */
export function parseDecimal(text: string, least: number, most: number): number | undefined {
  if (text.length > 16 || !DECIMAL.test(text)) return undefined;
  const value = Number(text);
  return value >= least && value <= most ? value : undefined;
}

const UINT64_MOST = '18446744073709551615';

/** Says whether decimal text fits into an unsigned 64-bit integer, which a double does not hold. */
export function isUint64(text: string): boolean {
  if (!DECIMAL.test(text) || text.length > UINT64_MOST.length) return false;
  return text.length < UINT64_MOST.length || text <= UINT64_MOST;
}
