import { keyed32 } from '../../random/keyed32.js';

/** Purposes under a source's key, far from each other and from those that sources draw with. */
const LOW = 0x1000_0000;
const HIGH = 0x2000_0000;

/**
 * Names a connection of a source: the low 32 bits.
 *
 * @param n - Its number within the source, or that of its burst.
 * @param m - Its number within the burst.
 */
export function connectionKeyLow(keyLow: number, keyHigh: number, n: number, m = 0): number {
  return keyed32(keyLow, keyHigh, n, LOW + m);
}

/**
 * Names a connection of a source: the high 32 bits.
 *
 * With the halves of the key the other way round: for one order `keyed32` knows but 2^32 states, so that two words of it would be one
 * word's worth, and of half a million connections some would have the same name.
 */
export function connectionKeyHigh(keyLow: number, keyHigh: number, n: number, m = 0): number {
  return keyed32(keyHigh, keyLow, n, HIGH + m);
}
