import { linuxWriter } from '../generators/sysmon/linuxWriter.js';
import { type SysmonWriter, sysmonWriter } from '../generators/sysmon/writer.js';
import { burstyCount, perCellOf } from '../random/burstyCount.js';
import type { RandomSource } from '../random/randomSource.js';
import type { ProcessStart } from '../scenarios/plan.js';
import type { Machine } from '../world/world.js';
import { type CountedPorts, countedPorts } from './countedPorts.js';

/** What a host adds to its connections and records. All of it is a function of time: nothing here remembers a connection. */
export interface HostState {
  readonly ports: CountedPorts;
  /** Where the port counter stands before anything is counted, ports of unseen connections included. */
  portBase(at: number): number;
  /** Where the record id stands before any Event 3 is counted: ids of other Sysmon events. @param written - True time of writing. */
  recordBase(written: number): number;
  readonly writer: SysmonWriter;
  /** Tenths of a microsecond between two values of TimeCreated: Windows counts in 100 ns, Sysmon for Linux in microseconds. */
  readonly timeStep: 1 | 10;
  /** Microseconds from the host's event log to the collector. */
  readonly forwarding: number;
  /** When starts of the story's processes are recorded, rising, true time: each takes a record id. */
  readonly starts: Float64Array;
  /** The same as numbers, in the order of `assembly/model/host.ts`: clocks and the writer, other events as key and rate, */
  readonly stamps: { readonly clocks: readonly number[]; readonly others: readonly number[] };
  /** ports that are held, and: the first port, how many are given out, where they begin, and those unseen as key and rate. */
  readonly portNumbers: { readonly held: readonly number[]; readonly numbers: readonly number[] };
}

/** From the start of a process to the record of it; median of real logs. */
const PROCESS_RECORD_LAG = 16_000;
/** Slowest way to a collector, microseconds. */
export const LONGEST_FORWARDING = 900_000;

/** @param starts - Starts of the story's processes on this host. */
export function hostState(random: RandomSource, { host, rpcPorts }: Machine, starts: readonly ProcessStart[]): HostState {
  const ports = countedPorts(rpcPorts.values());
  const firstPort = random.fork('first port').integer(0, ports.count - 1);
  // Connections that no sensor here tells of take ports too: a few an hour to a few a minute.
  const ofPorts = random.fork('unseen ports');
  const portsPerSecond = random.fork('unseen ports rate').integer(2, 40) / 1000;
  const unseenPorts = burstyCount(ofPorts, portsPerSecond);
  // Other Sysmon events: process starts (at most one in five seconds), image loads, lookups.
  const ofOthers = random.fork('other events');
  const othersPerSecond = random.fork('other events rate').integer(25, 140) / 100;
  const otherEvents = burstyCount(ofOthers, othersPerSecond);
  const firstRecord = random.fork('first record').integer(2_000, 900_000);
  const startsWritten = Float64Array.from(starts, ({ at }) => at + PROCESS_RECORD_LAG).sort();
  const startedBy = (written: number) => {
    let count = 0;
    while (count < startsWritten.length && startsWritten[count]! <= written) count += 1;
    return count;
  };
  const origin = host.boot.at;
  const linux = host.os.platform === 'linux';
  const ofBoot = random.fork('writer').fork(`boot ${host.boot.id}`);
  const otherAtOrigin = otherEvents(0);
  const forwarding = random.fork('forwarding').integer(15_000, LONGEST_FORWARDING);
  const { wall, trace, drift, since } = host.clock;
  return {
    ports,
    portBase: (at) => firstPort + unseenPorts(Math.max(0, at - origin)),
    recordBase: (written) => firstRecord + otherEvents(Math.max(0, written - origin)) - otherAtOrigin + startedBy(written),
    writer: linux ? linuxWriter(ofBoot) : sysmonWriter(ofBoot, host.boot.at),
    timeStep: linux ? 10 : 1,
    forwarding,
    starts: startsWritten,
    stamps: {
      clocks: [
        Number(linux), ofBoot.keyLow >>> 0, ofBoot.keyHigh >>> 0, origin, firstRecord - otherAtOrigin, wall, trace, drift, since, forwarding,
      ], // biome-ignore format: a list
      others: [ofOthers.keyLow >>> 0, ofOthers.keyHigh >>> 0, perCellOf(othersPerSecond)],
    },
    portNumbers: {
      held: ports.held,
      numbers: [ports.first, ports.count, firstPort, ofPorts.keyLow >>> 0, ofPorts.keyHigh >>> 0, perCellOf(portsPerSecond)],
    },
  };
}
