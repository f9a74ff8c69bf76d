import { keyed32 } from './keyed32.js';
import type { RandomSource } from './randomSource.js';

const ROUNDS = 6;

/**
 * A keyed shuffle of 0 to `size - 1` that is computed, not stored: member `i` keeps its place whatever happens to the others.
 *
 * A Feistel network over the next power of four, walked until it lands inside (at most four steps on average).
 *
 * @param size - At least 1, at most 2^44.
 */
export function keyedPermutation(random: RandomSource, size: number): (index: number) => number {
  let bits = 1;
  while (2 ** (2 * bits) < size) bits += 1;
  const half = 2 ** bits;
  return (index) => {
    // Outside the walk might never come in.
    if (!(index >= 0 && index < size)) throw new RangeError(`expected an index below ${size}, received ${index}`);
    let value = index;
    do {
      let left = Math.floor(value / half);
      let right = value % half;
      for (let round = 0; round < ROUNDS; round += 1) {
        [left, right] = [right, (left ^ keyed32(random.keyLow, random.keyHigh, right, round)) & (half - 1)];
      }
      value = left * half + right;
    } while (value >= size);
    return value;
  };
}
