import type { ClockJump, FalconKeySet, Profile, Role, SysmonEra } from '../model/host.js';

/** What a story fixes of a process that a host always has. */
export interface ServicePins {
  readonly image?: string | undefined;
  /** Microseconds since 1970-01-01 UTC. */
  readonly startAt?: number | undefined;
  readonly pid?: number | undefined;
  readonly luid?: number | undefined;
  readonly startKey?: number | undefined;
  readonly uniqueProcessId?: string | undefined;
}

/** What a story says of the IPv6 of a site that it does not give a network of 64 bits for. */
export interface Ipv6Spec {
  readonly plan: 'link-local' | 'ula' | 'global' | 'tunnel';
  /** 64 bits; absent: some that follow from the seed. */
  readonly network?: string | undefined;
  /** Microseconds for which a temporary address is preferred at the most; absent: it stays. */
  readonly rotate?: number | undefined;
  /** Of a tunnel. */
  readonly kind?: 'teredo' | '6to4' | 'isatap' | undefined;
}

/** What a story says of a site. Networks are written with host bits zero, and those of subnets lie in that of the site and do not meet. */
export interface SiteSpec {
  readonly ipv4?: string | undefined;
  readonly ipv6?: string | Ipv6Spec | undefined;
  /** Networks of IPv4 by id. */
  readonly subnets?: Readonly<Record<string, string>> | undefined;
  /** Seconds by which its time is ahead of UTC. */
  readonly utcOffset?: number | undefined;
}

/** The hosts of the background. */
export interface OfficeSpec {
  /** Of the workstations, these shares of 1 are developers' machines with Windows, Linux ones and Macs; the rest are ordinary ones with Windows. */
  readonly mix: Readonly<Record<OfficeKind, number>>;
  readonly servers: number;
  readonly domainControllers: number;
}

export type OfficeKind = 'developer' | 'linux' | 'macos';

/** What a story says of a host; all that is absent follows from the seed. */
export interface HostSpec {
  readonly role: Role;
  /** Of a workstation; absent: an ordinary one. */
  readonly profile?: Profile | undefined;
  /** Absent: the first one. */
  readonly site?: string | undefined;
  /** One of its site's; absent: what the site has beside its subnets. */
  readonly subnet?: string | undefined;
  /** The user who works at it; absent: one of its own. */
  readonly user?: string | undefined;
  readonly os?: string | undefined;
  readonly joined?: boolean | undefined;
  readonly sensors?: readonly ('sysmon' | 'falcon')[] | undefined;
  readonly name?: string | undefined;
  readonly reverseName?: string | undefined;
  /** Microseconds since 1970-01-01 UTC. */
  readonly bootAt?: number | undefined;
  readonly bootId?: number | undefined;
  readonly addresses?: Readonly<Partial<Record<'ipv4' | 'linkLocal' | 'ipv6' | 'temporary', string | undefined>>> | undefined;
  readonly clock?:
    | { readonly wall?: number | undefined; readonly trace?: number | undefined; readonly drift?: number | undefined }
    | undefined;
  readonly clockJumps?: readonly ClockJump[] | undefined;
  readonly sysmon?:
    | {
        readonly era?: SysmonEra | undefined;
        readonly dnsLookup?: boolean | undefined;
        readonly machineId?: string | undefined;
        readonly processId?: number | undefined;
        readonly threadId?: number | undefined;
        readonly syslogPrefix?: boolean | undefined;
      }
    | undefined;
  readonly falcon?:
    | {
        readonly aid?: string | undefined;
        readonly keySet?: FalconKeySet | undefined;
        readonly aip?: string | undefined;
        readonly configBuild?: string | undefined;
        readonly configStateHash?: number | undefined;
      }
    | undefined;
  readonly services?: Readonly<Record<string, ServicePins>> | undefined;
  /** Process ids that the story gives out itself: no service gets one of them. */
  readonly takenPids?: readonly number[] | undefined;
  readonly ports?: Readonly<Record<string, number>> | undefined;
  /** Services that processes of the story offer, each at a dynamic port of its own. */
  readonly served?: readonly string[] | undefined;
  /** Ports at which processes of the story listen: no service and no counter gives them out. */
  readonly heldPorts?: readonly number[] | undefined;
}

export interface UserSpec {
  readonly name?: string | undefined;
  readonly local?: string | undefined;
  readonly sid?: string | undefined;
}

export interface OutsideSpec {
  readonly name?: string | undefined;
  readonly reverseName?: string | undefined;
  readonly ipv4?: string | undefined;
  readonly ipv6?: string | undefined;
}

/** What a story says of its world. Keys are the ids by which the story names things. */
export interface WorldSpec {
  readonly domain?: { readonly dns: string; readonly netbios?: string | undefined } | undefined;
  /** The only one, which has no id; or {@link sites}. */
  readonly site?: SiteSpec | undefined;
  readonly sites?: Readonly<Record<string, SiteSpec>> | undefined;
  readonly cid?: string | undefined;
  /** For Windows hosts that say nothing of their own. */
  readonly sysmon?: { readonly era?: SysmonEra | undefined; readonly dnsLookup?: boolean | undefined } | undefined;
  readonly hosts: Readonly<Record<string, HostSpec>>;
  readonly users: Readonly<Record<string, UserSpec>>;
  readonly outside: Readonly<Record<string, OutsideSpec>>;
  /** Addresses, and networks of IPv4, that the story calls: a network that the seed gives has none of them, or it would be the seed whose they are. */
  readonly called?: readonly string[] | undefined;
  /** Workstations of the background, each with a user of its own. */
  readonly workstations: number;
  /** What else there is to know of the hosts of the background; absent: they are all ordinary workstations. */
  readonly office?: OfficeSpec | undefined;
  /** Start of the story, microseconds since 1970-01-01 UTC: boots and clocks count from here. */
  readonly start: number;
  /** The same as the story says it, whenever it runs; absent: {@link start}. */
  readonly told?: number | undefined;
}
