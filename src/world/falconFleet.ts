import type { FalconKeySet, FalconSensor, Platform } from '../model/host.js';
import { keyed32 } from '../random/keyed32.js';

/** The sensor versions of one platform and time. */
interface Version {
  readonly keySet: FalconKeySet;
  readonly platform: Platform;
  /** Whole year from which on sensors have it; the first of a platform has always been there. */
  readonly since: number;
  /** Build by a number of the feed's own: 1007, platform bits (Windows 3, macOS 4, Linux 8, iOS 32), digits, a small number. */
  readonly build: (feed: number) => string;
}

const digits = (feed: number) => String(feed % 100).padStart(2, '0');

/**
 * Every key set with its builds, as seen: seven digits, or on iOS a date of eight. `docs/fields/falcon-fdr.md`, key sets.
 *
 * In the order of time within a platform. The place of a row decides the configuration hash of its feed, so new rows go to the end of
 * the table.
 */
const VERSIONS: readonly Version[] = [
  { keySet: 'windows-2020', platform: 'windows', since: 2020, build: (feed) => `1007.3.00122${digits(feed)}.1` },
  { keySet: 'windows-2023', platform: 'windows', since: 2023, build: (feed) => `1007.3.00168${digits(feed)}.10` },
  { keySet: 'windows-2025', platform: 'windows', since: 2025, build: (feed) => `1007.3.00199${digits(feed)}.${[10, 11, 15][feed % 3]}` },
  { keySet: 'macos-2020', platform: 'macos', since: 2020, build: (feed) => `1007.4.00122${digits(feed)}.1` },
  { keySet: 'macos-2021', platform: 'macos', since: 2021, build: (feed) => `1007.4.00137${digits(feed)}.1` },
  { keySet: 'linux-2021', platform: 'linux', since: 2021, build: (feed) => `1007.8.00113${digits(feed)}.1` },
  { keySet: 'ios-2025', platform: 'ios', since: 2025, build: (feed) => `1007.32.202402${String((feed % 28) + 1).padStart(2, '0')}.1` },
]; // biome-ignore format: one row per key set

/** The key sets of a platform, oldest first. */
export const keySetsOf = (platform: Platform): FalconKeySet[] =>
  VERSIONS.filter((version) => version.platform === platform).map(({ keySet }) => keySet);

/** What the second number of ConfigBuild may be: bits for the architectures of a platform. */
export const buildPlatforms: Readonly<Record<Platform, readonly string[]>> = {
  windows: ['1', '2', '3'],
  linux: ['8', '128'],
  macos: ['4'],
  ios: ['32'],
};

/** The newest key set of a platform at a moment: sensors update themselves. @param at - Microseconds since 1970-01-01 UTC. */
export function keySetAt(platform: Platform, at: number): FalconKeySet {
  const all = VERSIONS.filter((version) => version.platform === platform);
  const there = all.filter(({ since }) => Date.UTC(since, 0, 1) * 1000 <= at);
  return (there.at(-1) ?? all[0]!).keySet;
}

/** What the sensors of one key set have in common in one feed: they run one build and share one configuration state. */
export type Fleet = Pick<FalconSensor, 'configBuild' | 'configStateHash'>;

export function fleetOf(cid: string, keySet: FalconKeySet): Fleet {
  const [feed, second, third] = [0, 8, 16].map((from) => Number.parseInt(cid.slice(from, from + 8), 16)) as [
    number,
    number,
    number,
  ];
  const place = VERSIONS.findIndex((version) => version.keySet === keySet);
  return { configBuild: VERSIONS[place]!.build(feed), configStateHash: String(stateHash(keySet, place, second, third)) };
}

/** The two key sets that came first take their hashes straight from the feed: the recorded outputs hold them. */
function stateHash(keySet: FalconKeySet, place: number, second: number, third: number): number {
  if (keySet === 'windows-2025') return second;
  return keySet === 'linux-2021' ? third : keyed32(second, third, place, 0);
}
