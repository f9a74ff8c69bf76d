import ipaddr from 'ipaddr.js';
import type { Address } from '../model/address.js';
import type { RandomSource } from '../random/randomSource.js';
import { slotsByName } from '../random/slots.js';
import { hostAddress, ipv4Network, withoutDots } from './addresses.js';
import { sixToFourNetwork } from './tunnelAddresses.js';
import { WorldError } from './worldError.js';
import type { Ipv6Spec, SiteSpec, WorldSpec } from './worldSpec.js';

/** RFC 5737: nobody has these. Sites are seen from outside by one of them each. */
const PUBLIC_IPV4 = '192.0.2.0/24';
const PUBLIC_ADDRESSES = 254;
/** Networks 10.1.0.0/16 to 10.254.0.0/16, for sites that do not say. */
const PRIVATE_NETWORKS = 254;
/** The third group of global networks that the seed gives, 2001:db8:1::/48 to 2001:db8:eff::/48: outside parties have those above. */
const DOCUMENTATION_GROUPS = 0xeff;
const SUBNET_IDS = 0xffff;

/** Which IPv6 addresses the hosts of a site have beside their link-local ones. */
export type SiteIpv6 =
  | { readonly kind: 'link-local' }
  /** From the prefix that a router announces; on workstations a temporary one too. `rotate`: for so many microseconds at the most. */
  | { readonly kind: 'routed'; readonly network: string; readonly rotate?: number }
  | { readonly kind: 'teredo' }
  | { readonly kind: 'isatap'; readonly network: string };

/** A place where hosts are: one link, whatever subnets it has. */
export interface Site {
  /** As the story calls it; absent where the world has but one. */
  readonly id?: string;
  /** Where the story's world speaks of it. */
  readonly place: readonly string[];
  readonly ipv4: string;
  /** Parts of {@link ipv4}, by id. */
  readonly subnets: ReadonlyMap<string, string>;
  readonly ipv6: SiteIpv6;
  /** By which the outside sees it. */
  readonly publicAddress: Address;
  /** Seconds by which its time is ahead of UTC. */
  readonly utcOffset: number;
}

/** The sites of a world, at least one; hosts that name none are at the first. @throws {@link WorldError} where no network is left. */
export function buildSites(random: RandomSource, spec: WorldSpec): readonly Site[] {
  const several = Object.entries(spec.sites ?? {});
  const named: readonly (readonly [string, SiteSpec])[] = several.length > 0 ? several : [['', spec.site ?? {}]];
  const ids = named.map(([id]) => id);
  const ipv4 = several.length > 0 ? networksOf(random, spec, named) : [spec.site?.ipv4 ?? soleNetwork(random, spec)];
  const publics =
    several.length > 0
      ? slotsByName(random.fork('sites').fork('public address'), ids, PUBLIC_ADDRESSES)
      : [random.fork('public address').integer(0, PUBLIC_ADDRESSES - 1)];
  const prefixes = prefixesOf(random, spec, named);
  return named.map(([id, site], n) => {
    const publicAddress = hostAddress(PUBLIC_IPV4, publics[n]!);
    return {
      ...(id && { id }),
      place: id ? ['sites', id] : ['site'],
      ipv4: ipv4[n]!,
      subnets: new Map(Object.entries(site.subnets ?? {})),
      ipv6: ipv6Of(site.ipv6, publicAddress, prefixes(id)),
      publicAddress,
      utcOffset: site.utcOffset ?? 0,
    };
  });
}

function soleNetwork(random: RandomSource, spec: WorldSpec): string {
  const taken = takenNetworks(writtenIpv4(spec));
  if (taken.size === PRIVATE_NETWORKS)
    throw new WorldError(['site'], 'an ipv4: the addresses of the story leave nothing of 10.0.0.0/8', 'none');
  const draws = random.fork('site');
  let slot = draws.integer(0, PRIVATE_NETWORKS - 1);
  while (taken.has(slot)) slot = draws.integer(0, PRIVATE_NETWORKS - 1);
  return privateNetwork(slot);
}

const privateNetwork = (slot: number) => `10.${slot + 1}.0.0/16`;

/** Which private networks have something of others. @param written - Addresses and networks of IPv4. */
function takenNetworks(written: Iterable<string>): Set<number> {
  const taken = new Set<number>();
  for (const text of written) {
    const { first, size } = ipv4Network(text.includes('/') ? text : `${text}/32`);
    const slotOf = (address: number) => Math.floor(address / 65_536) - 10 * 256 - 1;
    const last = Math.min(slotOf(first + size - 1), PRIVATE_NETWORKS - 1);
    for (let slot = Math.max(0, slotOf(first)); slot <= last; slot += 1) taken.add(slot);
  }
  return taken;
}

/** The IPv4 addresses that the story writes of others than the hosts of a site that has no network yet. */
function* writtenIpv4({ hosts, outside, called = [] }: WorldSpec): Generator<string> {
  for (const { addresses } of Object.values(hosts)) if (addresses?.ipv4 !== undefined) yield addresses.ipv4;
  for (const { ipv4 } of Object.values(outside)) if (ipv4 !== undefined) yield ipv4;
  for (const text of called) if (!text.includes(':')) yield text;
}

/** Private networks that touch no other, by the names of the sites. */
function networksOf(random: RandomSource, spec: WorldSpec, named: readonly (readonly [string, SiteSpec])[]): readonly string[] {
  const said = named.flatMap(([, { ipv4 }]) => (ipv4 === undefined ? [] : [ipv4]));
  const taken = takenNetworks([...said, ...writtenIpv4(spec)]);
  const free = named.filter(([, { ipv4 }]) => ipv4 === undefined).map(([id]) => id);
  if (free.length + taken.size > PRIVATE_NETWORKS)
    throw new WorldError(['sites', free[0]!], 'an ipv4 of its own: the other sites leave too little of 10.0.0.0/8', 'none');
  const slots = slotsByName(random.fork('sites').fork('ipv4'), free, PRIVATE_NETWORKS, taken);
  return named.map(([id, { ipv4 }]) => ipv4 ?? privateNetwork(slots[free.indexOf(id)]!));
}

/** Where a site takes networks of 64 bits from, if it says none. */
interface Prefixes {
  readonly ula: string;
  readonly global: string;
  /** 16 bits that tell the site from the others. */
  readonly subnetId: number;
}

/** All sites of a world are of one organisation: they share 48 bits (RFC 4193 section 3.1 for unique local ones). */
function prefixesOf(
  random: RandomSource,
  spec: WorldSpec,
  named: readonly (readonly [string, SiteSpec])[],
): (site: string) => Prefixes {
  const taken = new Set(declaredPrefixes(spec));
  const unlike = (draw: () => string) => {
    let prefix = draw();
    while (taken.has(prefix)) prefix = draw();
    return prefix;
  };
  const groups = random.fork('ipv6 prefix');
  const [ofUla, ofGlobal] = [groups.fork('ula'), groups.fork('global')];
  const group = () => ofUla.integer(0, 0xffff).toString(16);
  const ula = unlike(() => `fd${ofUla.hex(2)}:${group()}:${group()}`);
  const global = unlike(() => `2001:db8:${ofGlobal.integer(1, DOCUMENTATION_GROUPS).toString(16)}`);
  const ids = named.map(([id]) => id);
  const subnets = slotsByName(groups.fork('subnets'), ids, SUBNET_IDS);
  return (site) => ({ ula, global, subnetId: subnets[ids.indexOf(site)]! + 1 });
}

/** The 48 bits of every IPv6 network and address that the story names. */
function* declaredPrefixes({ site, sites = {}, hosts, outside, called = [] }: WorldSpec): Generator<string> {
  const texts = [site, ...Object.values(sites)].map((one) => (typeof one?.ipv6 === 'object' ? one.ipv6.network : one?.ipv6));
  for (const { addresses } of Object.values(hosts)) texts.push(addresses?.ipv6, addresses?.temporary);
  for (const { ipv6 } of Object.values(outside)) texts.push(ipv6);
  texts.push(...called.filter((text) => text.includes(':')));
  for (const text of texts) {
    if (text === undefined) continue;
    const { parts } = ipaddr.IPv6.parse(withoutDots(text.split('/')[0]!));
    yield parts
      .slice(0, 3)
      .map((part) => part.toString(16))
      .join(':');
  }
}

function ipv6Of(spec: string | Ipv6Spec | undefined, publicAddress: Address, prefixes: Prefixes): SiteIpv6 {
  if (spec === undefined) return { kind: 'link-local' };
  if (typeof spec === 'string') return { kind: 'routed', network: spec };
  const { plan, network, kind, rotate } = spec;
  if (plan === 'link-local') return { kind: 'link-local' };
  if (kind === 'teredo') return { kind };
  const subnet = prefixes.subnetId.toString(16);
  if (kind === 'isatap') return { kind, network: network ?? `${prefixes.global}:${subnet}::/64` };
  const own = kind === '6to4' ? sixToFourNetwork(publicAddress, prefixes.subnetId) : undefined;
  return {
    kind: 'routed',
    network: own ?? network ?? `${plan === 'ula' ? prefixes.ula : prefixes.global}:${subnet}::/64`,
    ...(rotate !== undefined && { rotate }),
  };
}
