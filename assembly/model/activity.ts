import { keyedValue } from './quantiles';

/** As `src/scenarios/background/activity.ts`. Its key, u32; the host's share, f64; the distribution, i32; the last stay, and its result, f64. */
const KEY_LOW: i32 = 0;
const KEY_HIGH: i32 = 4;
const HOST: i32 = 8;
const HALF_HOUR: i32 = 16;
const KNOWN_STAY: i32 = 20;
const KNOWN_ACTIVITY: i32 = 24;
export const ACTIVITY_SIZE: i32 = 32;

const STAY: i32 = 6;
const OF_STAY: u32 = 2;

export function activityAt(about: i32, epoch: i32): f64 {
  // Epochs before 1970 do not occur: a story begins in 2002 at the earliest.
  const stay = epoch / STAY;
  if (load<i32>(about, KNOWN_STAY) != stay) {
    const value = keyedValue(load<i32>(about, HALF_HOUR), load<u32>(about, KEY_LOW), load<u32>(about, KEY_HIGH), stay, OF_STAY);
    store<i32>(about, stay, KNOWN_STAY);
    store<f64>(about, (load<f64>(about, HOST) * value) / 1000, KNOWN_ACTIVITY);
  }
  return load<f64>(about, KNOWN_ACTIVITY);
}
