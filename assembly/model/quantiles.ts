import { keyed32 } from '../shared/keyed32';

/**
 * A distribution as `src/random/quantiles.ts` has it. Where to look first, by the six highest bits of the word, u8 each: the number of a
 * piece; then the pieces between two points, f64 each: where it begins and ends, its width, the value at its beginning, and how much that rises.
 */
const FIRST_BITS: u32 = 6;
const PIECES: i32 = 1 << FIRST_BITS;
const FROM: i32 = 0;
const UNTIL: i32 = 8;
const WIDTH: i32 = 16;
const VALUE: i32 = 24;
const RISE: i32 = 32;
const PIECE_SIZE: i32 = 40;

@inline
export function valueAt(quantiles: i32, word: u32): f64 {
  const share = <f64>word;
  let piece = quantiles + PIECES + <i32>load<u8>(quantiles + (word >>> (32 - FIRST_BITS))) * PIECE_SIZE;
  // Mostly right at once, so that no processor guesses how far it is.
  while (load<f64>(piece, UNTIL) <= share) piece += PIECE_SIZE;
  return Math.floor(load<f64>(piece, VALUE) + (load<f64>(piece, RISE) * (share - load<f64>(piece, FROM))) / load<f64>(piece, WIDTH));
}

@inline
export function keyedValue(quantiles: i32, keyLow: u32, keyHigh: u32, a: u32, b: u32): f64 {
  return valueAt(quantiles, keyed32(keyLow, keyHigh, a, b));
}
