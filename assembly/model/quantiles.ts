import { keyed32 } from '../shared/keyed32';

/** A distribution as `src/random/quantiles.ts` has it: the share and the value of each point, f64 each. */
const VALUE: i32 = 8;
const POINT: i32 = 16;

@inline
export function valueAt(quantiles: i32, word: u32): f64 {
  const share = <f64>word;
  let at = quantiles + POINT;
  while (load<f64>(at) <= share) at += POINT;
  const from = load<f64>(at - POINT, VALUE);
  const below = load<f64>(at - POINT);
  return Math.floor(from + ((load<f64>(at, VALUE) - from) * (share - below)) / (load<f64>(at) - below));
}

@inline
export function keyedValue(quantiles: i32, keyLow: u32, keyHigh: u32, a: u32, b: u32): f64 {
  return valueAt(quantiles, keyed32(keyLow, keyHigh, a, b));
}
