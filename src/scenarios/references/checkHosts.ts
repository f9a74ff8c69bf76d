import { platformOf } from '../../world/operatingSystems.js';
import type { Report, StoryPath } from '../finding.js';
import type { Story, StoryHost } from '../language/story.js';
import { checkAddresses } from './checkAddresses.js';
import { literalAddress } from './literalAddress.js';

const OF_THE_BACKGROUND = /^(?:workstation|server|controller)-\d+$/u;

/** What the values of one host ask of each other. */
export function checkHosts(story: Story, report: Report): void {
  const hosts = Object.entries(story.world.hosts);
  if (hosts.length === 0)
    report({ code: 'MISSING', path: ['world', 'hosts'], expected: 'at least one host', received: { words: 'none' } });
  for (const [id, host] of hosts) {
    const path = ['world', 'hosts', id];
    if (id === 'localhost')
      report({ code: 'WRONG_VALUE', path, at: 'key', expected: 'another id: localhost is every host itself', received: id });
    if (story.background && OF_THE_BACKGROUND.test(id))
      report({
        code: 'WRONG_VALUE',
        path,
        at: 'key',
        expected: 'another id: the background calls its own hosts so',
        received: id,
      });
    if (host.profile === 'developer' && (host.role !== 'workstation' || platformOf(host) !== 'windows'))
      report({
        code: 'INCONSISTENT',
        path: [...path, 'profile'],
        expected: 'a workstation with Windows, for a developer',
        cure: 'leave profile out',
      });
    checkMembership(story, host, path, report);
    checkAddresses(story, host, path, report);
    checkAip(host, path, report);
    checkBoot(story, host, path, report);
  }
}

function checkMembership(story: Story, host: StoryHost, path: StoryPath, report: Report): void {
  const { domain } = story.world;
  if (!domain && host.joined === true)
    report({
      code: 'INCONSISTENT',
      path: [...path, 'joined'],
      expected: 'false, for the world has no domain',
      cure: 'give it world.domain',
    });
  if (host.role !== 'domain-controller') return;
  if (!domain)
    report({
      code: 'INCONSISTENT',
      path: [...path, 'role'],
      expected: 'workstation or server, for the world has no domain',
      cure: 'give it world.domain',
    });
  if (host.joined === false)
    report({ code: 'INCONSISTENT', path: [...path, 'joined'], expected: 'true, for a domain controller' });
  if (host.os !== undefined && !host.os.startsWith('windows-server'))
    report({ code: 'INCONSISTENT', path: [...path, 'os'], expected: 'a Windows server, for a domain controller' });
}

function checkAip({ falcon: { aip } = {} }: StoryHost, path: StoryPath, report: Report): void {
  if (aip !== undefined && !literalAddress(aip))
    report({ code: 'WRONG_VALUE', path: [...path, 'falcon', 'aip'], expected: 'an IP address' });
}

/** Microseconds. Nothing real runs for much longer. */
const OLDEST_BOOT = 366 * 86_400_000_000;

function checkBoot(story: Story, host: StoryHost, path: StoryPath, report: Report): void {
  const at = host.boot?.at;
  const late = at?.kind === 'absolute' ? at.at > story.start : at?.kind === 'start' && at.by.max > 0;
  if (late)
    report({
      code: 'INCONSISTENT',
      path: [...path, 'boot', 'at'],
      expected: 'a time before the start of the story, such as -3d',
    });
  const early = at?.kind === 'absolute' ? at.at < story.start - OLDEST_BOOT : at?.kind === 'start' && at.by.min < -OLDEST_BOOT;
  if (early)
    report({
      code: 'WRONG_VALUE',
      path: [...path, 'boot', 'at'],
      expected: 'a time at most 366 days before the start of the story',
    });
}
