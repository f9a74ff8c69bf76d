import { keyed32, scale32 } from '../../random/keyed32.js';
import type { RandomSource } from '../../random/randomSource.js';
import type { Span } from '../duration.js';
import type { Story } from '../storySchema.js';

/**
 * When each step begins, microseconds since 1970-01-01 UTC, true time.
 *
 * What a step draws belongs to the step alone, so only the steps that say `after` move with another.
 *
 * @param story - Checked: every `after` names a step, and there is no cycle.
 */
export function stepTimes(random: RandomSource, story: Story, start: number): Map<string, number> {
  const times = new Map<string, number>();
  const byId = new Map(story.steps.map((step) => [step.id, step]));
  const timeOf = (id: string): number => {
    const known = times.get(id);
    if (known !== undefined) return known;
    const { at, after } = byId.get(id)!;
    const moment = (at ?? after)!;
    let time: number;
    if (moment.kind === 'absolute') time = moment.at + start - story.start;
    else time = (moment.kind === 'start' ? start : timeOf(moment.step)) + within(random.fork(id), moment.by);
    times.set(id, time);
    return time;
  };
  for (const { id } of story.steps) timeOf(id);
  return times;
}

function within({ keyLow, keyHigh }: RandomSource, { min, max }: Span): number {
  return min + scale32(keyed32(keyLow, keyHigh, 0, 0), max - min + 1);
}
