import type { Address } from '../../model/address.js';
import { dynamicPorts } from '../../model/dynamicPorts.js';
import type { Process } from '../../model/process.js';
import { keyed32, scale32 } from '../../random/keyed32.js';
import type { RandomSource } from '../../random/randomSource.js';
import { rpcOwner } from '../../world/serviceProcesses.js';
import type { Machine } from '../../world/world.js';
import { addressPair, isNative, LOOPBACK, routedAddress } from '../compile/ends.js';
import type { Group, Peer, Talk } from './habit.js';
import type { OwnPeers, Peers } from './peers.js';
import type { HostEnd } from './sharedEnds.js';

/** One for each side: the two ends of a flow are never one object, even where a process talks to itself. */
export interface EndMakers {
  readonly initiator: HostEnd;
  readonly responder: HostEnd;
}

/** Two ends by their numbers in the table of flows, and the port of the responder. */
export interface Ends {
  readonly initiator: number;
  readonly responder: number;
  readonly port: number;
}

/** Resolvers and clocks are set up by IPv4 address, whatever else a site has. */
const BY_IPV4: ReadonlySet<number> = new Set([53, 123]);

const GROUPS: ReadonlySet<Peer> = new Set<Group>([
  'llmnr-ipv4', 'llmnr-ipv6', 'mdns-ipv4', 'mdns-ipv6', 'ssdp-ipv4', 'ssdp-ipv6', 'broadcast',
]); // biome-ignore format: a list
const isGroup = (peer: Peer): peer is Group => GROUPS.has(peer);

/**
 * The ends of the flows of a talk; none where somebody is missing who takes part.
 *
 * @param random - Of the host whose talk it is.
 * @param at - When it is talked: microseconds since 1970-01-01 UTC, true time.
 */
export function talkEnds(random: RandomSource, talk: Talk, own: OwnPeers, peers: Peers, makers: EndMakers, at: number): Ends[] {
  const client = own[talk.by ?? 'host'];
  const process = client && processOf(client, talk.from);
  if (!client || !process) return [];
  const { addresses } = client.host;
  const port = talk.port ?? 0;
  const from = (address: Address) => makers.initiator(client, address, process);
  const itself = (address: Address) => betweenHosts(talk, client, process, client, { from: address, to: address }, makers);
  const { to } = talk;
  if (isGroup(to)) {
    const address = peers.group(to, client);
    const initiator = from(address.family === 'ipv4' ? addresses.ipv4 : addresses.linkLocal);
    return [{ initiator, responder: hearer(talk, own, address, makers) ?? peers.unheard(address), port }];
  }
  switch (to) {
    case 'web':
      return placesOf(random, process, peers.web).map(({ ipv4, ipv6 }) => {
        // Half of the places have IPv6, and who can reach them so does.
        const routed = ipv6 === undefined ? undefined : routedAddress(client, at);
        return ipv6 !== undefined && isNative(routed)
          ? { initiator: from(routed), responder: ipv6, port }
          : { initiator: from(addresses.ipv4), responder: ipv4, port };
      });
    case 'resolver':
      return [{ initiator: from(addresses.ipv4), responder: peers.resolver, port }];
    case 'loopback':
      return itself(LOOPBACK.ipv6);
    case 'loopback-ipv4':
      return itself(LOOPBACK.ipv4);
    case 'own ipv4':
      return itself(addresses.ipv4);
    case 'own link-local':
      return itself(addresses.linkLocal);
    default: {
      const server = own[to];
      if (!server)
        return to === 'controller' && port === 53 ? [{ initiator: from(addresses.ipv4), responder: peers.resolver, port }] : [];
      if (server === client) return [];
      const pair = addressPair(
        client,
        { kind: 'host', machine: server },
        familyBetween(client, server, port || talk.sourcePort),
        at,
      );
      if ('lacking' in pair) return [];
      // An answer goes to the port that was asked from: one of several of its host.
      if (talk.port === undefined && talk.rpc === undefined)
        return askedFrom(random).flatMap((asked) =>
          betweenHosts({ ...talk, port: asked }, client, process, server, pair, makers),
        );
      return betweenHosts(talk, client, process, server, pair, makers);
    }
  }
}

function processOf({ services }: Machine, from: Talk['from']): Process | undefined {
  if (typeof from === 'string') return services.get(from);
  const id = from.find((service) => services.has(service));
  return id === undefined ? undefined : services.get(id);
}

/** Who hears a group, where somebody of the world does. */
function hearer({ takenBy, heardAt }: Talk, own: OwnPeers, address: Address, makers: EndMakers): number | undefined {
  const machine = heardAt && own[heardAt];
  const process = takenBy === undefined ? undefined : machine?.services.get(takenBy);
  return machine && process && makers.responder(machine, address, process);
}

/** The ports that names were asked from: a few of each host, of a list that all share, since each is a kind of flow. */
const ASKED_FROM = Array.from(
  { length: 64 },
  (_, n) => dynamicPorts.windows.first + ((n * 40_503 + 7919) % dynamicPorts.windows.count),
);
const ASKED_BY_HOST = 16;

const askedFrom = ({ keyLow, keyHigh }: RandomSource): readonly number[] => {
  const first = scale32(keyed32(keyLow, keyHigh, 0, 0), ASKED_FROM.length);
  return Array.from({ length: ASKED_BY_HOST }, (_, n) => ASKED_FROM[(first + n) % ASKED_FROM.length]!);
};

/** Programs in which people go to many places; others have a few of their own. */
const BROWSERS: ReadonlySet<string> = new Set(['browser', 'old-edge', 'firefox', 'safari']);
const PLACES = { browser: 12, other: 3 } as const;

/** The places that a program of a host goes to. */
function placesOf(random: RandomSource, { name }: Process, web: Peers['web']): Peers['web'] {
  const browses = BROWSERS.has(name);
  // People differ in where they go; a program does the same wherever it runs.
  const { keyLow, keyHigh } = random;
  const first = browses
    ? scale32(keyed32(keyLow, keyHigh, 0, 1), web.length)
    : [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7);
  return Array.from({ length: browses ? PLACES.browser : PLACES.other }, (_, n) => web[(first + n) % web.length]!);
}

/** Names have both addresses; a global one is preferred to IPv4, and IPv4 to a unique local one (RFC 6724, section 2.1). */
function familyBetween(client: Machine, server: Machine, port: number | undefined): Address['family'] {
  const native = [client, server].every(({ host }) => isNative(host.addresses.stable));
  return native && !BY_IPV4.has(port ?? 0) ? 'ipv6' : 'ipv4';
}

/** A talk between two hosts of the world, or of one with itself; none where nobody answers there. */
function betweenHosts(
  talk: Talk,
  client: Machine,
  process: Process,
  server: Machine,
  pair: { readonly from: Address; readonly to: Address },
  makers: EndMakers,
): Ends[] {
  const service =
    talk.takenBy ?? (talk.rpc ? rpcOwner(server.host, talk.rpc) : server.listeners.get(`${talk.protocol}/${talk.port}`));
  const owner = service === undefined ? undefined : server.services.get(service);
  const port = talk.rpc ? server.rpcPorts.get(talk.rpc) : talk.port;
  if (!owner || port === undefined) return [];
  return [{ initiator: makers.initiator(client, pair.from, process), responder: makers.responder(server, pair.to, owner), port }];
}
