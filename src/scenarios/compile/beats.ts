import { keyed32, scale32 } from '../../random/keyed32.js';
import { keyedValue, quantiles } from '../../random/quantiles.js';
import type { RandomSource } from '../../random/randomSource.js';

/** What asking and being answered adds to each sleep, microseconds: real beacons of 5 s come 5.09, 5.11, 5.14 s apart (quartiles), 5.3 at the 95th percentile. */
const ROUND_TRIP = quantiles([0, 60_000], [0.25, 90_000], [0.5, 110_000], [0.75, 140_000], [0.95, 300_000], [1, 450_000]);

const JITTER = 1;
const TRIP = 2;

/** Beats of one beacon at the most: beyond, a story has mistaken its units. */
export const MOST_BEATS = 1_000_000;

export interface Beat {
  /** Microseconds of the first connection. */
  readonly from: number;
  /** Microseconds for which it goes on. */
  readonly lasts: number;
  /** Microseconds of sleep. */
  readonly every: number;
  /** Microseconds by which a sleep is shorter or longer at the most. */
  readonly jitter: number;
}

/**
 * The moments at which a beacon calls: it sleeps, calls, waits for the answer and sleeps again, so that its deviations add up.
 *
 * @returns undefined beyond {@link MOST_BEATS}.
 */
export function beats({ keyLow, keyHigh }: RandomSource, { from, lasts, every, jitter }: Beat): number[] | undefined {
  const times: number[] = [];
  for (let at = from; at <= from + lasts; ) {
    if (times.length === MOST_BEATS) return undefined;
    times.push(at);
    const n = times.length;
    const sleep = every - jitter + scale32(keyed32(keyLow, keyHigh, n, JITTER), 2 * jitter + 1);
    at += sleep + keyedValue(ROUND_TRIP, keyLow, keyHigh, n, TRIP);
  }
  return times;
}
