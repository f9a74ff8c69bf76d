import type { Address } from '../model/address.js';
import type { Role } from '../model/host.js';
import { keyed32 } from '../random/keyed32.js';
import { keyedPermutation } from '../random/permutation.js';
import type { RandomSource } from '../random/randomSource.js';
import { slotsByName } from '../random/slots.js';
import { addressOf, hostAddress, hostSlots, slotOfAddress } from './addresses.js';
import { type FreeSlots, freeSlots } from './freeSlots.js';
import { remembered } from './remembered.js';
import type { Site } from './sites.js';
import { WorldError } from './worldError.js';
import type { HostSpec, WorldSpec } from './worldSpec.js';

/** Where a host is. */
export interface HostPlace {
  readonly site: Site;
  readonly ipv4: Address;
  /** The port under which the NAT of its site shows its Teredo client. */
  readonly teredoPort: number;
}

/** Ports of a NAT: 1024 to 33279 are the story's, those above the background's. */
const FIRST_PORT = 1_024;
const HALF_THE_PORTS = 32_256;

/** The site of a host: the first where it names none. */
const siteOf = ({ site }: HostSpec, sites: readonly Site[]): Site => sites.find(({ id }) => id === site) ?? sites[0]!;

/** The slots of a site outside of its subnets: the lower half is the story's, the upper half the background's. */
function halfOf({ ipv4, subnets }: Site, half: 'lower' | 'upper'): FreeSlots {
  const middle = Math.floor(hostSlots(ipv4) / 2);
  return freeSlots(ipv4, [...subnets.values()], half === 'lower' ? [0, middle] : [middle, hostSlots(ipv4)]);
}

/**
 * Where the hosts of a story are, by id: each in its subnet, or in the lower half of what its site has outside of them.
 *
 * @throws {@link WorldError} where they are more than there are addresses.
 */
export function storyPlaces(random: RandomSource, spec: WorldSpec, sites: readonly Site[]): Map<string, HostPlace> {
  const { hosts } = spec;
  const others = othersIpv4(spec);
  const groups = new Map<string, { readonly site: Site; readonly subnet: string | undefined; readonly ids: string[] }>();
  for (const [id, host] of Object.entries(hosts)) {
    const site = siteOf(host, sites);
    const name = JSON.stringify([site.id, host.subnet]);
    const group = groups.get(name) ?? { site, subnet: host.subnet, ids: [] };
    group.ids.push(id);
    groups.set(name, group);
  }
  const places = new Map<string, HostPlace>();
  for (const { site, subnet, ids } of groups.values()) {
    const network = subnet === undefined ? site.ipv4 : site.subnets.get(subnet)!;
    const free = subnet === undefined ? halfOf(site, 'lower') : freeSlots(network, [], [0, hostSlots(network)]);
    const pinned = new Map(ids.flatMap((id) => (hosts[id]!.addresses?.ipv4 ? [[id, hosts[id]!.addresses!.ipv4!] as const] : [])));
    const used = takenSlots(network, free, [...pinned.values(), ...others]);
    if (ids.length - pinned.size + used.size > free.size) {
      const place = [...site.place, ...(subnet === undefined ? ['ipv4'] : ['subnets', subnet])];
      throw new WorldError(place, `a network with room for ${ids.length} hosts${besides(site, subnet)}`, network);
    }
    const ports = site.ipv6.kind === 'teredo' ? slotsByName(random.fork('teredo ports'), ids, HALF_THE_PORTS) : [];
    for (const [n, id] of ids.entries()) {
      const text = pinned.get(id);
      const slot = text === undefined ? free.drawn(random.fork('ipv4').fork(id), used) : undefined;
      if (slot !== undefined) used.add(slot);
      const ipv4 = slot === undefined ? addressOf(text!) : hostAddress(network, slot);
      places.set(id, { site, ipv4, teredoPort: FIRST_PORT + (ports[n] ?? 0) });
    }
  }
  return places;
}

/**
 * Where the workstations of the background are, by their number: in the upper halves of what the sites have outside of their subnets.
 *
 * A workstation chooses its site by weights of its own (highest random weight), so that one more takes away those that go there and moves
 * nobody else; and its address in a site follows from its number alone.
 *
 * @param random - Of the background.
 * @throws {@link WorldError} where they are more than a site has addresses for.
 */
export function backgroundPlaces(random: RandomSource, spec: WorldSpec, sites: readonly Site[]): BackgroundPlaces {
  const { hosts, workstations, office } = spec;
  const others = office ? 2 * Math.max(office.servers, office.domainControllers) : 0;
  const count = workstations + others;
  if (count === 0) {
    const none = () => {
      throw new RangeError('there are no hosts');
    };
    return { ofWorkstation: none, ofServer: none };
  }
  const pins = [...Object.values(hosts).flatMap(({ addresses }) => addresses?.ipv4 ?? []), ...othersIpv4(spec)];
  const choice = random.fork('sites');
  const addresses = remembered((site: Site) => addressesIn(random, site, pins, workstations, others));
  const portOf = keyedPermutation(random.fork('teredo ports'), HALF_THE_PORTS);
  // All sites, whichever are chosen: whether there is room must not depend on the seed.
  for (const site of sites) {
    addresses(site);
    if (site.ipv6.kind === 'teredo' && count > HALF_THE_PORTS)
      throw new WorldError(
        [...site.place, 'ipv6'],
        `at most ${HALF_THE_PORTS} hosts of the background behind a NAT`,
        String(count),
      );
  }
  const place = (site: Site, ipv4: Address, port: number): HostPlace => ({
    site,
    ipv4,
    teredoPort: site.ipv6.kind === 'teredo' ? FIRST_PORT + HALF_THE_PORTS + portOf(port) : 0,
  });
  return {
    ofWorkstation(index) {
      const site = sites.length === 1 ? sites[0]! : highestOf(choice.fork(`workstation ${index}`), sites);
      return place(site, addresses(site).workstations[index]!, index);
    },
    // Each kind is spread over the sites in turn; their ports come from the other end, so that a workstation more moves none.
    ofServer(role, number) {
      const index = number * 2 + (role === 'server' ? 0 : 1);
      const site = sites[number % sites.length]!;
      return place(site, addresses(site).servers[index]!, HALF_THE_PORTS - 1 - index);
    },
  };
}

/** Where the hosts of the background are, by their numbers among those of their kind. */
export interface BackgroundPlaces {
  readonly ofWorkstation: (index: number) => HostPlace;
  readonly ofServer: (role: Role, number: number) => HostPlace;
}

/**
 * The address of each workstation, if it were at this site. Pinned ones of the story may lie in the upper half: the shuffle skips them. Who
 * comes to lie in a subnet takes an address of his own choice.
 */
function addressesIn(
  random: RandomSource,
  site: Site,
  pins: readonly string[],
  workstations: number,
  servers: number,
): { readonly workstations: readonly Address[]; readonly servers: readonly Address[] } {
  const free = halfOf(site, 'upper');
  const slots = hostSlots(site.ipv4);
  const half = Math.floor(slots / 2);
  const used = takenSlots(site.ipv4, free, pins);
  if (workstations + servers + used.size > free.size) {
    const expected = `a network with room for ${workstations + servers} more hosts${besides(site, undefined)}`;
    throw new WorldError([...site.place, 'ipv4'], expected, site.ipv4);
  }
  const shuffled = keyedPermutation(random.fork('ipv4'), slots - half);
  const wanted = (count: number, placeOf: (n: number) => number) => {
    const slots: number[] = [];
    for (let n = 0; slots.length < count; n += 1) {
      const slot = half + shuffled(placeOf(n));
      if (!used.has(slot)) slots.push(slot);
    }
    for (const slot of slots) used.add(slot);
    return slots;
  };
  const addressed = (what: string) => (slot: number, index: number) => {
    if (free.has(slot)) return hostAddress(site.ipv4, slot);
    const other = free.drawn(random.fork('ipv4').fork(`${what} ${index}`), used);
    used.add(other);
    return hostAddress(site.ipv4, other);
  };
  // From both ends of one shuffle: a server more moves no workstation, nor a workstation a server.
  const ofServers = wanted(servers, (n) => slots - half - 1 - n);
  const ofWorkstations = wanted(workstations, (n) => n);
  return { servers: ofServers.map(addressed('server')), workstations: ofWorkstations.map(addressed('workstation')) };
}

/** The free slots that addresses take up. */
const takenSlots = (network: string, free: FreeSlots, addresses: readonly string[]): Set<number> =>
  new Set(addresses.map((text) => slotOfAddress(network, text) ?? -1).filter((slot) => free.has(slot)));

/** Addresses of parties outside, and others that steps call: no host gets one of them, or it would be the seed whose they are. */
const othersIpv4 = ({ outside, called = [] }: WorldSpec): readonly string[] =>
  [...Object.values(outside).map(({ ipv4 }) => ipv4), ...called].filter(
    (text) => text !== undefined && !/[:/]/u.test(text),
  ) as string[];

const besides = ({ subnets }: Site, subnet: string | undefined) =>
  subnet === undefined && subnets.size > 0 ? ' outside of its subnets, half of it for the background' : '';

function highestOf(random: RandomSource, sites: readonly Site[]): Site {
  let best = sites[0]!;
  let highest = -1;
  for (const site of sites) {
    const { keyLow, keyHigh } = random.fork(site.id!);
    const weight = keyed32(keyLow, keyHigh, 0, 0);
    if (weight > highest) [best, highest] = [site, weight];
  }
  return best;
}
