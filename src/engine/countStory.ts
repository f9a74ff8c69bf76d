import type { FormatId } from '../generators/index.js';
import { EPOCH_MICROSECONDS } from '../scenarios/sources/source.js';
import { type Sensor, sensorsOf } from './formats.js';
import type { PreparedRun } from './prepareRun.js';
import { createSlices, receivedOf } from './slices.js';

/** How many records a story takes, for those who want a certain number. */
export interface StoryCount {
  /** Of the story itself. */
  readonly story: number;
  /** Of story and background, up to the arrival of the story's last record. */
  readonly toItsEnd: number;
  /** Of a run without background; undefined where there is one. */
  readonly all?: number;
}

/** Counts by making the story's slices: stories are short beside the runs that they are hidden in. */
export function countStory({ plan, pins }: PreparedRun, chosen: readonly FormatId[]): StoryCount {
  const sensors = new Set(chosen.flatMap(sensorsOf));
  const slices = createSlices(plan, pins);
  const isStory = new Uint8Array(plan.flows.length);
  for (const { index, background } of plan.flows) isStory[index] = Number(!background);
  const hasBackground = isStory.includes(0);
  let story = 0;
  let records = 0;
  let toItsEnd = 0;
  const last = hasBackground ? Math.floor((plan.storyEnd + slices.way) / EPOCH_MICROSECONDS) : slices.last;
  for (let epoch = slices.first; epoch <= last; epoch += 1) {
    const slice = slices.slice(epoch);
    const { sysmonOrder, falconOrder } = slice;
    const arrivals: [arrival: number, own: boolean][] = [];
    const take = (sensor: Sensor, order: Uint32Array) => {
      const [received, { flow }] = [receivedOf(slice, sensor), slice[sensor]];
      for (const i of order) arrivals.push([received[i]!, isStory[flow[i]!] === 1]);
    };
    if (sensors.has('sysmon')) take('sysmon', sysmonOrder);
    if (sensors.has('falcon')) take('falcon', falconOrder);
    for (const [, own] of arrivals.sort(([a], [b]) => a - b)) {
      records += 1;
      if (!own) continue;
      story += 1;
      toItsEnd = records;
    }
  }
  return { story, toItsEnd, ...(!hasBackground && { all: records }) };
}
