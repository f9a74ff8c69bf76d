const IN_2_32: f64 = 1 / 4_294_967_296;

/** An even integer of 0 to `size - 1` from a random word: `src/random/keyed32.ts`. */
@inline
export function scale32(word: u32, size: f64): f64 {
  // Multiplied, not divided: as exact for a power of two, and much quicker.
  return Math.floor(<f64>word * size * IN_2_32);
}
