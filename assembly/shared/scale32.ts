/** An even integer of 0 to `size - 1` from a random word: `src/random/keyed32.ts`. */
@inline
export function scale32(word: u32, size: f64): f64 {
  return Math.floor((<f64>word * size) / 4_294_967_296);
}
