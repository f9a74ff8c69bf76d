import type { Account } from '../model/account.js';
import type {
  FalconKeySet,
  FalconSensor,
  Host,
  OperatingSystem,
  Platform,
  Profile,
  Role,
  SysmonEra,
  SysmonSensor,
} from '../model/host.js';
import { quantiles, valueAt } from '../random/quantiles.js';
import type { RandomSource } from '../random/randomSource.js';
import { accountOn } from './accounts.js';
import { addressOf } from './addresses.js';
import { type Fleet, keySetAt } from './falconFleet.js';
import { hostAddresses, temporariesOf } from './hostAddresses.js';
import type { HostPlace } from './hostPlaces.js';
import { logOn } from './logOn.js';
import { newestAt, operatingSystemOf, sensorsOf } from './operatingSystems.js';
import { Presence } from './presence.js';
import { processClock } from './processValues.js';
import { freePid, listenersOf, rpcPortsOf, serviceProcesses } from './serviceProcesses.js';
import { LINUX_SYSMON_PIDS, SYSMON_PIDS, SYSMON_THREADS } from './services.js';
import type { Machine } from './world.js';
import type { HostSpec, WorldSpec } from './worldSpec.js';

const DAY = 86_400_000_000;
/** From the boot of a host to the start of the story at least, where the story does not say when it booted. */
export const LEAST_UPTIME = DAY;

/** What all machines of a world share. */
export interface Shared {
  readonly domain?: { readonly dns: string; readonly netbios: string };
  /** Whether reverse lookups of inside addresses give full names. */
  readonly reverseZone: boolean;
  readonly cid: string;
  /** What the Falcon sensors of a key set have in common. */
  readonly fleet: (keySet: FalconKeySet) => Fleet;
  /** What the sensors of all hosts have in common, unless a host says otherwise. */
  readonly sysmon: NonNullable<WorldSpec['sysmon']>;
  /** Start of the story, microseconds since 1970-01-01 UTC. */
  readonly start: number;
  /** The start that the story says itself: what systems there are follows from it. */
  readonly told: number;
}

export interface MachinePlan {
  readonly id: string;
  readonly index: number;
  readonly spec: HostSpec;
  readonly shared: Shared;
  readonly place: HostPlace;
  readonly name: string;
  readonly user: Account | undefined;
  readonly background: boolean;
}

/** How often a machine has booted: half of the laboratories' 4 to 8 times, one machine hundreds of times. */
const BOOT_IDS = quantiles([0, 3], [0.25, 4], [0.5, 6], [0.75, 9], [0.95, 40], [1, 400]);

/** From the boot to the start of a service that a story pins, microseconds: lsass comes up after 7 to 8 s. */
const BOOT_TO_SERVICE = 8_000_000;

/** One list for all of a large office. */
const NONE_HELD: readonly number[] = [];

/** Builds one host with its sensors and long-running processes. Nothing in it depends on other hosts but its address and name. */
export function buildMachine(random: RandomSource, plan: MachinePlan): Machine {
  const { spec, shared } = plan;
  const { site } = plan.place;
  const os = operatingSystemOf(spec, shared.told);
  const joined = spec.joined ?? (shared.domain !== undefined && os.platform === 'windows');
  const full = joined && shared.domain ? `${plan.name}.${shared.domain.dns}` : plan.name;
  const presence = new Presence(random.fork('presence'), site.utcOffset);
  const daily = plan.background && spec.role === 'workstation' && random.fork('shut down').integer(1, SHUT_DOWN) === 1;
  const boot = {
    at: daily
      ? morningBoot(random.fork('boot'), presence, shared.start)
      : (spec.bootAt ?? bootBefore(spec.services, shared.start - random.fork('boot').integer(LEAST_UPTIME, 18 * DAY))),
    id: spec.bootId ?? valueAt(BOOT_IDS, random.fork('boot id').integer(0, 0xffff_ffff)),
  };
  const ofAddresses = random.fork('addresses');
  const temporaries = temporariesOf(ofAddresses, plan);
  const sensors = sensorsOf(spec, os.platform, shared.told);
  const host: Host = {
    id: plan.id,
    index: plan.index,
    name: plan.name,
    computer: full,
    reverseName: reverseNameOf(plan, joined, os.platform),
    role: spec.role,
    profile: spec.profile ?? PROFILES[spec.role],
    os,
    ...(joined && shared.domain && { domain: shared.domain.netbios }),
    addresses: hostAddresses(ofAddresses, plan),
    boot,
    clock: clockOf(random.fork('clock'), plan, os),
    ...(sensors.includes('sysmon') && {
      sysmon: sysmonOf[os.platform === 'linux' ? 'linux' : 'windows'](random.fork('sysmon'), plan, new Set(spec.takenPids)),
    }),
    ...(sensors.includes('falcon') && { falcon: falconOf(random.fork('falcon'), plan, os.platform) }),
  };
  const heldPorts = spec.heldPorts ?? NONE_HELD;
  const rpcPorts = rpcPortsOf(random.fork('rpc'), host, spec.ports ?? {}, spec.served ?? [], heldPorts);
  const worker = workerOf(plan, host, joined);
  const clock = processClock(random.fork('processes'), host);
  return {
    host,
    site,
    presence,
    ...(temporaries && { temporaries }),
    services: serviceProcesses(
      random.fork('services'),
      host,
      worker,
      clock,
      plan.background ? Infinity : shared.start,
      logOn(random.fork('log-on'), presence, shared.start, plan.background),
      shared.told,
      spec.services ?? {},
      new Set(spec.takenPids),
    ),
    listeners: listenersOf(host),
    rpcPorts,
    heldPorts,
    ...(!plan.background && { processClock: clock }),
    ...(worker && { user: worker }),
    background: plan.background,
  };
}

/** Who works at a host, as it knows the account: without a domain every host keeps its own. Hosts of a story that are no Windows have accounts by name only. */
function workerOf({ spec, user, background }: MachinePlan, host: Host, joined: boolean): Account | undefined {
  if (!user || spec.role !== 'workstation') return undefined;
  if (host.os.platform === 'windows') return accountOn(user, host, joined);
  return background ? user : undefined;
}

/** One workstation in so many is shut down in the evening. */
const SHUT_DOWN = 5;
const STEP = 300_000_000;

/** A minute before somebody comes, on the day of the start or the last one before it on which somebody does: that day it is off until then. */
function morningBoot(random: RandomSource, presence: Presence, start: number): number {
  let day = presence.dayOf(Math.floor(start / STEP));
  while (presence.begins(day) < 0) day -= 1;
  return presence.begins(day) * STEP - random.integer(20_000_000, 90_000_000);
}

/** What a host is used for where nobody says. */
const PROFILES: Readonly<Record<Role, Profile>> = {
  workstation: 'workstation',
  server: 'member-server',
  'domain-controller': 'domain-controller',
};

/** Services come up within seconds of the boot: with one whose start is pinned, its host booted before. @param drawn - As the seed has it. */
function bootBefore(services: HostSpec['services'] = {}, drawn: number): number {
  const starts = Object.values(services).flatMap(({ startAt }) => (startAt === undefined ? [] : [startAt]));
  return Math.min(drawn, ...starts.map((start) => start - BOOT_TO_SERVICE));
}

/** A reverse zone has full names, of Linux hosts and Macs too; telephones come and go. Without one Windows answers for itself, by NetBIOS. */
function reverseNameOf({ spec, shared, name }: MachinePlan, joined: boolean, platform: Platform): string {
  if (spec.reverseName !== undefined) return spec.reverseName === 'none' ? '' : spec.reverseName;
  if (shared.domain && shared.reverseZone && (joined || platform === 'linux' || platform === 'macos'))
    return `${name}.${shared.domain.dns}`;
  return platform === 'windows' ? name : '';
}

/**
 * Domain members keep within tens of milliseconds of true time; both clocks of a machine that was never suspended agree within 8 ms.
 * On Linux UtcTime comes out 5 to 8 ms after TimeCreated, which lies up to 3 ms after the connection: so the trace clock is ahead.
 */
const TRACE_AHEAD = { windows: [-8_000, 8_000], linux: [6_000, 8_000] } as const;

function clockOf(random: RandomSource, { spec, shared }: MachinePlan, { platform }: OperatingSystem): Host['clock'] {
  const wall = spec.clock?.wall ?? random.fork('wall').integer(-45_000, 45_000);
  const [least, most] = TRACE_AHEAD[platform === 'linux' ? 'linux' : 'windows'];
  return {
    wall,
    trace: spec.clock?.trace ?? wall + random.fork('trace').integer(least, most),
    drift: spec.clock?.drift ?? random.fork('drift').integer(-5, 5) / 10,
    since: shared.start,
    ...(spec.clockJumps && { jumps: spec.clockJumps }),
  };
}

/** Without the keys that the story leaves out: they must not hide what holds for all hosts. */
const present = <T extends object>(values: T | undefined) =>
  Object.fromEntries(Object.entries(values ?? {}).filter(([, value]) => value !== undefined)) as Partial<T>;

/** By the days from which on their versions are seen in records, or (8) were to be had: `docs/fields/sysmon-winevt.md`, eras. */
const SYSMON_ERAS = [
  ['11', '2020-07-01'],
  ['10.4', '2019-12-01'],
  ['8', '2018-07-05'],
  ['6', ''],
] as const satisfies readonly (readonly [SysmonEra, string])[];

type SysmonBuilder = (random: RandomSource, plan: MachinePlan, taken: ReadonlySet<number>) => SysmonSensor;

const sysmonOf: Readonly<Record<'windows' | 'linux', SysmonBuilder>> = {
  windows(random, { spec, shared }, taken) {
    const sysmon: NonNullable<HostSpec['sysmon']> = { ...shared.sysmon, ...present(spec.sysmon) };
    const multipleOf4 = (label: string, [low, high]: readonly [number, number]) =>
      low + random.fork(label).integer(0, (high - low) / 4) * 4;
    return {
      era: sysmon.era ?? newestAt(SYSMON_ERAS, shared.start),
      // Widespread configurations turn it off; a fifth of the real events have it on.
      dnsLookup: sysmon.dnsLookup ?? false,
      machineId: machineIdOf(random, sysmon),
      processId: sysmon.processId ?? freePid(random.fork('pid'), ...SYSMON_PIDS, 4, taken),
      threadId: sysmon.threadId ?? multipleOf4('thread', SYSMON_THREADS),
      syslogPrefix: false,
    };
  },
  // It has the habits of the newest era only and never looks names up, whatever the world's Windows hosts do.
  linux(random, { spec }, taken) {
    const sysmon = spec.sysmon ?? {};
    const processId = sysmon.processId ?? freePid(random.fork('pid'), ...LINUX_SYSMON_PIDS, 1, taken);
    return {
      era: '11',
      dnsLookup: false,
      machineId: machineIdOf(random, sysmon),
      processId,
      // The first thread of a process has the id of the process.
      threadId: sysmon.threadId ?? processId,
      syslogPrefix: sysmon.syslogPrefix ?? false,
    };
  },
};

const machineIdOf = (random: RandomSource, { machineId }: NonNullable<HostSpec['sysmon']>) =>
  (machineId ?? random.fork('machine id').hex(8)).toUpperCase();

function falconOf(random: RandomSource, { spec, shared, place }: MachinePlan, platform: Platform): FalconSensor {
  const { falcon = {} } = spec;
  const keySet = falcon.keySet ?? keySetAt(platform, shared.start);
  const fleet = shared.fleet(keySet);
  return {
    aid: falcon.aid ?? random.fork('aid').hex(32),
    keySet,
    cid: shared.cid,
    aip: falcon.aip ? addressOf(falcon.aip) : place.site.publicAddress,
    configBuild: falcon.configBuild ?? fleet.configBuild,
    configStateHash: falcon.configStateHash === undefined ? fleet.configStateHash : String(falcon.configStateHash),
  };
}
