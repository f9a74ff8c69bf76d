import { AWAY, COMING, PRESENCE_SIZE, presenceAt } from './presence';
import { keyedValue } from './quantiles';

/**
 * As `src/scenarios/sources/activity.ts`. Who is there (`presence.ts`); its key, u32; the host's share, f64; levels while somebody is here,
 * comes, and is away, f64; the distribution, i32, 0 where it does not vary; the last epoch; its result, f64.
 */
const KEY_LOW: i32 = PRESENCE_SIZE;
const KEY_HIGH: i32 = PRESENCE_SIZE + 4;
const HOST: i32 = PRESENCE_SIZE + 8;
const HERE_LEVEL: i32 = PRESENCE_SIZE + 16;
const COMING_LEVEL: i32 = PRESENCE_SIZE + 24;
const AWAY_LEVEL: i32 = PRESENCE_SIZE + 32;
const HALF_HOUR: i32 = PRESENCE_SIZE + 40;
const KNOWN_EPOCH: i32 = PRESENCE_SIZE + 44;
const KNOWN_ACTIVITY: i32 = PRESENCE_SIZE + 48;
export const ACTIVITY_SIZE: i32 = PRESENCE_SIZE + 56;

const STAY: i32 = 6;
const OF_STAY: u32 = 2;

export function activityAt(about: i32, epoch: i32): f64 {
  if (load<i32>(about, KNOWN_EPOCH) != epoch) {
    const present = presenceAt(about, epoch);
    const level = levelOf(about, present);
    store<i32>(about, epoch, KNOWN_EPOCH);
    store<f64>(about, varied(about, epoch, level), KNOWN_ACTIVITY);
  }
  return load<f64>(about, KNOWN_ACTIVITY);
}

@inline
function varied(about: i32, epoch: i32, level: f64): f64 {
  const halfHour = load<i32>(about, HALF_HOUR);
  if (halfHour == 0) return level;
  const value = keyedValue(halfHour, load<u32>(about, KEY_LOW), load<u32>(about, KEY_HIGH), epoch / STAY, OF_STAY);
  return ((load<f64>(about, HOST) * value) / 1000) * level;
}

/** The place of what is loaded has to be constant. */
@inline
function levelOf(about: i32, present: i32): f64 {
  if (present == AWAY) return load<f64>(about, AWAY_LEVEL);
  return present == COMING ? load<f64>(about, COMING_LEVEL) : load<f64>(about, HERE_LEVEL);
}
