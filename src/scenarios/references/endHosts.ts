import { platformOf, sensorsOf } from '../../world/operatingSystems.js';
import type { Story, StoryEnds } from '../language/story.js';
import { literalAddress, mappedIpv4 } from './literalAddress.js';
import { hostOf, own, processOf, splitService } from './names.js';

/** What `to` says: a host of the story, an outside party, an address; `unknown` is reported elsewhere. */
export type Destination =
  | { readonly kind: 'host'; readonly id: string }
  | { readonly kind: 'outside' }
  | { readonly kind: 'address'; readonly family: 'ipv4' | 'ipv6' }
  | { readonly kind: 'unknown' };

export type Ends = StoryEnds;

/** The host on which a connection begins, where `from` names one that exists. */
export function hostOfFrom(story: Story, from: string): string | undefined {
  const host = processOf(story, from)?.host ?? splitService(from)?.host;
  return host !== undefined && hostOf(story, host) ? host : undefined;
}

/** Reads `to`. An address that a host of the story pins means this host. */
export function destinationOf(story: Story, { from, to }: Ends): Destination {
  if (hostOf(story, to)) return { kind: 'host', id: to };
  if (to === 'localhost') {
    const id = hostOfFrom(story, from);
    return id === undefined ? { kind: 'unknown' } : { kind: 'host', id };
  }
  if (own(story.world.outside, to)) return { kind: 'outside' };
  const address = literalAddress(mappedIpv4(to) ?? to);
  if (!address) return { kind: 'unknown' };
  const id = pinnedHosts(story).get(address.canonical);
  return id === undefined ? { kind: 'address', family: address.family } : { kind: 'host', id };
}

const known = new WeakMap<Story, ReadonlyMap<string, string>>();

/** Whose address it is, if a host pins it. @param canonical - As {@link literalAddress} gives it. */
export const pinnedBy = (story: Story, canonical: string): string | undefined => pinnedHosts(story).get(canonical);

/** Hosts by the addresses that they pin; every step asks, so it is made once per story. */
function pinnedHosts(story: Story): ReadonlyMap<string, string> {
  const made = known.get(story);
  if (made) return made;
  const hosts = new Map<string, string>();
  for (const [id, { addresses }] of Object.entries(story.world.hosts))
    for (const text of Object.values(addresses ?? {})) {
      const address = text === undefined ? undefined : literalAddress(text);
      if (address && !hosts.has(address.canonical)) hosts.set(address.canonical, id);
    }
  known.set(story, hosts);
  return hosts;
}

/** True where Sysmon can run on a host. */
export function canHaveSysmon(story: Story, id: string): boolean {
  const host = hostOf(story, id);
  const platform = host && platformOf(host);
  return platform !== undefined && sensorsOf(host!, platform, story.start).includes('sysmon');
}
