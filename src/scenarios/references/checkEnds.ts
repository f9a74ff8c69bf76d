import type { Report, StoryPath } from '../finding.js';
import type { Story } from '../language/story.js';
import { didYouMean } from '../nearestName.js';
import { checkPorts } from './checkPorts.js';
import { type Destination, destinationOf, type Ends } from './endHosts.js';
import { literalAddress, mappedIpv4 } from './literalAddress.js';
import { hostOf, listed, own, processOf, splitService } from './names.js';
import { whyNobodys } from './nobodysAddress.js';

/** Both ends of every connection: who begins it, where it goes, who accepts it. */
export function checkEnds(story: Story, report: Report): void {
  story.steps.forEach((step, index) => {
    for (const kind of ['connect', 'beacon', 'transfer'] as const) {
      const ends = step[kind];
      if (!ends) continue;
      const path = ['steps', index, kind];
      const destination = destinationOf(story, ends);
      checkFrom(story, ends.from, [...path, 'from'], report);
      checkTo(story, ends, [...path, 'to'], report);
      checkAcceptedBy(story, ends, destination, path, report);
      checkPorts(ends, destination, path, report);
      checkFamily(ends, path, report);
    }
  });
}

export function checkFrom(story: Story, from: string, path: StoryPath, report: Report): void {
  const service = splitService(from);
  if (service ? service.service !== '' && hostOf(story, service.host) : processOf(story, from)) return;
  const hosts = Object.keys(story.world.hosts);
  const processes = Object.keys(story.processes);
  if (!service) {
    const expected = `a process of the story (${listed(processes)}), or HOST/SERVICE such as ${hosts[0] ?? 'HOST'}/System`;
    const cure = hostOf(story, from) ? `name a service of the host, such as ${from}/System` : didYouMean(from, processes);
    report({ code: 'UNKNOWN_NAME', path, expected, cure });
  } else if (!hostOf(story, service.host)) {
    const expected = `HOST/SERVICE with a host of the story: ${listed(hosts)}`;
    report({ code: 'UNKNOWN_NAME', path, expected, cure: didYouMean(service.host, hosts) });
  } else if (service.service === '')
    report({ code: 'WRONG_VALUE', path, expected: `HOST/SERVICE such as ${service.host}/System` });
}

function checkTo(story: Story, ends: Ends, path: StoryPath, report: Report): void {
  const { to } = ends;
  if (hostOf(story, to) || own(story.world.outside, to) || to === 'localhost') return;
  const literal = literalAddress(mappedIpv4(to) ?? to);
  if (literal) {
    if (['unspecified', 'broadcast'].includes(literal.range) && ends.protocol === 'tcp')
      report({ code: 'WRONG_VALUE', path, expected: 'an address that tcp can reach' });
    else if (literal.range === 'multicast' && ends.protocol === 'tcp')
      report({ code: 'INCONSISTENT', path, expected: 'an address that tcp can reach: multicast goes with udp' });
    else checkReached(to, path, report);
    return;
  }
  const names = [...Object.keys(story.world.hosts), ...Object.keys(story.world.outside), 'localhost'];
  const looksLikeAddress = /^[\d.]+$|:/u.test(to);
  const expected = `a host or outside party of the story (${listed(names.slice(0, -1))}), localhost, or an IP address`;
  report({ code: looksLikeAddress ? 'WRONG_VALUE' : 'UNKNOWN_NAME', path, expected, cure: didYouMean(to, names) });
}

/** Reports an address that nobody can have. */
export function checkReached(text: string, path: StoryPath, report: Report): void {
  const why = whyNobodys(text);
  if (why !== undefined) report({ code: 'WRONG_VALUE', path, expected: `an address that can be reached: ${why}` });
}

function checkAcceptedBy(story: Story, ends: Ends, destination: Destination, parent: StoryPath, report: Report): void {
  const { acceptedBy } = ends;
  if (acceptedBy === undefined) return;
  const path = [...parent, 'acceptedBy'];
  const process = processOf(story, acceptedBy);
  const candidates = () =>
    Object.entries(story.processes)
      .filter(([, { host }]) => destination.kind !== 'host' || host === destination.id)
      .map(([id]) => id);
  if (!process) {
    const expected = `a process of the story on the host that accepts: ${listed(candidates())}`;
    report({ code: 'UNKNOWN_NAME', path, expected, cure: didYouMean(acceptedBy, candidates()) });
  } else if (destination.kind === 'outside') {
    report({ code: 'INCONSISTENT', path, expected: 'no process: the story does not see the processes of an outside party' });
  } else if (destination.kind === 'host' && process.host !== destination.id) {
    const expected = `a process on ${destination.id} (${listed(candidates())}); this one runs on ${process.host}`;
    report({ code: 'INCONSISTENT', path, expected });
  }
}

function checkFamily({ to, family, protocol }: Ends, path: StoryPath, report: Report): void {
  const literal = literalAddress(to);
  if (literal && family !== undefined && literal.family !== family) {
    const expected = `${literal.family}, the family of ${to}`;
    report({ code: 'INCONSISTENT', path: [...path, 'family'], expected });
  }
  if (mappedIpv4(to) !== undefined && protocol !== 'tcp' && protocol !== 'udp') {
    const expected = 'tcp or udp: the sockets of other protocols reach no IPv4 address through IPv6';
    report({ code: 'INCONSISTENT', path: [...path, 'protocol'], expected, received: protocol });
  }
  if (protocol === 'icmpv6' && (family ?? literal?.family) === 'ipv4') {
    const expected = 'a protocol that IPv4 carries: icmpv6 is part of IPv6';
    report({ code: 'INCONSISTENT', path: [...path, 'protocol'], expected });
  }
}
