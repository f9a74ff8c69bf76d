import type { Profile } from '../../model/host.js';
import type { Quantiles } from '../../random/quantiles.js';
import type { curves } from '../sources/activity.js';

/** A host of the world, as the host whose habit it is sees it. */
export type Who =
  /** Itself. */
  | 'host'
  /** The domain controller that it uses; in a workgroup the site's resolver stands in for DNS, and the rest is left out. */
  | 'controller'
  /** A server of the world that is no controller. */
  | 'server'
  /** Another workstation of its link. */
  | 'neighbour';

/** Groups that datagrams go to; `broadcast` is that of the network. */
export type Group = 'llmnr-ipv4' | 'llmnr-ipv6' | 'mdns-ipv4' | 'mdns-ipv6' | 'ssdp-ipv4' | 'ssdp-ipv6' | 'broadcast';

/** Whom a habit talks to. */
export type Peer =
  | Who
  | Group
  /** One of the sites out there, over IPv4 or, where the host has an address for it, IPv6. */
  | 'web'
  /** A resolver of the provider. */
  | 'resolver'
  /** Who begins, by 127.0.0.1, ::1, its own IPv4 address or its own link-local one. */
  | 'loopback-ipv4'
  | 'loopback'
  | 'own ipv4'
  | 'own link-local';

/** Who talks to whom over what. */
export interface Talk {
  /** Who begins; absent: the host itself. */
  readonly by?: Who;
  /** Service id of the process that connects, or several: the first that its host has. */
  readonly from: string | readonly string[];
  readonly to: Peer;
  readonly protocol: 'tcp' | 'udp';
  /** Absent with `rpc`, and where a datagram answers one from a port of the dynamic range. */
  readonly port?: number;
  /** Dynamic RPC interface of the peer. */
  readonly rpc?: string;
  readonly sourcePort?: number;
  /** Service id of who takes it, where that is not who listens; of a group: who hears it. */
  readonly takenBy?: string;
  /** Of a group: whose service hears it; the sender's own host or a neighbour. */
  readonly heardAt?: 'host' | 'neighbour';
}

export interface HabitMember {
  /** The same object for members that differ in their times only. */
  readonly talk: Talk;
  /** Microseconds after the member before. */
  readonly gap: Quantiles;
  /** How many in a row; absent: one. */
  readonly repeat?: Quantiles;
  /** Left out where its host or its peer is not there; others take the whole habit with them. */
  readonly optional?: boolean;
}

export interface Habit {
  readonly id: string;
  readonly profiles: readonly Profile[];
  /** When it happens; absent: whenever. */
  readonly curve?: keyof typeof curves;
  /** Bursts per hour while somebody is there, or the period of a timer in microseconds. */
  readonly perHour?: number;
  readonly every?: number;
  readonly members: readonly HabitMember[];
}
