import type { Role } from '../../model/host.js';
import { type Quantiles, quantiles } from '../../random/quantiles.js';

/** Whom a habit talks to. */
export type Peer =
  /** The domain controller that the host uses; in a workgroup the site's resolver stands in for DNS, and the rest is left out. */
  | 'controller'
  /** A server of the world that is no controller. */
  | 'file server'
  /** One of the sites out there, over IPv4 or, where the host has an address for it, IPv6. */
  | 'web'
  /** A resolver of the provider. */
  | 'resolver'
  | 'llmnr-ipv4'
  | 'llmnr-ipv6'
  /** The host itself, over ::1 or over its own link-local address. */
  | 'loopback'
  | 'own link-local';

/** Who talks to whom over what. */
export interface Talk {
  /** Service id of the process that connects. */
  readonly from: string;
  readonly to: Peer;
  readonly protocol: 'tcp' | 'udp';
  readonly port?: number;
  /** Dynamic RPC interface of the peer. */
  readonly rpc?: string;
  readonly sourcePort?: number;
  /** The peer begins: `from` is a service of the peer, and the host answers. */
  readonly inbound?: boolean;
}

export interface HabitMember {
  /** The same object for members that differ in their times only. */
  readonly talk: Talk;
  /** Microseconds after the member before. */
  readonly gap: Quantiles;
  readonly repeat?: Quantiles;
}

export interface Habit {
  readonly id: string;
  readonly roles: readonly Role[];
  /** Bursts per hour, or the period of a timer in microseconds. */
  readonly perHour?: number;
  readonly every?: number;
  readonly members: readonly HabitMember[];
}

const ms = (...points: readonly (readonly [number, number])[]) =>
  quantiles(...points.map(([share, value]) => [share, value * 1000] as const));
const now = ms([0, 0], [1, 0]);
/** Questions for both kinds of addresses leave together; the answers of a resolver's own questions come in between. */
const twin = ms([0, 0.05], [0.5, 0.4], [1, 2.5]);
/** Gaps within a burst of one process, steep at the start as quartiles of svchost, lsass and Edge are. */
const svchostGap = ms([0, 0.2], [0.25, 2], [0.5, 60], [0.75, 600], [1, 2500]);
const lsassGap = ms([0, 0.8], [0.25, 4], [0.5, 25], [0.75, 120], [1, 2500]);
const browserGap = ms([0, 0.3], [0.25, 0.9], [0.5, 4], [0.75, 600], [1, 14_000]);
/** From asking the end-point mapper to calling the port that it named. */
const afterMapper = ms([0, 2], [1, 9]);
const answered = ms([0, 12], [0.5, 35], [0.9, 90], [1, 180]);
const again = ms([0, 2], [0.5, 45], [1, 400]);
const upTo = (most: number) => quantiles([0, 1], [1, most + 1 - 1e-9]);

const ALL = ['workstation', 'server', 'domain-controller'] as const;
const MEMBERS = ['workstation', 'server'] as const;
const WORKSTATION = ['workstation'] as const;
const CONTROLLER = ['domain-controller'] as const;

type Extra = Partial<Pick<Talk, 'sourcePort' | 'inbound'> & Pick<HabitMember, 'repeat'>>;

const talks = new Map<string, Talk>();

function member(talk: Talk, gap: Quantiles, { repeat, ...more }: Extra): HabitMember {
  const whole = { ...talk, ...more };
  const name = JSON.stringify(whole);
  const shared = talks.get(name) ?? whole;
  talks.set(name, shared);
  return { talk: shared, gap, ...(repeat && { repeat }) };
}

const tcp = (from: string, to: Peer, port: number, gap: Quantiles, extra: Extra = {}) =>
  member({ from, to, protocol: 'tcp', port }, gap, extra);
const udp = (from: string, to: Peer, port: number, gap: Quantiles, extra: Extra = {}) =>
  member({ from, to, protocol: 'udp', port }, gap, extra);
const rpc = (from: string, to: Peer, name: string, extra: Extra = {}) =>
  member({ from, to, protocol: 'tcp', rpc: name }, afterMapper, extra);

/** A name is asked for twice, for IPv4 and for IPv6. */
const lookup = [udp('dnscache', 'controller', 53, now), udp('dnscache', 'controller', 53, twin)];

/**
 * What an office does all day: the larger rows of the base rates of `docs/fields/sysmon-winevt.md` (images, ports and accounts of
 * workstations and of domain controllers), as bursts and timers. The page says how close the shares come.
 */
export const officeHabits: readonly Habit[] = [
  {
    id: 'lookups',
    roles: MEMBERS,
    perHour: 18,
    members: [...lookup, udp('dnscache', 'controller', 53, svchostGap), udp('dnscache', 'controller', 53, twin)],
  },
  {
    id: 'browsing',
    roles: WORKSTATION,
    perHour: 16,
    members: [...lookup, tcp('browser', 'web', 443, answered), tcp('browser', 'web', 443, browserGap, { repeat: upTo(4) })],
  },
  {
    id: 'tickets',
    roles: MEMBERS,
    perHour: 12,
    members: [tcp('lsass', 'controller', 88, now), tcp('lsass', 'controller', 88, lsassGap, { repeat: upTo(3) })],
  },
  {
    id: 'share',
    roles: WORKSTATION,
    perHour: 14,
    members: [tcp('System', 'file server', 445, now), tcp('lsass', 'controller', 88, ms([0, 3], [1, 25]))],
  },
  {
    id: 'netlogon',
    roles: MEMBERS,
    perHour: 14,
    members: [tcp('lsass', 'controller', 135, now), rpc('lsass', 'controller', 'lsarpc')],
  },
  {
    id: 'policy',
    roles: MEMBERS,
    perHour: 8,
    members: [
      udp('lsass', 'controller', 389, now),
      tcp('gpsvc', 'controller', 389, ms([0, 15], [1, 120])),
      tcp('gpsvc', 'controller', 389, again),
    ],
  },
  {
    id: 'inventory',
    roles: WORKSTATION,
    perHour: 10,
    members: [
      tcp('rpcss', 'file server', 135, now, { inbound: true }),
      rpc('winmgmt', 'file server', 'winmgmt', { inbound: true }),
    ],
  },
  {
    id: 'administration',
    roles: WORKSTATION,
    perHour: 6,
    members: [tcp('winrm', 'file server', 5985, now, { inbound: true })],
  },
  {
    id: 'administrative shares',
    roles: WORKSTATION,
    perHour: 6,
    members: [tcp('System', 'controller', 445, now, { inbound: true })],
  },
  { id: 'telemetry', roles: MEMBERS, perHour: 10, members: [...lookup, tcp('diagtrack', 'web', 443, answered)] },
  { id: 'updates', roles: MEMBERS, perHour: 6, members: [tcp('wuauserv', 'web', 443, now), tcp('wuauserv', 'web', 443, again)] },
  { id: 'revocation', roles: MEMBERS, perHour: 10, members: [tcp('cryptsvc', 'web', 80, now)] },
  {
    id: 'llmnr',
    roles: WORKSTATION,
    perHour: 12,
    members: [udp('dnscache', 'llmnr-ipv6', 5355, now), udp('dnscache', 'llmnr-ipv4', 5355, ms([0, 0.2], [1, 1.4]))],
  },
  { id: 'time', roles: MEMBERS, every: 1024_000_000, members: [udp('w32time', 'controller', 123, now, { sourcePort: 123 })] },
  {
    id: 'forwarding',
    roles: CONTROLLER,
    perHour: 80,
    members: [udp('dns', 'resolver', 53, now), udp('dns', 'resolver', 53, twin, { repeat: upTo(3) })],
  },
  { id: 'directory', roles: CONTROLLER, every: 60_000_000, members: [tcp('adws', 'loopback', 389, now)] },
  {
    id: 'own directory',
    roles: CONTROLLER,
    perHour: 100,
    members: [tcp('lsass', 'own link-local', 389, now), tcp('dns', 'loopback', 389, again)],
  },
  {
    id: 'replication',
    roles: CONTROLLER,
    perHour: 40,
    members: [
      tcp('dfsr', 'own link-local', 135, now),
      rpc('dfsr', 'own link-local', 'lsarpc'),
      tcp('dfsr', 'own link-local', 389, again),
    ],
  },
  {
    id: 'linux lookups',
    roles: ALL,
    perHour: 40,
    members: [udp('systemd-resolved', 'controller', 53, now), udp('systemd-resolved', 'controller', 53, twin)],
  },
];
