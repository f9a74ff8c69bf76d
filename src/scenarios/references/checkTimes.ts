import type { Report, StoryPath } from '../finding.js';
import type { Story, StoryStep } from '../language/story.js';

/** Beacons that beat, and jitter that does not turn their order around. */
export function checkTimes(story: Story, report: Report): void {
  story.steps.forEach(({ beacon }, index) => {
    if (beacon) checkBeacon(beacon, ['steps', index, 'beacon'], report);
  });
}

function checkBeacon(beacon: NonNullable<StoryStep['beacon']>, path: StoryPath, report: Report): void {
  const wrong = (key: string, expected: string) => report({ code: 'WRONG_VALUE', path: [...path, key], expected });
  if (beacon.every <= 0) wrong('every', 'a time above zero such as 60s');
  if (beacon.for < 0) wrong('for', 'a time of zero or more such as 2h');
  const { jitter } = beacon;
  if (typeof jitter === 'string') {
    if (Number.parseFloat(jitter) > 100) wrong('jitter', 'a share of at most 100%');
  } else if (jitter !== undefined && (jitter < 0 || jitter > Math.max(beacon.every, 0)))
    wrong('jitter', 'a time from zero to that of every');
}
