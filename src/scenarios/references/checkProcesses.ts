import { builtInAccounts, ownAccount } from '../../world/accounts.js';
import { platformOf } from '../../world/operatingSystems.js';
import type { Report, StoryPath } from '../finding.js';
import type { Story, StoryHost, StoryProcess } from '../language/story.js';
import { didYouMean } from '../nearestName.js';
import { hostOf, listed, own } from './names.js';
import { PLATFORM_NAMES } from './platforms.js';

/** Accounts that every Windows host has. */
const BUILT_IN = Object.keys(builtInAccounts);

/** Processes run on hosts that exist, as users that can work there. */
export function checkProcesses(story: Story, report: Report): void {
  const hosts = Object.keys(story.world.hosts);
  const served = new Set<string>();
  for (const [id, process] of Object.entries(story.processes)) {
    const path = ['processes', id];
    checkStart(story, process, path, report);
    process.serves.forEach((service, n) => {
      const expected = `a service that no other process of ${process.host} offers`;
      if (served.has(`${process.host} ${service}`)) report({ code: 'DUPLICATE', path: [...path, 'serves', n], expected });
      served.add(`${process.host} ${service}`);
    });
    const host = hostOf(story, process.host);
    if (!host) {
      const expected = `a host of the story: ${listed(hosts)}`;
      report({ code: 'UNKNOWN_NAME', path: [...path, 'host'], expected, cure: didYouMean(process.host, hosts) });
      // As whom and with which id it can run depends on the host.
      continue;
    }
    checkUser(story, process, host, path, report);
    checkValues(process, host, path, report);
  }
}

/** A process starts after a step that everybody sees: one outside of blocks, or a block. */
function checkStart(story: Story, { start }: StoryProcess, path: StoryPath, report: Report): void {
  if (start.kind !== 'after') return;
  const names = [
    ...story.steps.map(({ id }, n) => [id, story.frames[n]!] as const),
    ...story.blocks.map((block) => [block.id, block] as const),
  ]
    .filter(([, { inside }]) => inside === undefined)
    .flatMap(([id]) => id ?? []);
  if (names.includes(start.step)) return;
  const expected = `a step of the story outside of blocks: ${listed(names)}`;
  report({ code: 'UNKNOWN_NAME', path: [...path, 'start'], expected, received: start.step, cure: didYouMean(start.step, names) });
}

function checkUser(story: Story, process: StoryProcess, host: StoryHost, parent: StoryPath, report: Report): void {
  const path = [...parent, 'user'];
  const user = own(story.world.users, process.user);
  if (user) {
    if (user.local !== undefined && user.local !== process.host)
      report({
        code: 'INCONSISTENT',
        path,
        expected: `an account that ${process.host} knows: this one is local to ${user.local}`,
      });
    return;
  }
  // Elsewhere than on Windows an account is a name.
  if (platformOf(host) !== 'windows') {
    const expected = 'an account name without blanks, colons and slashes; a hyphen does not begin it';
    if (!/^[^\s:/\\-][^\s:/\\]*$/u.test(process.user)) report({ code: 'WRONG_VALUE', path, expected });
    return;
  }
  if (ownAccount(process.user) || isOwnUser(story, process)) return;
  const users = Object.keys(story.world.users);
  const expected = `a user of the story (${listed(users)}), or ${listed(BUILT_IN)}, or one such as IIS APPPOOL\\DefaultAppPool`;
  report({ code: 'UNKNOWN_NAME', path, expected, cure: didYouMean(process.user, [...users, ...BUILT_IN]) });
}

function checkValues(process: StoryProcess, host: StoryHost, path: StoryPath, report: Report): void {
  const platform = platformOf(host);
  // A system that is refused as a whole.
  if (platform === undefined) return;
  const windows = platform === 'windows';
  if (windows && process.pid !== undefined && process.pid % 4 !== 0) {
    const expected = 'a process id of Windows: a multiple of 4';
    report({ code: 'WRONG_VALUE', path: [...path, 'pid'], expected });
  }
  // A folder has no file name, which some forms tell.
  if (windows && !/^([A-Za-z]:\\|\\).*[^\\]$/u.test(process.image)) {
    const expected = 'the whole path of a program on Windows, such as C:\\Windows\\System32\\cmd.exe';
    report({ code: 'WRONG_VALUE', path: [...path, 'image'], expected });
  }
  if (!windows && !/^\/.*[^/]$/u.test(process.image))
    report({
      code: 'WRONG_VALUE',
      path: [...path, 'image'],
      expected: `the whole path of a program on ${PLATFORM_NAMES[platform]}, such as /usr/bin/curl`,
    });
}

/** Whether it runs as the user of a workstation for whom the story has no name: the world makes one for each. */
function isOwnUser(story: Story, { user, host }: StoryProcess): boolean {
  const id = user.replace(/-user$/u, '');
  const worker = id === user ? undefined : hostOf(story, id);
  if (worker?.role !== 'workstation' || worker.user !== undefined || platformOf(worker) !== 'windows') return false;
  // Outside of a domain nobody else knows the account.
  return id === host || story.world.domain !== undefined;
}
