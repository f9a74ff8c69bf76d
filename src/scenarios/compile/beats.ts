import { keyed32, scale32 } from '../../random/keyed32.js';
import { valueAt } from '../../random/quantiles.js';
import type { RandomSource } from '../../random/randomSource.js';
import { boundsOf, distributionOf, drawer } from '../distributions.js';
import type { Delay } from '../duration.js';
import type { Story } from '../language/story.js';
import type { Opening } from '../opening.js';

const JITTER = 1;
const TRIP = 2;
const EVERY = 3;
const SLEEP = 4;
const OPENING = 5;

/** What asking and being answered adds to each sleep. */
const ROUND_TRIP = distributionOf({ distributions: {} }, 'round-trip');
export const SHORTEST_TRIP = ROUND_TRIP.values[0]!;
export const LONGEST_TRIP = ROUND_TRIP.values.at(-1)!;

export interface Beat {
  /** Microseconds of the first connection. */
  readonly from: number;
  /** Microseconds for which it goes on, */
  readonly lasts: number;
  /** and how often it calls at the most. */
  readonly calls: number;
  readonly every: Delay;
  /** By how much a sleep is shorter or longer at the most: microseconds, or a share of it. */
  readonly jitter: number | { readonly share: number };
  /** When it may call; absent: always. */
  readonly opening: Opening | undefined;
  /** After so many calls it is silent for so long. */
  readonly sleep: { readonly calls: number; readonly for: Delay } | undefined;
  readonly distributions: Pick<Story, 'distributions'>;
}

/**
 * The moments at which a beacon calls: it sleeps, calls, waits for the answer and sleeps again, so that its deviations add up.
 */
export function beats({ keyLow, keyHigh }: RandomSource, beat: Beat): number[] {
  const { from, lasts, calls, every, jitter, opening, sleep, distributions } = beat;
  const word = (n: number, purpose: number) => keyed32(keyLow, keyHigh, n, purpose);
  const pauseAt = drawer(distributions, every);
  const sleepAt = sleep && drawer(distributions, sleep.for);
  const longest = boundsOf(distributions, every).max;
  /** Who waits for the morning does not call on the stroke of the hour. */
  const opened = (at: number, n: number) => {
    if (!opening) return at;
    const { begins, ends } = opening.next(at);
    return at >= begins ? at : begins + scale32(word(n, OPENING), Math.min(longest + 1, ends - begins));
  };
  const times: number[] = [];
  for (let at = opened(from, 0); at <= from + lasts && times.length < calls; ) {
    times.push(at);
    const n = times.length;
    const pause = pauseAt(word(n, EVERY));
    const swing = typeof jitter === 'number' ? jitter : Math.round(pause * jitter.share);
    at += Math.max(0, pause - swing + scale32(word(n, JITTER), 2 * swing + 1));
    at += valueAt(ROUND_TRIP, word(n, TRIP));
    if (sleepAt && n % sleep.calls === 0) at += sleepAt(word(n, SLEEP));
    at = opened(at, n);
  }
  return times;
}
