import { keyed32 } from '../shared/keyed32';
import { scale32 } from '../shared/scale32';

/** As `src/world/presence.ts`, which says what this is. Of each: its key, u32; steps ahead of UTC, i32. */
const KEY_LOW: i32 = 0;
const KEY_HIGH: i32 = 4;
const AHEAD: i32 = 8;
export const PRESENCE_SIZE: i32 = 16;

const STEPS_OF_DAY: i32 = 288;
const OF_COMING: u32 = 1;
const OF_BEGIN: u32 = 2;
const OF_LATENESS: u32 = 3;
const OF_LENGTH: u32 = 4;
const ON_WORKING_DAYS: u32 = 3_951_369_912;
const AT_WEEKENDS: u32 = 257_698_038;
const EARLIEST: i32 = 90;
const LATER: f64 = 16;
const SHORTEST: i32 = 96;
const LONGER: f64 = 31;

export const AWAY: i32 = 0;
export const COMING: i32 = 1;
export const HERE: i32 = 2;

/** Whether somebody is there in an epoch. */
export function presenceAt(about: i32, epoch: i32): i32 {
  const low = load<u32>(about, KEY_LOW);
  const high = load<u32>(about, KEY_HIGH);
  const ahead = load<i32>(about, AHEAD);
  // Epochs before 1970 do not occur: a story begins in 2002 at the earliest.
  const day = (epoch + ahead) / STEPS_OF_DAY;
  const share = (day + 3) % 7 < 5 ? ON_WORKING_DAYS : AT_WEEKENDS;
  if (keyed32(low, high, day, OF_COMING) >= share) return AWAY;
  const late = <i32>scale32(keyed32(low, high, day, OF_BEGIN), LATER) + <i32>scale32(keyed32(low, high, day, OF_LATENESS), LATER);
  const begins = day * STEPS_OF_DAY + EARLIEST + late - ahead;
  if (epoch < begins) return AWAY;
  if (epoch == begins) return COMING;
  return epoch < begins + SHORTEST + <i32>scale32(keyed32(low, high, day, OF_LENGTH), LONGER) ? HERE : AWAY;
}
