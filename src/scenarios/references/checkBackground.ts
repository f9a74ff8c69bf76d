import type { Report } from '../finding.js';
import type { Story } from '../language/story.js';

/** Background begins before the story and ends after it, and its kinds of workstations are no more than all of them. */
export function checkBackground(story: Story, report: Report): void {
  for (const key of ['lead', 'tail'] as const) {
    const time = story.background?.[key];
    if (time !== undefined && time < 0)
      report({ code: 'WRONG_VALUE', path: ['background', key], expected: 'a time of zero or more such as 5m' });
  }
  const mix = Object.values(story.background?.mix ?? {});
  const sum = mix.reduce((total, share) => total + Number.parseFloat(share ?? '0'), 0);
  if (sum > 100)
    report({
      code: 'INCONSISTENT',
      path: ['background', 'mix'],
      expected: 'shares of at most 100% together',
      received: { words: `${sum}%` },
    });
}
