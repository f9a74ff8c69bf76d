import { countUpTo } from '../generators/countUpTo.js';
import { linuxWriter } from '../generators/sysmon/linuxWriter.js';
import { type SysmonWriter, sysmonWriter } from '../generators/sysmon/writer.js';
import { BurstyCount, perCellOf } from '../random/burstyCount.js';
import type { RandomSource } from '../random/randomSource.js';
import type { ProcessEvent } from '../scenarios/plan.js';
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
export function hostState(random: RandomSource, machine: Machine, starts: readonly ProcessEvent[]): HostState {
  return new State(random, machine, starts);
}

/** For hosts where no process of the story starts. */
const NONE = new Float64Array();

/** A class: a large office has ten thousand. */
class State implements HostState {
  readonly ports: CountedPorts;
  readonly writer: SysmonWriter;
  readonly timeStep: 1 | 10;
  readonly forwarding: number;
  readonly starts: Float64Array;
  readonly stamps: HostState['stamps'];
  readonly portNumbers: HostState['portNumbers'];
  readonly #origin: number;
  readonly #firstPort: number;
  readonly #unseenPorts: BurstyCount;
  /** Where record ids stand, less the events that {@link #otherEvents} has at the origin. */
  readonly #firstRecord: number;
  readonly #otherEvents: BurstyCount;

  constructor(random: RandomSource, { host, rpcPorts, heldPorts }: Machine, starts: readonly ProcessEvent[]) {
    this.#origin = host.boot.at;
    this.ports = countedPorts([...rpcPorts.values(), ...heldPorts]);
    this.#firstPort = random.fork('first port').integer(0, this.ports.count - 1);
    // Connections that no sensor here tells of take ports too: a few an hour to a few a minute.
    const ofPorts = random.fork('unseen ports');
    const portsPerSecond = random.fork('unseen ports rate').integer(2, 40) / 1000;
    this.#unseenPorts = new BurstyCount(ofPorts, portsPerSecond);
    // Other Sysmon events: process starts (at most one in five seconds), image loads, lookups.
    const ofOthers = random.fork('other events');
    const othersPerSecond = random.fork('other events rate').integer(25, 140) / 100;
    this.#otherEvents = new BurstyCount(ofOthers, othersPerSecond);
    this.#firstRecord = random.fork('first record').integer(2_000, 900_000) - this.#otherEvents.at(0);
    this.starts = starts.length === 0 ? NONE : Float64Array.from(starts, ({ at }) => at + PROCESS_RECORD_LAG).sort();
    const linux = host.os.platform === 'linux';
    const ofBoot = random.fork('writer').fork(`boot ${host.boot.id}`);
    this.writer = linux ? linuxWriter(ofBoot) : sysmonWriter(ofBoot, host.boot.at);
    this.timeStep = linux ? 10 : 1;
    this.forwarding = random.fork('forwarding').integer(15_000, LONGEST_FORWARDING);
    const { wall, trace, drift, since } = host.clock;
    this.stamps = {
      clocks: [
        Number(linux), ofBoot.keyLow >>> 0, ofBoot.keyHigh >>> 0, this.#origin, this.#firstRecord, wall, trace, drift, since,
        this.forwarding,
      ], // biome-ignore format: a list
      others: [ofOthers.keyLow >>> 0, ofOthers.keyHigh >>> 0, perCellOf(othersPerSecond)],
    };
    const { held, first, count } = this.ports;
    this.portNumbers = {
      held,
      numbers: [first, count, this.#firstPort, ofPorts.keyLow >>> 0, ofPorts.keyHigh >>> 0, perCellOf(portsPerSecond)],
    };
  }

  // Callers take it off the state.
  readonly portBase = (at: number): number => this.#firstPort + this.#unseenPorts.at(Math.max(0, at - this.#origin));

  recordBase(written: number): number {
    const started = countUpTo(this.starts, written);
    return this.#firstRecord + this.#otherEvents.at(Math.max(0, written - this.#origin)) + started;
  }
}
