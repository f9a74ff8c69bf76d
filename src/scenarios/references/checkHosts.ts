import type { Report, StoryPath } from '../finding.js';
import type { Story, StoryHost } from '../language/story.js';
import { canBeOwn, literalAddress, networkHolds } from './literalAddress.js';

/** What the values of one host ask of each other. */
export function checkHosts(story: Story, report: Report): void {
  const hosts = Object.entries(story.world.hosts);
  if (hosts.length === 0)
    report({ code: 'MISSING', path: ['world', 'hosts'], expected: 'at least one host', received: { words: 'none' } });
  for (const [id, host] of hosts) {
    const path = ['world', 'hosts', id];
    if (id === 'localhost')
      report({ code: 'WRONG_VALUE', path, at: 'key', expected: 'another id: localhost is every host itself', received: id });
    checkMembership(story, host, path, report);
    checkAddresses(story, host, path, report);
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

function checkAddresses(story: Story, host: StoryHost, path: StoryPath, report: Report): void {
  for (const [key, text] of Object.entries(host.addresses ?? {})) checkOwn(key, text, [...path, 'addresses', key], report);
  const site = story.world.site?.ipv4;
  const ipv4 = host.addresses?.ipv4;
  // An invalid site is reported where it stands.
  if (
    site &&
    ipv4 &&
    literalAddress(ipv4) &&
    /^[\d.]+\/([1-9]|[12]\d|3[0-2])$/u.test(site) &&
    literalAddress(site.split('/')[0]!)
  ) {
    if (!networkHolds(site, ipv4))
      report({ code: 'INCONSISTENT', path: [...path, 'addresses', 'ipv4'], expected: `an address in world.site.ipv4, ${site}` });
  }
  const { aip } = host.falcon ?? {};
  if (aip !== undefined && !literalAddress(aip))
    report({ code: 'WRONG_VALUE', path: [...path, 'falcon', 'aip'], expected: 'an IP address' });
}

function checkOwn(key: string, text: string | undefined, path: StoryPath, report: Report): void {
  if (text === undefined) return;
  const address = literalAddress(text);
  const linkLocal = address?.family === 'ipv6' && address.range === 'linkLocal';
  const wrong = (expected: string) => report({ code: 'WRONG_VALUE', path, expected });
  if (key === 'ipv4') {
    if (address?.family !== 'ipv4') wrong('an IPv4 address: four numbers 0 to 255 without leading zeros');
    else if (!canBeOwn(address)) wrong('an address that a host can have');
  } else if (address?.family !== 'ipv6') wrong('an IPv6 address such as 2001:db8:20::7');
  else if (key === 'linkLocal') {
    if (!linkLocal) wrong('an address in fe80::/10');
  } else if (linkLocal) wrong('a unique local or global IPv6 address: link-local ones go into linkLocal');
  else if (!canBeOwn(address) || address.range === 'ipv4Mapped') wrong('an address that a host can have');
}

function checkBoot(story: Story, host: StoryHost, path: StoryPath, report: Report): void {
  const at = host.boot?.at;
  const late = at?.kind === 'absolute' ? at.at > story.start : at?.kind === 'start' && at.by.max > 0;
  if (late)
    report({
      code: 'INCONSISTENT',
      path: [...path, 'boot', 'at'],
      expected: 'a time before the start of the story, such as -3d',
    });
}
