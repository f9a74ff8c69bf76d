import type { Address } from '../../model/address.js';
import { dynamicPorts } from '../../model/dynamicPorts.js';
import type { Meaning, SourcePort } from '../../model/flow.js';
import type { Platform } from '../../model/host.js';
import type { RandomSource } from '../../random/randomSource.js';
import { addressOf, hostAddress } from '../../world/addresses.js';
import { remembered } from '../../world/remembered.js';
import { rpcOwner } from '../../world/serviceProcesses.js';
import type { Machine, World } from '../../world/world.js';
import { addressPair, isNative, LOOPBACK, outsideEnd, routedAddress } from '../compile/ends.js';
import type { FlowTable } from '../compile/flowTable.js';
import { Activity } from '../sources/activity.js';
import { BurstSource } from '../sources/burstSource.js';
import type { Source } from '../sources/source.js';
import { TimerSource } from '../sources/timerSource.js';
import { type Habit, officeHabits, type Talk } from './habits.js';
import { rendezvous } from './rendezvous.js';
import { type HostEnd, sharedEnds } from './sharedEnds.js';

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
  const addFlow = flowAdder(flows, { scenario, step: 'background', role: 'benign', rules: [] });
  const peers = peersOf(random.fork('peers'), world, flows);
  const makers: EndMakers = { initiator: sharedEnds(flows), responder: sharedEnds(flows) };
  const sources: Source[] = [];
  for (const machine of world.machines) {
    const ofHost = random.fork(machine.host.id);
    const activity = new Activity(ofHost.fork('activity'));
    const own: OwnPeers = { controller: peers.controllerOf(machine), fileServer: peers.fileServerOf(machine) };
    const startOf = (end: number) => flows.end(end).process?.startedAt ?? -Infinity;
    const talksIn = (at: number, before?: Talks): Talks =>
      remembered((talk) => {
        const known = before?.(talk);
        if (known?.stays) return known;
        const pairs = endsOf(talk, machine, own, peers, makers, at);
        const temporary = machine.temporaries?.at(at);
        return {
          flows: pairs.map((pair) => addFlow(talk, pair)),
          // Most talks come from an address that stays.
          stays: pairs.every(({ initiator }) => flows.end(initiator).address !== temporary),
          from: Math.max(...pairs.flatMap(({ initiator, responder }) => [startOf(initiator), startOf(responder)])),
        };
      });
    const windows = windowsOf(machine, range, talksIn);
    for (const habit of officeHabits) {
      if (!habit.roles.includes(machine.host.role)) continue;
      const source = ofHost.fork(habit.id);
      for (const { from, to, taking } of takenIn(habit, windows)) {
        if (habit.every !== undefined)
          sources.push(
            new TimerSource(source, { flow: taking[0]!.flows[0]!, period: habit.every, jitter: TIMER_JITTER, from, to }),
          );
        else {
          const members = habit.members.map(({ gap, repeat }, i) => ({
            gap,
            ...(repeat && { repeat }),
            flows: taking[i]!.flows,
          }));
          sources.push(new BurstSource(source, { members, perHour: habit.perHour!, activity, from, to }));
        }
      }
    }
  }
  return sources;
}

/** What a host's talks are while its addresses stay the same. */
type Talks = (talk: Talk) => TalkFlows;

interface Window extends Range {
  readonly talks: Talks;
}

/** A run in windows at whose ends the host's address changes; one where it does not. */
function windowsOf({ temporaries }: Machine, range: Range, talksIn: (at: number, before?: Talks) => Talks): readonly Window[] {
  const windows: Window[] = [];
  for (const { from, to } of temporaries?.spans(range.from, range.to) ?? [range])
    windows.push({ from, to, talks: talksIn(from, windows.at(-1)?.talks) });
  return windows;
}

/** The flows of a habit, from when to when. A source of each window has the same keys, so that its connections are those of one source. */
function takenIn({ members }: Habit, windows: readonly Window[]): (Range & { readonly taking: readonly TalkFlows[] })[] {
  const parts: (Range & { readonly taking: readonly TalkFlows[] })[] = [];
  for (const { from, to, talks } of windows) {
    const taking = members.map(({ talk }) => talks(talk));
    // A habit happens whole or not at all: without a controller nobody asks for tickets.
    if (taking.some((talk) => talk.flows.length === 0)) continue;
    const last = parts.at(-1);
    // Nor before all who take part are there: a host may boot during the lead.
    if (last && taking.every((talk, n) => talk === last.taking[n])) parts[parts.length - 1] = { ...last, to };
    else parts.push({ from: Math.max(from, ...taking.map((talk) => talk.from)), to, taking });
  }
  return parts;
}

/** The flows of one host's talk. */
interface TalkFlows {
  readonly flows: readonly number[];
  /** Whether none of them comes from an address that changes. */
  readonly stays: boolean;
  /** When all who take part are there, microseconds since 1970-01-01 UTC. */
  readonly from: number;
}

/** Adds flows, of few kinds: hosts that talk alike share theirs. */
function flowAdder(flows: FlowTable, meaning: Meaning): (talk: Talk, ends: Ends) => number {
  const kindsOf = remembered((_: Talk) => new Map<string, number>());
  return (talk, { initiator, responder, port }) => {
    const { platform } = flows.end(initiator).host!.os;
    const kinds = kindsOf(talk);
    const name = `${platform} ${port}`;
    let kind = kinds.get(name);
    if (kind === undefined) {
      kind = flows.addKind({
        protocol: talk.protocol === 'tcp' ? 6 : 17,
        sourcePort: sourcePortOf(talk, platform),
        destinationPort: port,
        meaning,
        background: true,
      });
      kinds.set(name, kind);
    }
    return flows.add(kind, initiator, responder);
  };
}

function sourcePortOf({ protocol, sourcePort }: Talk, platform: Platform): SourcePort {
  if (sourcePort !== undefined) return { kind: 'fixed', port: sourcePort };
  return protocol === 'tcp' && platform === 'windows' ? { kind: 'counted' } : { kind: 'drawn', ...dynamicPorts[platform] };
}

interface Peers {
  readonly controllerOf: (machine: Machine) => Machine | undefined;
  readonly fileServerOf: (machine: Machine) => Machine | undefined;
  readonly web: readonly { readonly ipv4: number; readonly ipv6: number }[];
  readonly resolver: number;
  readonly llmnr: Readonly<Record<'llmnr-ipv4' | 'llmnr-ipv6', number>>;
}

function peersOf(random: RandomSource, world: World, flows: FlowTable): Peers {
  const outside = (...party: Parameters<typeof outsideEnd>) => flows.addEnd(outsideEnd(...party));
  // A server that the story alone knows, such as one in a workgroup, is still a server of the office.
  const controllers = world.machines.filter(({ host }) => host.role === 'domain-controller');
  const servers = world.machines.filter(({ host }) => host.role === 'server' && host.os.platform === 'windows');
  const web = Array.from({ length: WEB_SITES }, (_, site) => {
    const own = random.fork('web').fork(`site ${site}`);
    // Large sites have their provider's names when looked up backwards, small ones none.
    const reverseName = own.integer(1, 3) === 1 ? '' : `edge-${own.integer(10, 99)}.pop${own.integer(1, 9)}.example.net`;
    return {
      ipv4: outside(hostAddress(WEB_IPV4, 20 * site + own.integer(0, 19)), reverseName, `site-${site + 1}.example.com`),
      ipv6: outside(addressOf(webIpv6(site)), reverseName, `site-${site + 1}.example.com`),
    };
  });
  const ofControllers = random.fork('controllers');
  const ofServers = random.fork('file servers');
  return {
    controllerOf: (machine) => rendezvous(ofControllers, machine, near(machine, controllers)),
    fileServerOf: (machine) => rendezvous(ofServers, machine, near(machine, servers)),
    web,
    resolver: outside(hostAddress(WEB_IPV4, 252), 'resolver.example.net', ''),
    llmnr: {
      'llmnr-ipv4': outside(addressOf('224.0.0.252'), '', ''),
      'llmnr-ipv6': outside(addressOf('ff02::1:3'), '', ''),
    },
  };
}

/** Those of a host's own site, where there are some besides itself: as domain members look for them. */
function near(client: Machine, servers: readonly Machine[]): readonly Machine[] {
  const own = servers.filter((server) => server.site === client.site);
  return own.some((server) => server !== client) ? own : servers;
}

/** The servers that a host uses. */
interface OwnPeers {
  readonly controller: Machine | undefined;
  readonly fileServer: Machine | undefined;
}

/** One for each side: the two ends of a flow are never one object, even where a process talks to itself. */
interface EndMakers {
  readonly initiator: HostEnd;
  readonly responder: HostEnd;
}

/** Two ends by their numbers in the table of flows, and the port of the responder. */
interface Ends {
  readonly initiator: number;
  readonly responder: number;
  readonly port: number;
}

/** @param at - When it is talked: microseconds since 1970-01-01 UTC, true time. */
function endsOf(
  talk: Talk,
  machine: Machine,
  own: OwnPeers,
  { web, resolver, llmnr }: Peers,
  makers: EndMakers,
  at: number,
): Ends[] {
  const between = (client: Machine, server: Machine, over?: Address) => endsBetween(talk, client, server, over, makers, at);
  if (talk.inbound) {
    const peer = talk.to === 'controller' ? own.controller : own.fileServer;
    return peer ? between(peer, machine) : [];
  }
  const process = machine.services.get(talk.from);
  if (!process) return [];
  const { addresses } = machine.host;
  const port = talk.port ?? 0;
  const to = (from: Address, responder: number): Ends[] => [
    { initiator: makers.initiator(machine, from, process), responder, port },
  ];
  switch (talk.to) {
    case 'controller': {
      if (own.controller) return between(machine, own.controller);
      return port === 53 ? to(addresses.ipv4, resolver) : [];
    }
    case 'file server':
      return own.fileServer ? between(machine, own.fileServer) : [];
    case 'web':
      return web.flatMap(({ ipv4, ipv6 }, site) => {
        // Half of the sites have IPv6, and who can reach them so does.
        const routed = site % 2 === 0 ? routedAddress(machine, at) : undefined;
        return isNative(routed) ? to(routed, ipv6) : to(addresses.ipv4, ipv4);
      });
    case 'resolver':
      return to(addresses.ipv4, resolver);
    case 'llmnr-ipv4':
      return to(addresses.ipv4, llmnr['llmnr-ipv4']);
    case 'llmnr-ipv6':
      return to(addresses.linkLocal, llmnr['llmnr-ipv6']);
    case 'loopback':
      return between(machine, machine, LOOPBACK.ipv6);
    case 'own link-local':
      return between(machine, machine, addresses.linkLocal);
  }
}

/** Resolvers and clocks are set up by IPv4 address, whatever else a site has. */
const BY_IPV4: ReadonlySet<number> = new Set([53, 123]);

/**
 * A talk between two hosts of the world; none where nobody answers there.
 *
 * @param over - Where a host talks to itself: its address.
 * @param at - As for {@link endsOf}.
 */
function endsBetween(
  talk: Talk,
  client: Machine,
  server: Machine,
  over: Address | undefined,
  makers: EndMakers,
  at: number,
): Ends[] {
  const process = client.services.get(talk.from);
  const service = talk.rpc ? rpcOwner(server.host, talk.rpc) : server.listeners.get(`${talk.protocol}/${talk.port}`);
  const owner = service === undefined ? undefined : server.services.get(service);
  const port = talk.rpc ? server.rpcPorts.get(talk.rpc) : talk.port;
  if (!process || !owner || port === undefined) return [];
  // Names have both addresses; a global one is preferred to IPv4, and IPv4 to a unique local one (RFC 6724, section 2.1).
  const native = [client, server].every(({ host }) => isNative(host.addresses.stable));
  const family = native && !BY_IPV4.has(port) ? 'ipv6' : 'ipv4';
  const pair = over ? { from: over, to: over } : addressPair(client, { kind: 'host', machine: server }, family, at);
  return 'lacking' in pair
    ? []
    : [{ initiator: makers.initiator(client, pair.from, process), responder: makers.responder(server, pair.to, owner), port }];
}
