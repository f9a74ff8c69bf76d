import type { Host, Platform } from '../model/host.js';
import { type Quantiles, quantiles, valueAt } from '../random/quantiles.js';
import type { RandomSource } from '../random/randomSource.js';

/**
 * What the sensors derive from the moment at which a process starts. All of it grows with that moment and none of it is a counter, so a
 * process more or less changes no other.
 */
export interface ProcessClock {
  /** The next free values for a process that starts at `at` (microseconds, true time); each call gives a value once. */
  luid(at: number): number;
  startKey(at: number): number;
  uniqueProcessId(at: number): string;
}

/** Sequence numbers of services end below this one; processes of users and stories come after. */
const FIRST_LATE_KEY = 0xc0;
/** Token ids of a boot's first minutes lie below; System's is 0x3EB. */
const FIRST_LATE_LUID = 0x1_0000;

/**
 * Where Falcon's ids of a boot begin: a number from a range, and how many zeros follow it, of which the last six are drawn too. Windows ids
 * have 10 to 14 digits, those of Linux 14, of macOS 18; those of iOS have 19 or 20, pass 2^63 and stay below 2^64.
 */
const FALCON_IDS: Readonly<Record<Platform, { readonly high: readonly [number, number]; readonly zeros: bigint }>> = {
  windows: { high: [100_000, 40_000_000], zeros: 6n },
  linux: { high: [12_000_000, 39_000_000], zeros: 6n },
  macos: { high: [100_000, 989_999], zeros: 12n },
  ios: { high: [1_000_000, 18_000_000], zeros: 12n },
};

/** @param host - Its boot is where all three count from. */
export function processClock(random: RandomSource, host: Pick<Host, 'boot' | 'os'>): ProcessClock {
  const keys = slowing(random.fork('keys'), KEYS);
  const luids = slowing(random.fork('luids'), LUIDS);
  const { high, zeros } = FALCON_IDS[host.os.platform];
  // A BigInt, for the ids of Apple's systems pass 2^53; worked out once per process, so it may take its time.
  const base = BigInt(random.integer(...(high as [number, number]))) * 10n ** zeros + BigInt(random.integer(0, 999_999));
  const seconds = (at: number) => Math.max(0, at - host.boot.at) / 1_000_000;
  return {
    luid: once((at) => FIRST_LATE_LUID + luids(seconds(at))),
    startKey: once((at) => FIRST_LATE_KEY + keys(seconds(at))),
    uniqueProcessId: (
      (next) => (at) =>
        String(base + BigInt(next(at)))
    )(once((at) => Math.floor(Math.max(0, at - host.boot.at)))),
  };
}

/**
 * Boots and first log-ons are busy, what comes after is not: by how much a number rises, per second, up to some second and from then on.
 * About a hundred processes a minute start just after the boot and some tenths to six later; about a thousand token ids a second are given
 * out in the first hour, and tens later, which stay below 2^32 for a year (`docs/structure.md`).
 */
interface Slowing {
  readonly busy: number;
  readonly first: Quantiles;
  readonly later: Quantiles;
}
const KEYS: Slowing = { busy: 600, first: quantiles([0, 500], [1, 2000]), later: quantiles([0, 2], [0.5, 15], [1, 100]) };
const LUIDS: Slowing = {
  busy: 3600,
  first: quantiles([0, 500_000], [1, 1_400_000]),
  later: quantiles([0, 15_000], [1, 120_000]),
};

/** @returns How much it has risen at a second after the boot. Rates are thousandths a second. */
function slowing(random: RandomSource, { busy, first, later }: Slowing): (second: number) => number {
  const rate = (of: Quantiles, name: string) => valueAt(of, random.fork(name).integer(0, 0xffff_ffff));
  const early = rate(first, 'early');
  const late = rate(later, 'late');
  return (second) => Math.floor((Math.min(second, busy) * early + Math.max(0, second - busy) * late) / 1000);
}

/** Two processes that start in one step of the scale get neighbouring values, in the order in which they are declared. */
function once(value: (at: number) => number): (at: number) => number {
  const given = new Set<number>();
  return (at) => {
    let candidate = value(at);
    while (given.has(candidate)) candidate += 1;
    given.add(candidate);
    return candidate;
  };
}
