import type { Host, Platform } from '../model/host.js';
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
  // A host starts two to twelve processes a minute, and opens some tens of tokens a second.
  const keysPerSecond = random.integer(3, 20) / 100;
  const luidsPerSecond = random.integer(15, 60);
  const { high, zeros } = FALCON_IDS[host.os.platform];
  // A BigInt, for the ids of Apple's systems pass 2^53; worked out once per process, so it may take its time.
  const base = BigInt(random.integer(...(high as [number, number]))) * 10n ** zeros + BigInt(random.integer(0, 999_999));
  const seconds = (at: number) => Math.max(0, at - host.boot.at) / 1_000_000;
  return {
    luid: once((at) => FIRST_LATE_LUID + Math.floor(seconds(at) * luidsPerSecond)),
    startKey: once((at) => FIRST_LATE_KEY + Math.floor(seconds(at) * keysPerSecond)),
    uniqueProcessId: (
      (next) => (at) =>
        String(base + BigInt(next(at)))
    )(once((at) => Math.floor(Math.max(0, at - host.boot.at)))),
  };
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
