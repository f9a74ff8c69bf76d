import type { RandomSource } from '../random/randomSource.js';
import type { Presence } from './presence.js';

const STEP = 300_000_000;
const HOUR = 3_600_000_000;

/** Of three people two log off in the evening; the third locks the screen, for some days. */
const LOCK = 3;
const MOST_LOCKED = 5;
/** On a host of a story all programs of its user run when the story begins: the slowest takes 80 minutes. */
const BEFORE_STORY = 3 * HOUR;

/** The last log-on at a host of a story may be so late: what follows it is there before the story is. @param start - Of the story, microseconds. */
export const latestLogOn = (start: number): number => start - BEFORE_STORY;

/**
 * When the user of a host logged on whose programs run: somebody came then.
 *
 * @param start - Of the story, microseconds since 1970-01-01 UTC.
 * @param background - Whether the log-on may be in the run, on the day of its start: nothing of a story depends on it.
 * @returns Microseconds; may lie before the host's boot, which then comes first.
 */
export function logOn(random: RandomSource, presence: Presence, start: number, background: boolean): number {
  let day = presence.dayOf(Math.floor(start / STEP));
  const back = () => {
    day -= 1;
    while (presence.begins(day) < 0) day -= 1;
    return presence.begins(day) * STEP;
  };
  let at = presence.begins(day) < 0 ? back() : presence.begins(day) * STEP;
  if (!background) while (at > latestLogOn(start)) at = back();
  const locked = random.integer(1, LOCK) === 1 ? random.integer(1, MOST_LOCKED) : 0;
  for (let n = 0; n < locked; n += 1) at = back();
  return at + random.integer(0, STEP - 1);
}
