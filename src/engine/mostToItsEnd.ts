import type { FormatId } from '../generators/index.js';
import type { Flows } from '../model/flow.js';
import { EPOCH_MICROSECONDS } from '../scenarios/sources/source.js';
import { countingPass } from './countingPass.js';
import { sensorsOf } from './formats.js';
import type { PreparedRun } from './prepareRun.js';
import { sliceRange } from './slices.js';

/**
 * How many records have begun when the last one of the story has arrived: no fewer than have arrived by then. Counting takes a small part
 * of the time and memory that making takes, so whoever wants more than these need not ask `countStory`.
 *
 * @returns undefined for a story without background, and for one with faults, which may write a record twice.
 */
export function mostToItsEnd(prepared: PreparedRun, chosen: readonly FormatId[]): number | undefined {
  const { plan } = prepared;
  if (plan.faults.length > 0 || !hasBackground(plan.flows)) return undefined;
  const end = Math.floor((plan.storyEnd + sliceRange(plan).way) / EPOCH_MICROSECONDS) + 1;
  const counts = countingPass(prepared)(end);
  const sensors = new Set(chosen.flatMap(sensorsOf));
  return [...sensors].reduce((sum, sensor) => sum + counts[sensor].reduce((all, count) => all + count, 0), 0);
}

function hasBackground(flows: Flows): boolean {
  for (const { background } of flows) if (background) return true;
  return false;
}
