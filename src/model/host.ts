import type { Address } from './address.js';

export type Role = 'workstation' | 'server' | 'domain-controller';

/** What a host is used for: it decides which programs of its user it has, and what they do in the background. */
export type Profile = 'workstation' | 'developer' | 'member-server' | 'domain-controller';

/** Platforms by what their sensors write; those of which no record is known are none. */
export type Platform = 'windows' | 'linux' | 'macos' | 'ios';

/** What the operating system decides about the look of records. */
export interface OperatingSystem {
  readonly id: string;
  readonly platform: Platform;
  /** Decimals of `SystemTime`: 9 (ending in 00) or 7. */
  readonly timeDigits: 7 | 9;
  readonly guidCase: 'upper' | 'lower';
  /** Whether it numbers the processes of a boot, as Windows does since version 10. */
  readonly startKeys: boolean;
}

/** How far a host's clocks are from true time. */
export interface Clock {
  /** Wall clock minus true time, microseconds. */
  readonly wall: number;
  /** Network trace clock minus true time, microseconds. */
  readonly trace: number;
  /** Parts per million that both run fast, counted from `since`. */
  readonly drift: number;
  /** Microseconds since 1970-01-01 UTC, true time. */
  readonly since: number;
  /** When somebody sets the wall clock, in order. The trace clock counts from the boot and stays. */
  readonly jumps?: readonly ClockJump[];
}

/** From a moment on a wall clock is off by so much more. */
export interface ClockJump {
  /** Microseconds since 1970-01-01 UTC, true time. */
  readonly at: number;
  /** Microseconds. */
  readonly by: number;
}

export interface HostAddresses {
  readonly ipv4: Address;
  readonly linkLocal: Address;
  /** ULA or global, stable; absent where the site has none. */
  readonly stable?: Address;
  /** ULA or global, random: what outbound connections come from. */
  readonly temporary?: Address;
}

/** Named after the first Sysmon version that shows its habits. */
export type SysmonEra = '6' | '8' | '10.4' | '11';

export interface SysmonSensor {
  readonly era: SysmonEra;
  /** Whether the sensor looks up names of addresses and ports. */
  readonly dnsLookup: boolean;
  /** First group of every ProcessGuid, 8 hexadecimal digits, upper case. */
  readonly machineId: string;
  /** Of the Sysmon service. */
  readonly processId: number;
  /** The one thread that writes every Event 3 of a boot. */
  readonly threadId: number;
  /** Whether its lines come out of syslog, with syslog's own beginning; Linux only. */
  readonly syslogPrefix: boolean;
}

/** Named after the platform and the year in which the set of keys was first seen. */
export type FalconKeySet =
  | 'windows-2020'
  | 'windows-2023'
  | 'windows-2025'
  | 'macos-2020'
  | 'macos-2021'
  | 'linux-2021'
  | 'ios-2025';

export interface FalconSensor {
  /** Sensor id, 32 hexadecimal digits. */
  readonly aid: string;
  /** Which keys its version sends. */
  readonly keySet: FalconKeySet;
  /** Customer id, one per world. */
  readonly cid: string;
  /** Public address from which the cloud saw the sensor. */
  readonly aip: Address;
  readonly configBuild: string;
  readonly configStateHash: string;
}

/** A machine of the world. */
export interface Host {
  /** Its key in the story. */
  readonly id: string;
  /** Position in the world: what counters are indexed by. */
  readonly index: number;
  /** NetBIOS name. */
  readonly name: string;
  /** What the event log calls it: fully qualified in a domain, else the NetBIOS name. */
  readonly computer: string;
  /** What a reverse lookup of its address gives on other hosts; empty: nothing. */
  readonly reverseName: string;
  readonly role: Role;
  readonly profile: Profile;
  readonly os: OperatingSystem;
  /** NetBIOS name of its domain; absent in a workgroup. */
  readonly domain?: string;
  readonly addresses: HostAddresses;
  readonly boot: { readonly at: number; readonly id: number };
  readonly clock: Clock;
  readonly sysmon?: SysmonSensor;
  readonly falcon?: FalconSensor;
}

/** Wall clock minus true time, but for the drift. @param at - Microseconds. */
function wallOffset({ wall, jumps }: Clock, at: number): number {
  if (!jumps) return wall;
  return jumps.reduce((offset, jump) => (jump.at <= at ? offset + jump.by : offset), wall);
}

/** True time as the host's wall clock shows it. @param at - Microseconds. */
export function wallTime({ clock }: Host, at: number): number {
  return at + wallOffset(clock, at) + Math.floor(((at - clock.since) * clock.drift) / 1_000_000);
}

/**
 * True time as the host's wall clock shows it, to a tenth of a microsecond: an order of times stays an order, whatever the drift, until the
 * clock is set.
 *
 * @param at - Microseconds. @param tenth - Tenths of a microsecond besides.
 * @returns Tenths of a microsecond since the clock's `since`; as a number of 1970 they would pass 2^53.
 */
export function wallTenths({ clock }: Host, at: number, tenth: number): number {
  const since = (at - clock.since) * 10 + tenth;
  return since + wallOffset(clock, at) * 10 + Math.floor((since * clock.drift) / 1_000_000);
}

/** True time as the host's network trace clock shows it. @param at - Microseconds. */
export function traceTime({ clock }: Host, at: number): number {
  return at + clock.trace + Math.floor(((at - clock.since) * clock.drift) / 1_000_000);
}
