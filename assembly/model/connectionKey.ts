import { keyed32 } from '../shared/keyed32';

/** As `src/scenarios/sources/connectionKey.ts`. */
const LOW: u32 = 0x1000_0000;
const HIGH: u32 = 0x2000_0000;

@inline
export function connectionKeyLow(keyLow: u32, keyHigh: u32, n: u32, m: u32): u32 {
  return keyed32(keyLow, keyHigh, n, LOW + m);
}

@inline
export function connectionKeyHigh(keyLow: u32, keyHigh: u32, n: u32, m: u32): u32 {
  return keyed32(keyHigh, keyLow, n, HIGH + m);
}
