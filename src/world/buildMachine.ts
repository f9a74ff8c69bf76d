import type { Account } from '../model/account.js';
import type { Address } from '../model/address.js';
import type { FalconSensor, Host, HostAddresses, Platform, SysmonSensor } from '../model/host.js';
import type { RandomSource } from '../random/randomSource.js';
import { accountOn } from './accounts.js';
import { addressOf, ipv6With } from './addresses.js';
import { operatingSystems } from './operatingSystems.js';
import { processClock } from './processValues.js';
import { freePid, listenersOf, rpcPortsOf, serviceProcesses } from './serviceProcesses.js';
import { SYSMON_PIDS, SYSMON_THREADS } from './services.js';
import type { Machine } from './world.js';
import type { HostSpec, WorldSpec } from './worldSpec.js';

const DAY = 86_400_000_000;

/** What all machines of a world share. */
export interface Site {
  readonly ipv4: string;
  readonly ipv6?: string;
  readonly domain?: { readonly dns: string; readonly netbios: string };
  /** Whether reverse lookups of inside addresses give full names. */
  readonly reverseZone: boolean;
  readonly publicAddress: Address;
  readonly cid: string;
  /** What the sensors of all hosts have in common, unless a host says otherwise. */
  readonly sysmon: NonNullable<WorldSpec['sysmon']>;
  /** Start of the story, microseconds since 1970-01-01 UTC. */
  readonly start: number;
}

export interface MachinePlan {
  readonly id: string;
  readonly index: number;
  readonly spec: HostSpec;
  readonly site: Site;
  readonly name: string;
  readonly ipv4: Address;
  readonly user: Account | undefined;
  readonly background: boolean;
}

const DEFAULT_SYSTEM = {
  workstation: 'windows-11',
  server: 'windows-server-2022',
  'domain-controller': 'windows-server-2022',
} as const;

/** Builds one host with its sensors and long-running processes. Nothing in it depends on other hosts but its address and name. */
export function buildMachine(random: RandomSource, plan: MachinePlan): Machine {
  const { spec, site, user } = plan;
  const os = operatingSystems.get(spec.os ?? DEFAULT_SYSTEM[spec.role])!;
  const joined = spec.joined ?? (site.domain !== undefined && os.platform === 'windows');
  const full = joined && site.domain ? `${plan.name}.${site.domain.dns}` : plan.name;
  const boot = {
    at: spec.bootAt ?? site.start - random.fork('boot').integer(DAY, 18 * DAY),
    id: spec.bootId ?? random.fork('boot id').integer(3, 24),
  };
  const sensors = spec.sensors ?? (os.platform === 'windows' ? ['sysmon', 'falcon'] : ['falcon']);
  const host: Host = {
    id: plan.id,
    index: plan.index,
    name: plan.name,
    computer: full,
    reverseName: reverseNameOf(plan, joined, os.platform),
    role: spec.role,
    os,
    ...(joined && site.domain && { domain: site.domain.netbios }),
    addresses: addressesOf(random.fork('addresses'), plan),
    boot,
    clock: clockOf(random.fork('clock'), plan),
    ...(sensors.includes('sysmon') && {
      sysmon: sysmonOf(random.fork('sysmon'), { ...site.sysmon, ...present(spec.sysmon) }, new Set(spec.takenPids)),
    }),
    ...(sensors.includes('falcon') && { falcon: falconOf(random.fork('falcon'), plan, os.platform) }),
  };
  const rpcPorts = rpcPortsOf(random.fork('rpc'), host, spec.ports ?? {});
  // Without a domain every host keeps accounts of its own.
  const worker = spec.role === 'workstation' && os.platform === 'windows' && user ? accountOn(user, host, joined) : undefined;
  const clock = processClock(random.fork('processes'), host);
  return {
    host,
    services: serviceProcesses(
      random.fork('services'),
      host,
      worker,
      clock,
      site.start,
      spec.services ?? {},
      new Set(spec.takenPids),
    ),
    listeners: listenersOf(host),
    rpcPorts,
    processClock: clock,
    ...(worker && { user: worker }),
    background: plan.background,
  };
}

/** A reverse zone has full names, of Linux hosts too; without one Windows answers for itself, by NetBIOS. */
function reverseNameOf({ spec, site, name }: MachinePlan, joined: boolean, platform: Platform): string {
  if (spec.reverseName !== undefined) return spec.reverseName === 'none' ? '' : spec.reverseName;
  if (site.domain && site.reverseZone && (joined || platform === 'linux')) return `${name}.${site.domain.dns}`;
  return platform === 'windows' ? name : '';
}

function addressesOf(random: RandomSource, { spec, site, ipv4 }: MachinePlan): HostAddresses {
  const pinned = spec.addresses ?? {};
  const stable = pinned.ipv6 ? addressOf(pinned.ipv6) : site.ipv6 && ipv6With(random.fork('stable'), site.ipv6);
  // Servers keep one address; clients go out from a temporary one.
  const temporary = pinned.temporary
    ? addressOf(pinned.temporary)
    : site.ipv6 && spec.role === 'workstation' && ipv6With(random.fork('temporary'), site.ipv6);
  return {
    ipv4,
    linkLocal: pinned.linkLocal ? addressOf(pinned.linkLocal) : ipv6With(random.fork('link-local'), 'fe80::/64'),
    ...(stable && { stable }),
    ...(temporary && { temporary }),
  };
}

/** Domain members keep within tens of milliseconds of true time; both clocks of a machine that was never suspended agree within 8 ms. */
function clockOf(random: RandomSource, { spec, site }: MachinePlan): Host['clock'] {
  const wall = spec.clock?.wall ?? random.fork('wall').integer(-45_000, 45_000);
  return {
    wall,
    trace: spec.clock?.trace ?? wall + random.fork('trace').integer(-8_000, 8_000),
    drift: spec.clock?.drift ?? random.fork('drift').integer(-5, 5) / 10,
    since: site.start,
  };
}

/** Without the keys that the story leaves out: they must not hide what holds for all hosts. */
const present = <T extends object>(values: T | undefined) =>
  Object.fromEntries(Object.entries(values ?? {}).filter(([, value]) => value !== undefined)) as Partial<T>;

function sysmonOf(random: RandomSource, sysmon: NonNullable<HostSpec['sysmon']>, taken: ReadonlySet<number>): SysmonSensor {
  const multipleOf4 = (label: string, [low, high]: readonly [number, number]) =>
    low + random.fork(label).integer(0, (high - low) / 4) * 4;
  return {
    era: sysmon.era ?? '11',
    // Widespread configurations turn it off; a fifth of the real events have it on.
    dnsLookup: sysmon.dnsLookup ?? false,
    machineId: (sysmon.machineId ?? random.fork('machine id').hex(8)).toUpperCase(),
    processId: sysmon.processId ?? freePid(random.fork('pid'), ...SYSMON_PIDS, 4, taken),
    threadId: sysmon.threadId ?? multipleOf4('thread', SYSMON_THREADS),
    syslogPrefix: false,
  };
}

/** A feed's sensors of one platform run one build and share one configuration state. */
function falconOf(random: RandomSource, { spec, site }: MachinePlan, platform: Platform): FalconSensor {
  const { falcon = {} } = spec;
  const fleet = fleetOf(site.cid, platform);
  return {
    aid: falcon.aid ?? random.fork('aid').hex(32),
    keySet: platform === 'windows' ? 'windows-2025' : 'linux-2021',
    cid: site.cid,
    aip: falcon.aip ? addressOf(falcon.aip) : site.publicAddress,
    configBuild: falcon.configBuild ?? fleet.configBuild,
    configStateHash: String(falcon.configStateHash ?? fleet.configStateHash),
  };
}

/** Builds as seen: 1007, platform bits (Windows 3, Linux 8), seven digits, a small number. */
function fleetOf(cid: string, platform: Platform): { configBuild: string; configStateHash: number } {
  const number = Number.parseInt(cid.slice(0, 8), 16);
  return platform === 'windows'
    ? {
        configBuild: `1007.3.00199${String(number % 100).padStart(2, '0')}.${[10, 11, 15][number % 3]}`,
        configStateHash: Number.parseInt(cid.slice(8, 16), 16),
      }
    : {
        configBuild: `1007.8.00113${String(number % 100).padStart(2, '0')}.1`,
        configStateHash: Number.parseInt(cid.slice(16, 24), 16),
      };
}
