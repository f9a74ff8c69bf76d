import { keyed32, scale32 } from '../../random/keyed32.js';
import type { RandomSource } from '../../random/randomSource.js';
import type { Span } from '../duration.js';
import type { Story, StoryStep } from '../language/story.js';

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
  for (const step of story.steps) {
    // Back along `after` to what is known, then forward again: a loop, since a chain may be as long as the story.
    const chain = [];
    for (let next: StoryStep | undefined = step; next && !times.has(next.id); ) {
      chain.push(next);
      next = next.after?.kind === 'after' ? byId.get(next.after.step) : undefined;
    }
    for (const { id, at, after } of chain.reverse()) {
      const moment = (at ?? after)!;
      const from = moment.kind === 'after' ? times.get(moment.step)! : start;
      times.set(id, moment.kind === 'absolute' ? moment.at + start - story.start : from + within(random.fork(id), moment.by));
    }
  }
  return times;
}

function within({ keyLow, keyHigh }: RandomSource, { min, max }: Span): number {
  return min + scale32(keyed32(keyLow, keyHigh, 0, 0), max - min + 1);
}
