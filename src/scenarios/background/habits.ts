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
  /** The host itself, over ::1. */
  | 'itself';

export interface HabitMember {
  /** Service id of the process that connects. */
  readonly from: string;
  readonly to: Peer;
  readonly protocol: 'tcp' | 'udp';
  readonly port?: number;
  /** Dynamic RPC interface of the peer. */
  readonly rpc?: string;
  readonly sourcePort?: number;
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
/** Gaps within a burst of one process, as quartiles of svchost, lsass and Edge show them; the long tail between bursts is the burst's own rate. */
const svchostGap = ms([0, 0.3], [0.25, 2], [0.5, 80], [0.75, 1000], [1, 3000]);
const lsassGap = ms([0, 1], [0.25, 7], [0.5, 70], [0.75, 600], [1, 2500]);
const browserGap = ms([0, 0.4], [0.25, 1.5], [0.5, 280], [0.75, 4000], [1, 16_000]);
/** From asking the end-point mapper to calling the port that it named. */
const afterMapper = ms([0, 2], [1, 9]);
const answered = ms([0, 12], [0.5, 35], [0.9, 90], [1, 180]);
const upTo = (most: number) => quantiles([0, 1], [1, most + 1 - 1e-9]);

const ALL = ['workstation', 'server', 'domain-controller'] as const;
const MEMBERS = ['workstation', 'server'] as const;
const WORKSTATION = ['workstation'] as const;
const CONTROLLER = ['domain-controller'] as const;

const query: HabitMember = { from: 'dnscache', to: 'controller', protocol: 'udp', port: 53, gap: svchostGap };
const ticket: HabitMember = { from: 'lsass', to: 'controller', protocol: 'tcp', port: 88, gap: lsassGap };

/**
 * What an office does all day: a few rows of the base rates of `docs/fields/sysmon-winevt.md` (shares of images, ports and accounts on
 * workstations), as bursts and timers. The full table is not reproduced yet.
 */
export const officeHabits: readonly Habit[] = [
  {
    id: 'lookups',
    roles: MEMBERS,
    perHour: 40,
    members: [
      { ...query, gap: now },
      { ...query, repeat: upTo(3) },
    ],
  },
  {
    id: 'browsing',
    roles: WORKSTATION,
    perHour: 14,
    members: [
      { ...query, gap: now },
      { from: 'browser', to: 'web', protocol: 'tcp', port: 443, gap: answered },
      { from: 'browser', to: 'web', protocol: 'tcp', port: 443, gap: browserGap, repeat: upTo(5) },
    ],
  },
  {
    id: 'tickets',
    roles: MEMBERS,
    perHour: 14,
    members: [
      { ...ticket, gap: now },
      { ...ticket, repeat: upTo(3) },
    ],
  },
  {
    id: 'share',
    roles: WORKSTATION,
    perHour: 8,
    members: [
      { from: 'System', to: 'file server', protocol: 'tcp', port: 445, gap: now },
      { ...ticket, gap: ms([0, 3], [1, 25]) },
    ],
  },
  {
    id: 'netlogon',
    roles: MEMBERS,
    perHour: 12,
    members: [
      { from: 'lsass', to: 'controller', protocol: 'tcp', port: 135, gap: now },
      { from: 'lsass', to: 'controller', protocol: 'tcp', rpc: 'lsarpc', gap: afterMapper },
    ],
  },
  {
    id: 'policy',
    roles: MEMBERS,
    perHour: 5,
    members: [
      { from: 'lsass', to: 'controller', protocol: 'udp', port: 389, gap: now },
      { from: 'gpsvc', to: 'controller', protocol: 'tcp', port: 389, gap: ms([0, 15], [1, 120]), repeat: upTo(2) },
    ],
  },
  {
    id: 'telemetry',
    roles: MEMBERS,
    perHour: 12,
    members: [
      { ...query, gap: now },
      { from: 'diagtrack', to: 'web', protocol: 'tcp', port: 443, gap: answered, repeat: upTo(2) },
    ],
  },
  {
    id: 'updates',
    roles: MEMBERS,
    perHour: 4,
    members: [{ from: 'wuauserv', to: 'web', protocol: 'tcp', port: 443, gap: now, repeat: upTo(3) }],
  },
  {
    id: 'revocation',
    roles: MEMBERS,
    perHour: 8,
    members: [{ from: 'cryptsvc', to: 'web', protocol: 'tcp', port: 80, gap: now }],
  },
  {
    id: 'llmnr',
    roles: WORKSTATION,
    perHour: 6,
    members: [
      { from: 'dnscache', to: 'llmnr-ipv6', protocol: 'udp', port: 5355, gap: now },
      { from: 'dnscache', to: 'llmnr-ipv4', protocol: 'udp', port: 5355, gap: ms([0, 0.2], [1, 1.4]) },
    ],
  },
  {
    id: 'time',
    roles: MEMBERS,
    every: 1024_000_000,
    members: [{ from: 'w32time', to: 'controller', protocol: 'udp', port: 123, sourcePort: 123, gap: now }],
  },
  {
    id: 'forwarding',
    roles: CONTROLLER,
    perHour: 30,
    members: [{ from: 'dns', to: 'resolver', protocol: 'udp', port: 53, gap: ms([0, 0], [1, 2]), repeat: upTo(4) }],
  },
  {
    id: 'directory',
    roles: CONTROLLER,
    every: 60_000_000,
    members: [{ from: 'adws', to: 'itself', protocol: 'tcp', port: 389, gap: now }],
  },
  {
    id: 'linux lookups',
    roles: ALL,
    perHour: 20,
    members: [{ from: 'systemd-resolved', to: 'controller', protocol: 'udp', port: 53, gap: now, repeat: upTo(2) }],
  },
];
