/**
 * The random word that belongs to a key and two numbers: nothing else decides it, not even which words were asked for before.
 *
 * This is what the path per event draws from. Two rounds of MurmurHash3's finaliser (its constants) with the key mixed in before each;
 * `test/random/keyed32.test.ts` holds its spread against chance.
 *
 * @returns An integer, 0 to 2^32 - 1.
 */
export function keyed32(keyLow: number, keyHigh: number, a: number, b: number): number {
  let h = (keyLow ^ Math.imul(a, 0x9e3779b1)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  h = (h ^ (h >>> 16) ^ keyHigh ^ Math.imul(b, 0x27d4eb2f)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** An even integer of 0 to `size - 1` from a random word, by multiplication: no bias above size / 2^32. */
export function scale32(word: number, size: number): number {
  return Math.floor((word * size) / 4_294_967_296);
}
