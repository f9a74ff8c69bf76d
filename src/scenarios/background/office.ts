import type { Address } from '../../model/address.js';
import { dynamicPorts } from '../../model/dynamicPorts.js';
import type { End, Meaning, SourcePort } from '../../model/flow.js';
import type { Platform } from '../../model/host.js';
import type { RandomSource } from '../../random/randomSource.js';
import { addressOf, hostAddress } from '../../world/addresses.js';
import { rpcOwner } from '../../world/serviceProcesses.js';
import type { Machine, World } from '../../world/world.js';
import { addressPair, hostEnd, outsideEnd, rangeOf } from '../compile/ends.js';
import type { FlowTable } from '../compile/flowTable.js';
import { Activity } from '../sources/activity.js';
import { BurstSource } from '../sources/burstSource.js';
import type { Source } from '../sources/source.js';
import { TimerSource } from '../sources/timerSource.js';

import { type HabitMember, officeHabits } from './habits.js';
import { rendezvous } from './rendezvous.js';

/** Sites that an office visits; documentation addresses apart from those that stories get. */
const WEB_SITES = 12;
const WEB_IPV4 = '198.51.100.0/24';
const webIpv6 = (site: number) => `2001:db8:f00:${site + 1}::${(0x40 + site * 7).toString(16)}`;
/** A timer's lateness: 60.00 to 60.02 s between the ticks of a 60 s timer. */
const TIMER_JITTER = 18_000;

interface Range {
  readonly from: number;
  readonly to: number;
}

/** All that the office does besides the story, host by host. */
export function officeSources(random: RandomSource, world: World, flows: FlowTable, scenario: string, range: Range): Source[] {
  const { to } = range;
  const meaning: Meaning = { scenario, step: 'background', role: 'benign', rules: [] };
  const peers = peersOf(random.fork('peers'), world);
  const sources: Source[] = [];
  for (const machine of world.machines) {
    const activity = new Activity(random.fork(machine.host.id).fork('activity'));
    for (const habit of officeHabits) {
      if (!habit.roles.includes(machine.host.role)) continue;
      const own = random.fork(machine.host.id).fork(habit.id);
      const members = habit.members.map((member) => ({
        gap: member.gap,
        ...(member.repeat && { repeat: member.repeat }),
        flows: endsOf(member, machine, peers).map(({ initiator, responder, port }) =>
          flows.add({
            protocol: member.protocol === 'tcp' ? 6 : 17,
            initiator,
            responder,
            sourcePort: sourcePortOf(member, initiator.host!.os.platform),
            destinationPort: port,
            meaning,
            background: true,
          }),
        ),
      }));
      // A habit happens whole or not at all: without a controller nobody asks for tickets.
      if (members.some((member) => member.flows.length === 0)) continue;
      // Nor before all who take part are there: a host may boot during the lead.
      const taking = members.flatMap((member) => member.flows.map((flow) => flows.flows[flow]!));
      const from = Math.max(range.from, ...taking.flatMap(({ initiator, responder }) => startsOf(initiator, responder)));
      if (habit.every !== undefined)
        sources.push(new TimerSource(own, { flow: members[0]!.flows[0]!, period: habit.every, jitter: TIMER_JITTER, from, to }));
      else sources.push(new BurstSource(own, { members, perHour: habit.perHour!, activity, from, to }));
    }
  }
  return sources;
}

const startsOf = (...ends: End[]) => ends.flatMap(({ process }) => (process ? [process.startedAt] : []));

function sourcePortOf({ protocol, sourcePort }: HabitMember, platform: Platform): SourcePort {
  if (sourcePort !== undefined) return { kind: 'fixed', port: sourcePort };
  return protocol === 'tcp' && platform === 'windows' ? { kind: 'counted' } : { kind: 'drawn', ...dynamicPorts[platform] };
}

interface Peers {
  readonly controllerOf: (machine: Machine) => Machine | undefined;
  readonly fileServerOf: (machine: Machine) => Machine | undefined;
  readonly web: readonly { readonly ipv4: End; readonly ipv6: End }[];
  readonly resolver: End;
}

function peersOf(random: RandomSource, world: World): Peers {
  // A server that the story alone knows, such as one in a workgroup, is still a server of the office.
  const controllers = world.machines.filter(({ host }) => host.role === 'domain-controller');
  const servers = world.machines.filter(({ host }) => host.role === 'server' && host.os.platform === 'windows');
  const web = Array.from({ length: WEB_SITES }, (_, site) => {
    const own = random.fork('web').fork(`site ${site}`);
    // Large sites have their provider's names when looked up backwards, small ones none.
    const reverseName = own.integer(1, 3) === 1 ? '' : `edge-${own.integer(10, 99)}.pop${own.integer(1, 9)}.example.net`;
    return {
      ipv4: outsideEnd(hostAddress(WEB_IPV4, 20 * site + own.integer(0, 19)), reverseName, `site-${site + 1}.example.com`),
      ipv6: outsideEnd(addressOf(webIpv6(site)), reverseName, `site-${site + 1}.example.com`),
    };
  });
  return {
    controllerOf: (machine) => rendezvous(random.fork('controllers'), machine, controllers),
    fileServerOf: (machine) => rendezvous(random.fork('file servers'), machine, servers),
    web,
    resolver: outsideEnd(hostAddress(WEB_IPV4, 252), 'resolver.example.net', ''),
  };
}

interface Ends {
  readonly initiator: End;
  readonly responder: End;
  readonly port: number;
}

function endsOf(member: HabitMember, machine: Machine, peers: Peers): Ends[] {
  if (member.inbound) {
    const peer = member.to === 'controller' ? peers.controllerOf(machine) : peers.fileServerOf(machine);
    return peer ? between(member, peer, machine) : [];
  }
  const process = machine.services.get(member.from);
  if (!process) return [];
  const { addresses } = machine.host;
  const port = member.port ?? 0;
  const to = (from: Address, responder: End): Ends[] => [{ initiator: hostEnd(machine, from, process), responder, port }];
  switch (member.to) {
    case 'controller': {
      const controller = peers.controllerOf(machine);
      if (controller) return between(member, machine, controller);
      return port === 53 ? to(addresses.ipv4, peers.resolver) : [];
    }
    case 'file server': {
      const server = peers.fileServerOf(machine);
      return server ? between(member, machine, server) : [];
    }
    case 'web':
      return peers.web.flatMap(({ ipv4, ipv6 }, site) => {
        // Half of the sites have IPv6, and who can reach them so does.
        const routed = site % 2 === 0 ? (addresses.temporary ?? addresses.stable) : undefined;
        return routed ? to(routed, ipv6) : to(addresses.ipv4, ipv4);
      });
    case 'resolver':
      return to(addresses.ipv4, peers.resolver);
    case 'llmnr-ipv4':
      return to(addresses.ipv4, outsideEnd(addressOf('224.0.0.252'), '', ''));
    case 'llmnr-ipv6':
      return to(addresses.linkLocal, outsideEnd(addressOf('ff02::1:3'), '', ''));
    case 'loopback':
      return between(member, machine, machine, addressOf('::1'));
    case 'own link-local':
      return between(member, machine, machine, addresses.linkLocal);
  }
}

/** Resolvers and clocks are set up by IPv4 address, whatever else a site has. */
const BY_IPV4: ReadonlySet<number> = new Set([53, 123]);

/** A habit between two hosts of the world; none where nobody answers there. @param own - Where a host talks to itself: over which address. */
function between(member: HabitMember, client: Machine, server: Machine, own?: Address): Ends[] {
  const process = client.services.get(member.from);
  const service = member.rpc ? rpcOwner(server.host, member.rpc) : server.listeners.get(`${member.protocol}/${member.port}`);
  const owner = service === undefined ? undefined : server.services.get(service);
  const port = member.rpc ? server.rpcPorts.get(member.rpc) : member.port;
  if (!process || !owner || port === undefined) return [];
  const isGlobal = (machine: Machine) =>
    machine.host.addresses.stable !== undefined && rangeOf(machine.host.addresses.stable) !== 'uniqueLocal';
  // Names have both addresses; a global one is preferred to IPv4, and IPv4 to a unique local one (RFC 6724, section 2.1).
  const family = isGlobal(client) && isGlobal(server) && !BY_IPV4.has(port) ? 'ipv6' : 'ipv4';
  const pair = own ? { from: own, to: own } : addressPair(client, { kind: 'host', machine: server }, family);
  return 'lacking' in pair
    ? []
    : [{ initiator: hostEnd(client, pair.from, process), responder: hostEnd(server, pair.to, owner), port }];
}
