import type { Address } from '../../model/address.js';
import { keyed32, scale32 } from '../../random/keyed32.js';
import { keyedPermutation } from '../../random/permutation.js';
import type { RandomSource } from '../../random/randomSource.js';
import { addressOf, broadcastOf } from '../../world/addresses.js';
import { OUTSIDE_IPV4_SLOTS, OUTSIDE_IPV6_SLOTS, outsideIpv4, outsideIpv6 } from '../../world/outsideAddresses.js';
import { remembered } from '../../world/remembered.js';
import type { Machine, World } from '../../world/world.js';
import { outsideEnd } from '../compile/ends.js';
import type { FlowTable } from '../compile/flowTable.js';
import type { Group, Who } from './habit.js';
import { rendezvous } from './rendezvous.js';

/** Sites that an office visits. */
const WEB_SITES = 24;
/** How often a workstation looks for a neighbour on its link among those before it. */
const LOOKS = 24;

/** The hosts that a host has to do with, itself among them. */
export type OwnPeers = Readonly<Record<Who, Machine | undefined>>;

/** All whom an office talks to; outside parties by the numbers of their ends. */
export interface Peers {
  readonly ownOf: (machine: Machine) => OwnPeers;
  /** Half of them have IPv6. */
  readonly web: readonly { readonly ipv4: number; readonly ipv6: number | undefined }[];
  readonly resolver: number;
  /** The address of a group as a host sees it. */
  readonly group: (group: Group, machine: Machine) => Address;
  /** The end of a group that nobody of the world hears. */
  readonly unheard: (address: Address) => number;
}

const GROUPS = {
  'llmnr-ipv4': addressOf('224.0.0.252'),
  'llmnr-ipv6': addressOf('ff02::1:3'),
  'mdns-ipv4': addressOf('224.0.0.251'),
  'mdns-ipv6': addressOf('ff02::fb'),
  'ssdp-ipv4': addressOf('239.255.255.250'),
  'ssdp-ipv6': addressOf('ff02::c'),
} as const;

export function peersOf(random: RandomSource, world: World, flows: FlowTable): Peers {
  const outside = (...party: Parameters<typeof outsideEnd>) => flows.addEnd(outsideEnd(...party));
  // A server that the story alone knows, such as one in a workgroup, is still a server of the office.
  const controllers = world.machines.filter(({ host }) => host.role === 'domain-controller');
  const servers = world.machines.filter(({ host }) => host.role === 'server' && host.os.platform === 'windows');
  const ofControllers = random.fork('controllers');
  const ofServers = random.fork('file servers');
  const neighbourOf = neighbours(random.fork('neighbours'), world);
  const broadcasts = remembered((network: string) => broadcastOf(network));
  const [resolver, ...sites] = websites(random.fork('web'), called(world, flows));
  return {
    ownOf: (machine) => ({
      host: machine,
      controller: rendezvous(ofControllers, machine, near(machine, controllers)),
      server: rendezvous(ofServers, machine, near(machine, servers)),
      neighbour: neighbourOf(machine),
    }),
    web: sites.map(({ ipv4, ipv6, reverseName }, n) => ({
      ipv4: outside(ipv4, reverseName, `site-${n + 1}.example.com`),
      ipv6: n % 2 === 0 ? outside(ipv6, reverseName, `site-${n + 1}.example.com`) : undefined,
    })),
    resolver: outside(resolver!.ipv4, 'resolver.example.net', ''),
    group: (group, { site }) => (group === 'broadcast' ? broadcasts(site.ipv4) : GROUPS[group]),
    unheard: remembered((address) => outside(address, '', '')),
  };
}

interface Website {
  readonly ipv4: Address;
  readonly ipv6: Address;
  readonly reverseName: string;
}

/** The addresses that a story has to do with: whoever visits those is part of it. */
function called(world: World, flows: FlowTable): ReadonlySet<string> {
  const parties = [...world.outside.values()].flatMap(({ ipv4, ipv6 }) => [ipv4, ipv6]);
  const steps = [...flows].map(({ responder }) => responder.address);
  return new Set([...parties, ...steps].flatMap((address) => (address ? [address.text] : [])));
}

/** Places out there. Each has addresses of its own choice, so that an address which a story takes moves one of them only. */
function websites(random: RandomSource, taken: ReadonlySet<string>): readonly Website[] {
  const places = keyedPermutation(random.fork('ipv4'), OUTSIDE_IPV4_SLOTS);
  const networks = keyedPermutation(random.fork('ipv6'), OUTSIDE_IPV6_SLOTS);
  const count = WEB_SITES + 1;
  const free = (addressAt: (round: number) => Address) => {
    let round = 0;
    while (taken.has(addressAt(round).text)) round += 1;
    return addressAt(round);
  };
  return Array.from({ length: count }, (_, n) => {
    const own = random.fork(`site ${n}`);
    // Large sites have their provider's names when looked up backwards, small ones none.
    const reverseName = own.integer(1, 3) === 1 ? '' : `edge-${own.integer(10, 99)}.pop${own.integer(1, 9)}.example.net`;
    const interfaceId = own.integer(1, 0xffff);
    return {
      reverseName,
      ipv4: free((round) => outsideIpv4('background', places((n + round * count) % OUTSIDE_IPV4_SLOTS))),
      ipv6: free((round) => outsideIpv6('background', networks((n + round * count) % OUTSIDE_IPV6_SLOTS), interfaceId)),
    };
  });
}

/** Those of a host's own site, where there are some besides itself: as domain members look for them. */
function near(client: Machine, servers: readonly Machine[]): readonly Machine[] {
  const own = servers.filter((server) => server.site === client.site);
  return own.some((server) => server !== client) ? own : servers;
}

/** Another workstation with Windows on the same link: one that stands before it, so that whoever comes behind changes nobody's. */
function neighbours(random: RandomSource, world: World): (machine: Machine) => Machine | undefined {
  const places = new Map<Machine, readonly [before: readonly Machine[], place: number]>();
  for (const background of [false, true]) {
    const group = world.machines.filter(
      (machine) =>
        machine.background === background && machine.host.role === 'workstation' && machine.host.os.platform === 'windows',
    );
    for (const [place, machine] of group.entries()) places.set(machine, [group, place]);
  }
  return (machine) => {
    const [group, place] = places.get(machine) ?? [[], 0];
    const { keyLow, keyHigh } = random.fork(machine.host.id);
    for (let look = 0; place > 0 && look < LOOKS; look += 1) {
      const other = group[scale32(keyed32(keyLow, keyHigh, look, 0), place)]!;
      if (other.site === machine.site) return other;
    }
    return undefined;
  };
}
