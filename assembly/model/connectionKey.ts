import { wordOf } from '../shared/keyed32';

/** As `src/scenarios/sources/connectionKey.ts`. */
const LOW: u32 = 0x1000_0000;
const HIGH: u32 = 0x2000_0000;

/** @param half - Of the source's key and the connection's number, {@link half32}. */
@inline
export function connectionKeyLow(half: u32, m: u32): u32 {
  return wordOf(half, LOW + m);
}

/** @param turned - The same of the key the other way round. */
@inline
export function connectionKeyHigh(turned: u32, m: u32): u32 {
  return wordOf(turned, HIGH + m);
}
