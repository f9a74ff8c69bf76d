import type { Plan } from '../scenarios/plan.js';
import { EPOCH_MICROSECONDS } from '../scenarios/sources/source.js';
import { countEpoch, noCounts } from './counts.js';
import { flowFacts } from './flowFacts.js';
import type { Sensor } from './formats.js';
import { sliceRange } from './slices.js';

/** Of so many epochs one is counted: an hour tells how busy an office is. */
const STEP = 3_600_000_000 / EPOCH_MICROSECONDS;

/** About how many records a run has, and when. */
export interface Load {
  /** Records of the whole run. */
  readonly records: number;
  /** The epoch before which so many records are made. */
  epochAt(records: number): number;
}

/**
 * Estimates a run by counting one epoch in an hour.
 *
 * @param events - Where the run ends, if that is at a record.
 */
export function estimateLoad(plan: Plan, sensors: readonly Sensor[], events = Infinity): Load {
  const facts = flowFacts(plan.flows, plan.world.machines.length);
  const { first, last } = sliceRange(plan);
  /** Records before each step. */
  const before = [0];
  for (let epoch = first; epoch <= last && before.at(-1)! < events; epoch += STEP) {
    const counts = noCounts(plan.world.machines.length);
    countEpoch(plan, facts, Math.min(epoch + STEP / 2, last), counts);
    const perEpoch = sensors.reduce((sum, sensor) => sum + counts[sensor].reduce((all, count) => all + count, 0), 0);
    before.push(before.at(-1)! + perEpoch * Math.min(STEP, last + 1 - epoch));
  }
  return {
    records: Math.min(events, before.at(-1)!),
    epochAt(records) {
      const step =
        Math.max(
          1,
          before.findIndex((sum) => sum >= records),
        ) - 1;
      const inside = (records - before[step]!) / Math.max(1, before[step + 1]! - before[step]!);
      return Math.min(last + 1, first + Math.floor((step + inside) * STEP));
    },
  };
}
