import type { Account } from '../model/account.js';
import type { Host, Platform } from '../model/host.js';
import type { Process } from '../model/process.js';
import { keyedPermutation } from '../random/permutation.js';
import type { RandomSource } from '../random/randomSource.js';
import { slotsByName } from '../random/slots.js';
import { ownAccount, unixAccount } from './accounts.js';
import { latestLogOn } from './logOn.js';
import { newestAt } from './operatingSystems.js';
import type { ProcessClock } from './processValues.js';
import { remembered } from './remembered.js';
import { PORTS_OF_ROLES, type ServiceTemplate, servicesByPlatform } from './services.js';
import { SharedKeyMap } from './sharedKeyMap.js';
import type { ServicePins } from './worldSpec.js';

/** System's token id, `0010EB03` in the old ProcessGuid of nearly every host. */
const SYSTEM_LUID = 0x3eb;
/** Token ids of services: above the built-in ones, below those of users. */
const SERVICE_LUIDS = [0x8000, 0xffff] as const;

/** What the hosts of one role and platform have in common. */
interface HostKind {
  readonly services: readonly ServiceTemplate[];
  readonly listeners: ReadonlyMap<string, string>;
}

type KindOfHost = Pick<Host, 'role' | 'profile' | 'os'>;

function hostKind({ role, profile, os: { id, platform } }: KindOfHost): HostKind {
  const services = servicesByPlatform[platform].filter(
    ({ roles, profiles, systems }) =>
      (roles?.includes(role) ?? true) && (profiles?.includes(profile) ?? true) && (systems?.includes(id) ?? true),
  );
  const offers = (port: number) => PORTS_OF_ROLES.get(port)?.includes(role) ?? true;
  const listeners = services.flatMap(({ id, tcp = [], udp = [] }) => [
    ...tcp.filter(offers).map((port) => [`tcp/${port}`, id] as const),
    ...udp.filter(offers).map((port) => [`udp/${port}`, id] as const),
  ]);
  return { services, listeners: new Map(listeners) };
}

/** What hosts of one kind have in common is worked out once. */
const kinds = new Map<string, HostKind>();

function kindOf(host: KindOfHost): HostKind {
  const name = `${host.role} ${host.profile} ${host.os.id}`;
  const known = kinds.get(name) ?? hostKind(host);
  kinds.set(name, known);
  return known;
}

/** The services that a host has; some of its kind lack a few of them. */
export function servicesOf(host: Host): readonly ServiceTemplate[] {
  return kindOf(host).services;
}

/** Which service answers at which port, `tcp/445`. */
export function listenersOf(host: KindOfHost): ReadonlyMap<string, string> {
  return kindOf(host).listeners;
}

/**
 * The processes that run on a host before the story begins.
 *
 * @param start - Of the story: a host that booted only just before it has started everything by then. Infinity: it takes its time.
 * @param loggedOn - When the user did whose programs run, microseconds; where that is before the boot, they follow the boot.
 * @param told - The start that the story says itself: what programs there are follows from it.
 * @param pinned - By service id.
 * @param taken - Process ids that are not free.
 */
export function serviceProcesses(
  random: RandomSource,
  host: Host,
  user: Account | undefined,
  clock: ProcessClock,
  start: number,
  loggedOn: number,
  told: number,
  pinned: Readonly<Record<string, ServicePins>>,
  taken: ReadonlySet<number>,
): ReadonlyMap<string, Process> {
  const step = host.os.platform === 'windows' ? 4 : 1;
  const latest = Math.max(0, Math.floor((start - host.boot.at) / 2));
  const folder = host.role === 'workstation' && random.fork('windows folder').integer(1, 6) === 1 ? 'C:\\WINDOWS' : 'C:\\Windows';
  const templates = servicesOf(host).filter(
    ({ account, until }) => (account !== 'the user' || user) && (until === undefined || told < Date.parse(until) * 1000),
  );
  const firstOfUser = firstStartOfUser(templates);
  const startOf = ({ id, account, starts: [early, late] }: ServiceTemplate) => {
    if (early === 0) return host.boot.at;
    const after = random
      .fork(id)
      .fork('start')
      .integer(early * 1_000_000, late * 1_000_000 - 1);
    // Nobody logs on to a machine before its services are there.
    if (account === 'the user' && loggedOn >= host.boot.at + firstOfUser) return loggedOn + after - firstOfUser;
    return host.boot.at + Math.min(after, latest);
  };
  const begun = templates
    .map((template, i) => ({ template, i, startedAt: pinned[template.id]?.startAt ?? startOf(template) }))
    // What is counted from the boot on is given out in the order of the starts.
    .sort((one, other) => one.startedAt - other.startedAt);
  return new SharedKeyMap(
    begun.map(({ template, i, startedAt }) => {
      const own = random.fork(template.id);
      const [low, high] = template.pids;
      const pins = pinned[template.id] ?? {};
      // An even share of the range for each service: token ids rise with the start and never meet.
      const share = Math.floor((SERVICE_LUIDS[1] - SERVICE_LUIDS[0]) / templates.length);
      const naturalLuid = () => {
        if (template.id === 'System') return SYSTEM_LUID;
        return template.account === 'the user'
          ? clock.luid(startedAt)
          : SERVICE_LUIDS[0] + i * share + own.fork('luid').integer(0, share - 1);
      };
      const process: Process = {
        host,
        name: template.id,
        image: pins.image ?? tracedImage(own, placeOf(template.image, told).replace('{user}', user?.name ?? ''), folder),
        account: accountOf(template, user),
        processId: pins.pid ?? freePid(own.fork('pid'), low, high, step, taken),
        startedAt,
        luid: pins.luid ?? naturalLuid(),
        startKey:
          pins.startKey ??
          (template.startKeys
            ? own.fork('start key').integer(...(template.startKeys as [number, number]))
            : clock.startKey(startedAt)),
        uniqueProcessId: pins.uniqueProcessId ?? clock.uniqueProcessId(startedAt),
      };
      return [template.id, process] as const;
    }),
  );
}

const placeOf = (image: ServiceTemplate['image'], told: number): string =>
  typeof image === 'string' ? image : newestAt(image, told);

/** How long after a boot the first program of a user starts, microseconds: the user has logged on just before. */
const firstStartOfUser = (templates: readonly ServiceTemplate[]) =>
  Math.min(...templates.flatMap(({ account, starts }) => (account === 'the user' ? [starts[0] * 1_000_000] : [])));

/**
 * When a service of a host of the story has started at the latest.
 *
 * @param boot - Of the host. Microseconds since 1970-01-01 UTC, as is the result.
 */
export function latestServiceStart(host: Host, name: string, boot: number): number {
  const services = servicesOf(host);
  const {
    account,
    starts: [early, late],
  } = services.find(({ id }) => id === name)!;
  const afterBoot = boot + (early === 0 ? 0 : Math.min(late * 1_000_000, Math.max(0, Math.floor((host.clock.since - boot) / 2))));
  if (account !== 'the user') return afterBoot;
  return Math.max(afterBoot, latestLogOn(host.clock.since) + late * 1_000_000 - firstStartOfUser(services));
}

/** A process id of a pool, both ends included; the next where it is taken. */
export function freePid(random: RandomSource, low: number, high: number, step: number, taken: ReadonlySet<number>): number {
  const places = (high - low) / step + 1;
  const first = random.integer(0, places - 1);
  for (let i = 0; i < places; i += 1) {
    const pid = low + ((first + i) % places) * step;
    if (!taken.has(pid)) return pid;
  }
  return low;
}

function accountOf({ account }: ServiceTemplate, user: Account | undefined): Account {
  if (account === 'the user') return user!;
  return ownAccount(account) ?? unixAccount(account);
}

/**
 * The letter case in which the network trace shows an image: services are registered with `%SystemRoot%\system32`, so a part of them
 * appears with a small s, for as long as they run; and machines that were upgraded have their folder in capitals.
 */
function tracedImage(random: RandomSource, image: string, folder: string): string {
  const small = image.endsWith('\\svchost.exe') && random.fork('image').integer(1, 4) === 1;
  return spelled((small ? image.replace('System32', 'system32') : image).replace(/^C:\\Windows\\/u, `${folder}\\`));
}

/** One text for all hosts that spell an image alike. */
const spelled = remembered((image: string) => image);

/** Services that start with the machine share the first six dynamic ports; the two that come late lie above. */
const EARLY_RPC = ['lsarpc', 'eventlog', 'atsvc', 'spoolss'];
const FIRST_DYNAMIC = 49_664;
const LATE_RPC: Readonly<Record<string, readonly [number, number]>> = { svcctl: [49_670, 49_760], winmgmt: [49_761, 51_200] };

/** Where services get their ports that start with a story: above those of the system, below the last ports that counters reach. */
const SERVED: Readonly<Record<Platform, readonly [number, number]>> = {
  windows: [51_201, 65_000],
  linux: [33_000, 60_000],
  macos: [51_201, 65_000],
  ios: [51_201, 65_000],
};

/**
 * The port of each dynamic RPC interface of a host: one per service and boot.
 *
 * @param served - Services that processes of the story offer.
 * @param held - Ports at which others listen.
 */
export function rpcPortsOf(
  random: RandomSource,
  host: Host,
  pinned: Readonly<Record<string, number>>,
  served: readonly string[],
  held: readonly number[],
): ReadonlyMap<string, number> {
  const early = keyedPermutation(random.fork('early'), 6);
  const interfaces = servicesOf(host).flatMap(({ rpc = [] }) => rpc);
  const [low, high] = SERVED[host.os.platform];
  const others = new Set(served.filter((name) => !interfaces.includes(name)));
  const taken = new Set([...Object.values(pinned), ...held].map((port) => port - low));
  const slots = slotsByName(
    random.fork('served'),
    [...others],
    high - low + 1,
    new Set([...taken].filter((slot) => slot >= 0 && slot <= high - low)),
  );
  return new SharedKeyMap([
    ...[...others].map((name, i) => [name, pinned[name] ?? low + slots[i]!] as const),
    ...interfaces.map((name) => {
      const late = LATE_RPC[name];
      const port = late
        ? free(random.fork(name).integer(...(late as [number, number])), held)
        : FIRST_DYNAMIC + early(EARLY_RPC.indexOf(name));
      return [name, pinned[name] ?? port] as const;
    }),
  ]);
}

/** A port, or the next that nobody holds. */
const free = (port: number, held: readonly number[]): number => (held.includes(port) ? free(port + 1, held) : port);

/** The service that serves a dynamic RPC interface. */
export function rpcOwner(host: Host, name: string): string | undefined {
  return servicesOf(host).find(({ rpc }) => rpc?.includes(name))?.id;
}
