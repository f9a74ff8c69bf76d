import type { Report } from '../finding.js';
import { didYouMean } from '../nearestName.js';
import type { Story } from '../storySchema.js';
import { hostOf, listed } from './names.js';

/** Local accounts belong to a host that exists and that keeps accounts of its own. */
export function checkUsers(story: Story, report: Report): void {
  const hosts = Object.keys(story.world.hosts);
  for (const [id, { local }] of Object.entries(story.world.users)) {
    if (local === undefined) continue;
    const path = ['world', 'users', id, 'local'];
    const host = hostOf(story, local);
    if (!host)
      report({ code: 'UNKNOWN_NAME', path, expected: `a host of the story: ${listed(hosts)}`, cure: didYouMean(local, hosts) });
    else if (host.role === 'domain-controller')
      report({ code: 'INCONSISTENT', path, expected: 'a host that is no domain controller: those have no local accounts' });
  }
}
