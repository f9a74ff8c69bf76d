@inline
function finished(hash: u32): u32 {
  let h = (hash ^ (hash >>> 16)) * 0x85eb_ca6b;
  h = (h ^ (h >>> 13)) * 0xc2b2_ae35;
  return h ^ (h >>> 16);
}

/** The random word that belongs to a key and two numbers: `src/random/keyed32.ts` says how. */
@inline
export function keyed32(keyLow: u32, keyHigh: u32, a: u32, b: u32): u32 {
  return finished(finished(keyLow ^ (a * 0x9e37_79b1)) ^ keyHigh ^ (b * 0x27d4_eb2f));
}
