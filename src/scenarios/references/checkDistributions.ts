import { distributionNames } from '../distributions.js';
import type { Delay } from '../duration.js';
import type { Report, StoryPath } from '../finding.js';
import type { Story } from '../language/story.js';
import { didYouMean } from '../nearestName.js';
import { listed } from './names.js';

/** Distributions are rising lines from 0% to 100%, and those that are named exist. */
export function checkDistributions(story: Story, report: Report): void {
  for (const [name, points] of Object.entries(story.distributions)) checkPoints(points, ['distributions', name], report);
  const names = distributionNames(story);
  for (const [delay, path] of delaysOf(story)) {
    if (!delay || !('distribution' in delay) || names.includes(delay.distribution)) continue;
    const expected = `a time such as 5s or 4..9ms, or a distribution: ${listed(names)}`;
    report({ code: 'UNKNOWN_NAME', path, expected, received: delay.distribution, cure: didYouMean(delay.distribution, names) });
  }
}

function checkPoints(points: Readonly<Record<string, number>>, path: StoryPath, report: Report): void {
  const entries = Object.entries(points);
  const shares = entries.map(([share]) => Number.parseFloat(share));
  if (shares[0] !== 0 || shares.at(-1) !== 100) {
    const expected = 'shares from 0% to 100%, in this order';
    report({
      code: 'WRONG_VALUE',
      path,
      expected,
      received: {
        words:
          entries.length === 0
            ? 'none'
            : entries
                .map(([share]) => share)
                .slice(0, 8)
                .join(', '),
      },
    });
    return;
  }
  entries.forEach(([share, time], i) => {
    const before = entries[i - 1];
    if (time < 0) report({ code: 'WRONG_VALUE', path: [...path, share], expected: 'a time of zero or more' });
    else if (before && shares[i]! <= shares[i - 1]!)
      report({
        code: 'INCONSISTENT',
        path: [...path, share],
        at: 'key',
        expected: `a share above ${before[0]}`,
        received: share,
      });
    else if (before && time < before[1])
      report({
        code: 'INCONSISTENT',
        path: [...path, share],
        expected: `a time not below that of ${before[0]}: shares rise, and so do times`,
      });
  });
}

/** Every delay of a story, and where it stands. */
function* delaysOf(story: Story): Generator<readonly [Delay | undefined, StoryPath]> {
  for (const [index, { after, beacon, spread, fault }] of story.steps.entries()) {
    const path = ['steps', index];
    if (after?.kind === 'after') yield [after.by, [...path, 'after']];
    yield [beacon?.every, [...path, 'beacon', 'every']];
    yield [beacon?.sleep?.for, [...path, 'beacon', 'sleep', 'for']];
    yield [spread?.gap, [...path, 'spread', 'gap']];
    yield [spread?.pause, [...path, 'spread', 'pause']];
    yield [spread?.run.start, [...path, 'spread', 'run', 'start']];
    yield [fault?.late?.by, [...path, 'fault', 'late', 'by']];
    yield [fault?.duplicate?.after, [...path, 'fault', 'duplicate', 'after']];
    yield [fault?.reorder?.by, [...path, 'fault', 'reorder', 'by']];
  }
  for (const [index, { after, follows }] of story.blocks.entries()) {
    if (after?.kind === 'after') yield [after.by, ['blocks', index, 'after']];
    yield [follows?.by, ['blocks', index, 'follows']];
  }
  for (const [id, { start, life }] of Object.entries(story.processes)) {
    if (start.kind === 'after') yield [start.by, ['processes', id, 'start']];
    yield [life, ['processes', id, 'life']];
  }
}
