import type { Report } from '../finding.js';
import type { Story } from '../language/story.js';

/** Background begins before the story and ends after it. */
export function checkBackground(story: Story, report: Report): void {
  for (const key of ['lead', 'tail'] as const) {
    const time = story.background?.[key];
    if (time !== undefined && time < 0)
      report({ code: 'WRONG_VALUE', path: ['background', key], expected: 'a time of zero or more such as 5m' });
  }
}
