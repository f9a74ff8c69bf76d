import type { Address } from '../../model/address.js';
import type { End } from '../../model/flow.js';
import type { Host } from '../../model/host.js';
import type { Process } from '../../model/process.js';
import { addressOf, broadcastOf, ipv4At } from '../../world/addresses.js';
import type { Machine, World } from '../../world/world.js';
import type { Condition } from '../expand/frames.js';
import type { Report } from '../finding.js';
import type { StoryEnds } from '../language/story.js';
import { nearestName } from '../nearestName.js';
import { mappedIpv4 } from '../references/literalAddress.js';
import { addressPair, type Destination, familyOf, hostEnd, outsideEnd, rangeOf } from './ends.js';
import type { Listeners } from './listeners.js';
import type { Timed } from './timed.js';
import { whoAccepts } from './whoAccepts.js';

export interface Known {
  readonly world: World;
  readonly processes: ReadonlyMap<string, Process>;
  readonly listeners: Listeners;
  /** Who offers a service of the story: `HOST SERVICE`. */
  readonly serving: ReadonlyMap<string, Process>;
  /** Whether a process of a story runs at a moment, for this seed. */
  runs(process: Process, at: number): boolean;
}

/** A connection as the story tells it. */
export interface Told {
  readonly ends: StoryEnds;
  /** When it happens for this seed, microseconds since 1970-01-01 UTC. */
  readonly at: number;
  /** From its first to its last time, whatever the seed. */
  readonly from: Timed;
  readonly to: Timed;
  /** What holds for the seed where it happens. */
  readonly conditions: readonly Condition[];
  /** Whether it is no mistake where nobody listens. */
  readonly mayFail?: boolean;
}

export interface ConnectionEnds {
  readonly initiator: End;
  readonly responder: End;
  /** Port of the responder. */
  readonly port: number;
  /** False for protocols without ports. */
  readonly hasPorts: boolean;
  /** Whether an IPv4 address is reached through a socket of IPv6. */
  readonly mapped: boolean;
  /** Whether nobody is there to answer. */
  readonly unanswered: boolean;
}

/** Why a port that Sysmon records cannot be 0. */
const noPort0 = ({ os }: Host) =>
  os.platform === 'windows' ? 'Windows has no port 0' : 'Sysmon for Linux shows port 0 by mistake only';

type Path = readonly (string | number)[];

/** Who talks to whom in a step: processes, addresses, port. Reports what the world does not have, and gives undefined then. */
export function connectionEnds(told: Told, known: Known, path: Path, report: Report): ConnectionEnds | undefined {
  const telling = told.ends;
  const process = initiatorOf(telling.from, known, [...path, 'from'], report);
  if (!process) return undefined;
  const machine = known.world.machineById.get(process.host.id)!;
  // Only macOS is known to show such an address; elsewhere it is read as it stands, and refused.
  const behind = machine.host.os.platform === 'macos' ? mappedIpv4(telling.to) : undefined;
  const mapped = behind !== undefined;
  const destination = destinationOf(behind ?? telling.to, known.world);
  const pair = addressPair(machine, destination, familyOf(destination, telling.family, telling.protocol), told.at);
  // What is wrong with the address itself is said before what the world lacks to reach it.
  const asked = 'address' in destination ? destination.address : undefined;
  const unfit = unfitAddress(telling.protocol, asked ?? ('to' in pair ? pair.to : undefined), known.world);
  if (unfit !== undefined) {
    report({ code: 'INCONSISTENT', path: [...path, 'to'], expected: unfit });
    return undefined;
  }
  if ('lacking' in pair) {
    report({ code: 'INCONSISTENT', path: [...path, 'to'], expected: pair.lacking });
    return undefined;
  }
  const target = destination.kind === 'host' ? destination.machine : rangeOf(pair.to) === 'loopback' ? machine : undefined;
  const port = portOf(telling, target, path, report);
  if (port === undefined) return undefined;
  const hasPorts = telling.protocol === 'tcp' || telling.protocol === 'udp';
  const seeing = [machine.host, target?.host].find((host) => host?.sysmon);
  if (telling.protocol === 'udp' && seeing) {
    for (const [key, value] of [
      ['port', port],
      ['sourcePort', telling.sourcePort],
    ] as const) {
      if (value === 0) report({ code: 'WRONG_VALUE', path: [...path, key], expected: `a port 1 to 65535: ${noPort0(seeing)}` });
    }
  }
  const initiator = hostEnd(machine, pair.from, process);
  if (!target) {
    const { reverseName, name } = destination.kind === 'outside' ? destination.party : { reverseName: '', name: '' };
    // Nobody is known to be at an address that a scan comes upon.
    const unanswered = told.mayFail === true && destination.kind !== 'outside';
    return { initiator, responder: outsideEnd(pair.to, reverseName, name), port, hasPorts, mapped, unanswered };
  }
  const answered = hasPorts && (port !== 0 || telling.acceptedBy !== undefined);
  // A datagram to port 0 asks about routes only: a socket is connected, and nothing sent, so that nobody needs to listen.
  const owner = answered ? whoAccepts(told, target, port, known, path, report) : { process: undefined };
  if (!owner) return undefined;
  const unanswered = told.mayFail === true && !owner.process;
  return { initiator, responder: hostEnd(target, pair.to, owner.process), port, hasPorts, mapped, unanswered };
}

/** `psexec`, a process of the story, or `operator/System`, one that is always there. */
function initiatorOf(from: string, { world, processes }: Known, path: Path, report: Report): Process | undefined {
  const slash = from.indexOf('/');
  const own = processes.get(from);
  if (own || slash < 0) return own;
  const machine = world.machineById.get(from.slice(0, slash))!;
  const name = from.slice(slash + 1);
  const process = machine.services.get(name);
  if (!process) {
    const nearest = nearestName(name, machine.services.keys());
    report({
      code: 'UNKNOWN_NAME',
      path,
      expected: `a service of ${machine.host.id}: ${[...machine.services.keys()].join(', ')}`,
      cure: nearest && `did you mean ${machine.host.id}/${nearest}?`,
    });
  }
  return process;
}

function destinationOf(to: string, world: World): Destination {
  if (to === 'localhost') return { kind: 'localhost' };
  const machine = world.machineById.get(to);
  if (machine) return { kind: 'host', machine };
  const party = world.outside.get(to);
  if (party) return { kind: 'outside', party };
  const address = addressOf(to);
  const owner = ownersOf(world).get(address.text);
  return owner ? { kind: 'host', machine: owner, address } : { kind: 'literal', address };
}

const owners = new WeakMap<World, ReadonlyMap<string, Machine>>();

/** Whose address it is; made once per world, since a scan asks for thousands. */
function ownersOf(world: World): ReadonlyMap<string, Machine> {
  const known = owners.get(world);
  if (known) return known;
  const made = new Map<string, Machine>();
  for (const machine of world.machines)
    for (const address of Object.values(machine.host.addresses) as readonly (Address | undefined)[])
      if (address && !made.has(address.text)) made.set(address.text, machine);
  owners.set(world, made);
  return made;
}

/** What a destination should be instead, where the protocol cannot reach it. */
function unfitAddress(protocol: string, to: Address | undefined, world: World): string | undefined {
  if (!to) return undefined;
  const range = rangeOf(to);
  if (range === 'unspecified') return "an address of somebody: the unspecified one is nobody's";
  if (range === 'ipv4Mapped') return 'an IPv4 address written as such: only programs on macOS are known to show a mapped one';
  if (protocol === 'icmpv6' && to.family === 'ipv4') return 'an IPv6 address: icmpv6 has no other';
  // Other addresses that nobody has the loader knows without the world.
  const { bases, broadcasts } = edgesOf(world);
  if (bases.has(to.text)) return 'an address of one host: this one stands for a network of the world';
  return protocol === 'tcp' && broadcasts.has(to.text) ? 'an address of one host: tcp has no broadcast' : undefined;
}

/** The addresses of networks that are no host's. */
interface Edges {
  readonly bases: ReadonlySet<string>;
  readonly broadcasts: ReadonlySet<string>;
}

const edges = new WeakMap<World, Edges>();

/** Those of all networks; made once per world, as above. */
function edgesOf(world: World): Edges {
  const known = edges.get(world);
  if (known) return known;
  const networks = world.sites.flatMap(({ ipv4, subnets }) => [ipv4, ...subnets.values()]);
  const routers = world.sites.flatMap(({ ipv6 }) => ('network' in ipv6 ? [addressOf(ipv6.network.split('/')[0]!)] : []));
  const made = {
    bases: new Set([...networks.map((network) => ipv4At(network, 0)), ...routers].map(({ text }) => text)),
    broadcasts: new Set(networks.map((network) => broadcastOf(network).text)),
  };
  edges.set(world, made);
  return made;
}

function portOf(telling: StoryEnds, target: Machine | undefined, path: Path, report: Report): number | undefined {
  if (telling.service === undefined) return telling.port ?? 0;
  const port = target?.rpcPorts.get(telling.service);
  if (port === undefined) {
    const names = [...(target?.rpcPorts.keys() ?? [])];
    const nearest = nearestName(telling.service, names);
    report({
      code: 'UNKNOWN_NAME',
      path: [...path, 'service'],
      expected: target
        ? `a dynamic RPC service of ${target.host.id}: ${names.join(', ') || 'it has none'}`
        : 'a port: services have known ports on hosts of the world only',
      cure: nearest && `did you mean ${nearest}?`,
    });
  }
  return port;
}
