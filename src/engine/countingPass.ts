import { type Counts, firstEpoch, noCounts } from './counts.js';
import { createModel } from './model.js';
import { openRecordMaker } from './openRecordMaker.js';
import type { PreparedRun } from './prepareRun.js';

/**
 * The counting pass: prefix sums of all counters at the beginning of an epoch, without making a record.
 *
 * Going on from the epoch asked for last costs only what lies between.
 */
export function countingPass({ plan, pins }: Pick<PreparedRun, 'plan' | 'pins'>): (epoch: number) => Counts {
  const maker = openRecordMaker(plan, createModel(plan, pins), pins);
  let upTo = firstEpoch(plan);
  return (epoch) => {
    if (epoch < upTo) {
      maker.begin(noCounts(plan.world.machines.length));
      upTo = firstEpoch(plan);
    }
    maker.count(upTo, epoch);
    upTo = Math.max(upTo, epoch);
    return maker.counts;
  };
}
