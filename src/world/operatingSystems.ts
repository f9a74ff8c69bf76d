import type { OperatingSystem, Platform, Role } from '../model/host.js';

/**
 * The look of rendered events by Windows version, as in real records: 9 decimals ending in 00 up to Windows 10, 7 in what came
 * later; upper-case GUIDs up to 2012 R2, lower case since. `docs/fields/sysmon-winevt.md`, facts S1.8 and S4.1.
 */
const WINDOWS = [
  ['windows-7', 9, 'upper'],
  ['windows-server-2012-r2', 9, 'upper'],
  ['windows-10', 9, 'lower'],
  ['windows-server-2016', 9, 'lower'],
  ['windows-server-2019', 9, 'lower'],
  ['windows-11', 7, 'lower'],
  ['windows-server-2022', 7, 'lower'],
  ['windows-server-2025', 7, 'lower'],
] as const;

/** The operating systems that a host of the world may have, by id. */
export const operatingSystems: ReadonlyMap<string, OperatingSystem> = new Map<string, OperatingSystem>([
  ...WINDOWS.map(
    ([id, timeDigits, guidCase]) =>
      [id, { id, platform: 'windows', timeDigits, guidCase, startKeys: guidCase === 'lower' }] as const,
  ),
  // Sysmon for Linux writes nine decimals, the last three zeros, and small letters. Of the others Sysmon's look plays no part: it does
  // not exist there.
  ...(['linux', 'macos', 'ios'] as const).map(
    (id) => [id, { id, platform: id, timeDigits: 9, guidCase: 'lower', startKeys: false }] as const,
  ),
]);

/** What hosts run that do not say, newest first: by the days from which on Microsoft sold it. */
const CLIENTS = [
  ['windows-11', '2021-10-05'],
  ['windows-10', '2015-07-29'],
  ['windows-7', ''],
] as const;
const SERVERS = [
  ['windows-server-2022', '2021-08-18'],
  ['windows-server-2019', '2018-10-02'],
  ['windows-server-2016', '2016-10-12'],
  ['windows-server-2012-r2', ''],
] as const;
const DEFAULT_SYSTEMS = { workstation: CLIENTS, server: SERVERS, 'domain-controller': SERVERS } as const satisfies Record<
  Role,
  unknown
>;

/**
 * The operating system of a host.
 *
 * @param os - As the story says it; the loader has checked it.
 * @param at - Microseconds since 1970-01-01 UTC: a host that does not say runs what was new then.
 */
export function operatingSystemOf(
  { os, role }: { readonly os?: string | undefined; readonly role: Role },
  at: number,
): OperatingSystem {
  return operatingSystems.get(os ?? newestAt(DEFAULT_SYSTEMS[role], at))!;
}

/** The platform of a host; undefined where the story names no system that there is. Whoever names none has Windows. */
export const platformOf = ({ os }: { readonly os?: string | undefined }): Platform | undefined =>
  os === undefined ? 'windows' : operatingSystems.get(os)?.platform;

/** The first one that is there at a moment. @param newestFirst - With the days from which on they are; the last always was. */
export function newestAt<Name extends string>(newestFirst: readonly (readonly [Name, string])[], at: number): Name {
  return newestFirst.find(([, since]) => since === '' || Date.parse(since) * 1000 <= at)![0];
}

/** Its first release: https://github.com/microsoft/SysmonForLinux. */
const SYSMON_FOR_LINUX = Date.UTC(2021, 9, 14) * 1000;

/**
 * The sensors of a host: those that the story names, or all that there are at a moment.
 *
 * @param said - What the story says of it; to speak of its Sysmon is to say that it has one.
 * @param at - As for {@link operatingSystemOf}.
 */
export function sensorsOf(
  said: { readonly sensors?: readonly Sensor[] | undefined; readonly sysmon?: unknown },
  platform: Platform,
  at: number,
): readonly Sensor[] {
  const there = platformSensors[platform];
  if (said.sensors) return said.sensors.filter((sensor) => there.includes(sensor));
  return platform === 'linux' && said.sysmon === undefined && at < SYSMON_FOR_LINUX ? ['falcon'] : there;
}

type Sensor = 'sysmon' | 'falcon';

/** The sensors that exist for a platform. */
export const platformSensors: Readonly<Record<Platform, readonly Sensor[]>> = {
  windows: ['sysmon', 'falcon'],
  linux: ['sysmon', 'falcon'],
  macos: ['falcon'],
  ios: ['falcon'],
};
