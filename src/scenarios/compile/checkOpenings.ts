import type { Report } from '../finding.js';
import type { Story } from '../language/story.js';
import { openingOf } from '../opening.js';
import type { KindContext } from './kinds/kind.js';
import type { Schedule } from './schedule.js';

const DAY = 86_400_000_000;
const WEEK = 7 * DAY;

/** A beacon with hours and an end calls at least once, whatever the seed: it begins within an opening, or goes on until the next one. */
export function checkOpenings(story: Story, times: Schedule, contextOf: (index: number) => KindContext, report: Report): void {
  story.steps.forEach(({ beacon }, index) => {
    if (beacon?.for === undefined) return;
    const { hours, days } = beacon;
    const opening = openingOf(hours, days, contextOf(index).utcOffset);
    if (!opening || beacon.for >= (days ? WEEK : DAY)) return;
    const { earliest, latest } = times.begins[index]!;
    const { begins, ends } = opening.next(earliest);
    if (begins <= earliest && latest < ends) return;
    report({
      code: 'INCONSISTENT',
      path: ['steps', index, 'beacon', hours ? 'hours' : 'days'],
      expected: 'an opening in which the beacon begins, whatever the seed',
      cure: `let it begin within its ${hours ? 'hours' : 'days'}, or go on for ${days ? '7d' : '1d'} at least`,
    });
  });
}
