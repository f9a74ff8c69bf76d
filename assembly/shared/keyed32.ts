@inline
function finished(hash: u32): u32 {
  let h = (hash ^ (hash >>> 16)) * 0x85eb_ca6b;
  h = (h ^ (h >>> 13)) * 0xc2b2_ae35;
  return h ^ (h >>> 16);
}

/** The random word that belongs to a key and two numbers: `src/random/keyed32.ts` says how. */
@inline
export function keyed32(keyLow: u32, keyHigh: u32, a: u32, b: u32): u32 {
  return wordOf(half32(keyLow, keyHigh, a), b);
}

/** The half of it that the second number does not change: for many words of one key and first number. */
@inline
export function half32(keyLow: u32, keyHigh: u32, a: u32): u32 {
  return finished(keyLow ^ (a * 0x9e37_79b1)) ^ keyHigh;
}

@inline
export function wordOf(half: u32, b: u32): u32 {
  return finished(half ^ (b * 0x27d4_eb2f));
}
