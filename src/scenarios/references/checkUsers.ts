import type { Report } from '../finding.js';
import type { Story } from '../language/story.js';
import { didYouMean } from '../nearestName.js';
import { hostOf, listed, own } from './names.js';

/** Who works at a host is a user that it knows; local accounts belong to a host that keeps accounts of its own. */
export function checkUsers(story: Story, report: Report): void {
  checkWorkers(story, report);
  checkLocal(story, report);
}

function checkWorkers(story: Story, report: Report): void {
  const users = Object.keys(story.world.users);
  for (const [id, host] of Object.entries(story.world.hosts)) {
    if (host.user === undefined) continue;
    const path = ['world', 'hosts', id, 'user'];
    const user = own(story.world.users, host.user);
    if (!user) {
      const expected = `a user of the story: ${listed(users)}`;
      report({ code: 'UNKNOWN_NAME', path, expected, cure: didYouMean(host.user, users) });
    } else if (user.local !== undefined && user.local !== id)
      report({ code: 'INCONSISTENT', path, expected: `an account that ${id} knows: this one is local to ${user.local}` });
  }
}

function checkLocal(story: Story, report: Report): void {
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
