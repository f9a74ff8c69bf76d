import { boundsOf, distributionNames } from '../distributions.js';
import type { Report, StoryPath } from '../finding.js';
import type { Story, StoryBeacon } from '../language/story.js';

/** Beacons that beat, and jitter that does not turn their order around. */
export function checkTimes(story: Story, report: Report): void {
  const names = distributionNames(story);
  story.steps.forEach(({ beacon, listen }, index) => {
    if (beacon) checkBeacon(story, beacon, ['steps', index, 'beacon'], names, report);
    if (listen?.for !== undefined && listen.for <= 0)
      report({ code: 'WRONG_VALUE', path: ['steps', index, 'listen', 'for'], expected: 'a time above zero such as 10m' });
  });
}

function checkBeacon(story: Story, beacon: StoryBeacon, path: StoryPath, names: readonly string[], report: Report): void {
  const wrong = (key: string, expected: string) => report({ code: 'WRONG_VALUE', path: [...path, key], expected });
  const { every, jitter } = beacon;
  // A distribution that nobody knows is reported elsewhere.
  const known = !('distribution' in every) || names.includes(every.distribution);
  const { min } = known ? boundsOf(story, every) : { min: 1 };
  // A time below zero in a distribution is reported there.
  if (known && (min === 0 || (min < 0 && !('distribution' in every)))) wrong('every', 'a time above zero such as 60s');
  if (beacon.for !== undefined && beacon.for < 0) wrong('for', 'a time of zero or more such as 2h');
  if ((beacon.for === undefined) === (beacon.calls === undefined)) {
    const [code, at] = beacon.for === undefined ? (['MISSING', path] as const) : (['INCONSISTENT', [...path, 'calls']] as const);
    report({
      code,
      path: at,
      expected: 'exactly one of for, calls',
      received: { words: beacon.for === undefined ? 'neither' : 'both' },
    });
  }
  if (typeof jitter === 'string') {
    if (Number.parseFloat(jitter) > 100) wrong('jitter', 'a share of at most 100%');
  } else if (jitter !== undefined && known && (jitter < 0 || jitter > Math.max(min, 0)))
    wrong('jitter', 'a time from zero to that of every');
}
