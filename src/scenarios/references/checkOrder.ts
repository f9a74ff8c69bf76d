import type { Report } from '../finding.js';
import type { Story, StoryStep } from '../language/story.js';
import { didYouMean } from '../nearestName.js';
import { listed } from './names.js';

/** Steps have ids of their own, one time each, and wait for each other without going round in a circle. */
export function checkOrder(story: Story, report: Report): void {
  const indexOf = new Map<string, number>();
  story.steps.forEach((step, index) => {
    const path = ['steps', index];
    const { key, inside } = story.frames[index]!;
    if (indexOf.has(key)) report({ code: 'DUPLICATE', path: [...path, 'id'], expected: 'an id that no other step has' });
    else indexOf.set(key, index);
    if (inside === undefined || (step.at && step.after)) checkChoice(step, index, ['at', 'after'], report);
    checkChoice(step, index, ['connect', 'beacon'], report);
  });
  if (story.blocks.length > 0) return;
  checkAfter(story.steps, indexOf, report);
  checkCycles(story.steps, indexOf, report);
}

function checkChoice(step: StoryStep, index: number, keys: readonly (keyof StoryStep)[], report: Report): void {
  const given = keys.filter((key) => step[key] !== undefined);
  const expected = `exactly one of ${keys.join(', ')}`;
  if (given.length === 0) report({ code: 'MISSING', path: ['steps', index], expected, received: { words: 'neither' } });
  if (given.length > 1)
    report({ code: 'INCONSISTENT', path: ['steps', index, given.at(-1)!], at: 'key', expected, received: { words: 'both' } });
}

function checkAfter(steps: readonly StoryStep[], indexOf: ReadonlyMap<string, number>, report: Report): void {
  const ids = [...indexOf.keys()];
  steps.forEach(({ id, after }, index) => {
    if (after?.kind !== 'after' || indexOf.has(after.step)) return;
    const others = ids.filter((other) => other !== id);
    const expected = `a step of the story: ${listed(others)}`;
    const path = ['steps', index, 'after'];
    report({ code: 'UNKNOWN_NAME', path, expected, received: after.step, cure: didYouMean(after.step, others) });
  });
}

/** Each step waits for one other at most, so following them finds every circle; each is reported once, at its first step. */
function checkCycles(steps: readonly StoryStep[], indexOf: ReadonlyMap<string, number>, report: Report): void {
  const waitsFor = (index: number) => {
    const after = steps[index]?.after;
    return after?.kind === 'after' ? indexOf.get(after.step) : undefined;
  };
  const done = new Set<number>();
  for (const start of steps.keys()) {
    const way: number[] = [];
    let at: number | undefined = start;
    for (; at !== undefined && !done.has(at); at = waitsFor(at)) {
      done.add(at);
      way.push(at);
    }
    const begin = at === undefined ? -1 : way.indexOf(at);
    if (begin < 0) continue;
    const circle = way.slice(begin);
    const first = circle.indexOf(Math.min(...circle));
    const ids = [...circle.slice(first), ...circle.slice(0, first + 1)].map((index) => steps[index]!.id);
    const received = ids.length <= 12 ? ids.join(' -> ') : `${ids.slice(0, 6).join(' -> ')} -> ... -> ${ids.at(-1)}`;
    const expected = 'an order with a beginning: these steps wait for each other';
    // Names of ours are safe to print, and a circle must be shown whole.
    report({ code: 'CYCLE', path: ['steps', circle[first]!, 'after'], expected, received: { words: received } });
  }
}
