import type { Plan } from '../../scenarios/plan.js';
import type { Sensor } from '../formats.js';
import { estimateLoad } from '../load.js';
import { sliceRange } from '../slices.js';

/** One of several parts of a run that are made apart, on other machines perhaps. */
export interface Shard {
  /** From 1. */
  readonly number: number;
  readonly of: number;
}

/** Consecutive slices: from the first to before the end. */
export interface Slicing {
  readonly from: number;
  /** Infinity where a number of records says how long the run is. */
  readonly end: number;
}

/** Counting an epoch, against making its records and writing them. Measured with 100 hosts in one and in three formats: 0.07 to 0.13. */
const COUNTING = 0.1;

/** The folder of a part, within that of the run. */
export const shardFolder = ({ number, of }: Shard): string => `part-${number}-of-${of}`;

/**
 * The slices of a part. All parts together are the run, and take about the same time: a later one counts what comes before it, so it makes less.
 *
 * What is estimated decides only where parts are cut, never what is in them.
 */
export function shardSlices(plan: Plan, sensors: readonly Sensor[], { number, of }: Shard, events?: number): Slicing {
  const { first, last } = sliceRange(plan);
  const load = estimateLoad(plan, sensors, events);
  const whole = 1 - (1 - COUNTING) ** of;
  const cut = (part: number) => load.epochAt((load.records * (1 - (1 - COUNTING) ** part)) / whole);
  return { from: number === 1 ? first : cut(number - 1), end: number === of ? last + 1 : cut(number) };
}
