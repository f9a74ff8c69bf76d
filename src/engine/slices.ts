import { LONGEST_DELIVERY } from '../generators/crowdstrike/deliveryLag.js';
import { createFalconRecords, type FalconRecords } from '../generators/crowdstrike/falconRecords.js';
import { createSysmonRecords, type SysmonRecords } from '../generators/sysmon/sysmonRecords.js';
import { LONGEST_LAG } from '../generators/sysmon/writer.js';
import type { Plan } from '../scenarios/plan.js';
import { EPOCH_MICROSECONDS } from '../scenarios/sources/source.js';
import { type Arrived, addArrived } from './arrived.js';
import { type Counts, countingPass, firstEpoch, noCounts } from './counts.js';
import { SENSORS, type Sensor } from './formats.js';
import { LONGEST_FORWARDING } from './hostState.js';
import { createModel } from './model.js';
import type { ResolvedPins } from './pins.js';

/** The records that a collector receives within one epoch's length of time, and the order in which it does. */
export interface Slice {
  readonly epoch: number;
  readonly sysmon: SysmonRecords;
  /** Positions in `sysmon` of the slice's records, by arrival. */
  readonly sysmonOrder: Uint32Array;
  readonly falcon: FalconRecords;
  readonly falconOrder: Uint32Array;
  /** What has arrived before the slice, of the sensors whose records are made. */
  readonly before: Arrived;
}

/** Which slices a run has. */
export interface SliceRange {
  readonly first: number;
  /** The last slice; Infinity where the background has no end. */
  readonly last: number;
  /** The longest time from a connection to the arrival of its last record, microseconds. */
  readonly way: number;
}

export interface Slices extends SliceRange {
  /**
   * Makes one slice: at little cost after the one before it, and alone at that of the slices that it looks back to. The result is the same.
   *
   * @param counts - Those at the beginning of {@link lookBackTo} the slice, where somebody has counted already.
   */
  slice(epoch: number, counts?: Counts): Slice;
}

/** A record may arrive at most this long after its connection began, microseconds; pins may be later. */
const LONGEST_WAY = Math.max(LONGEST_LAG + LONGEST_FORWARDING, LONGEST_DELIVERY);
/** Room for as many as there were, and a quarter more. */
const likely = (most: number) => Math.ceil(most * 1.25);

/** Positions of records beside their arrival within the slice, in the 53 bits of a number. */
const POSITIONS = 2 ** 24;

/** The first epoch whose connections may have records in a slice. */
export function lookBackTo({ first, way }: SliceRange, epoch: number): number {
  return Math.max(first, epoch - Math.ceil(way / EPOCH_MICROSECONDS));
}

export function sliceRange(plan: Plan): SliceRange {
  const way = Math.max(LONGEST_WAY, ...plan.pins.map((pin) => longestPinned(plan, pin)));
  return { first: firstEpoch(plan), last: Math.floor((plan.to + way) / EPOCH_MICROSECONDS), way };
}

/** @param sensors - Whose records are made. */
export function createSlices(plan: Plan, pins: ResolvedPins, sensors: readonly Sensor[] = SENSORS): Slices {
  const model = createModel(plan, pins, sensors);
  const countsAt = countingPass(plan, model.facts);
  const range = sliceRange(plan);
  let done: { epoch: number; counts: Counts; arrived: Arrived; sysmon: SysmonRecords; falcon: FalconRecords } | undefined;

  /** Starts over so many epochs before the slice that nothing older can still arrive. */
  const startOver = (epoch: number, counted: Counts | undefined) => {
    const from = lookBackTo(range, epoch);
    const counts = counted ?? countsAt(from);
    const arrivedOf = (sensor: Sensor) =>
      sensors.includes(sensor) ? counts[sensor].slice() : noCounts(counts.tcp.length)[sensor];
    const arrived = { sysmon: arrivedOf('sysmon'), falcon: arrivedOf('falcon') };
    const fresh = { epoch: from - 1, counts, arrived, sysmon: createSysmonRecords(), falcon: createFalconRecords() };
    for (let e = from; e < epoch; e += 1) {
      model.addRecords(e, fresh.counts, fresh.sysmon, fresh.falcon);
      fresh.epoch = e;
    }
    addArrived(arrived, model.facts, fresh, epoch * EPOCH_MICROSECONDS);
    return fresh;
  };

  return {
    ...range,
    slice(epoch, counted) {
      const start = epoch * EPOCH_MICROSECONDS;
      const before = done?.epoch === epoch - 1 ? done : startOver(epoch, counted);
      const sysmon = createSysmonRecords(likely(before.sysmon.length));
      const falcon = createFalconRecords(likely(before.falcon.length));
      carry(before.sysmon, sysmon, start);
      carry(before.falcon, falcon, start);
      model.addRecords(epoch, before.counts, sysmon, falcon);
      const arrived = { sysmon: before.arrived.sysmon.slice(), falcon: before.arrived.falcon.slice() };
      addArrived(arrived, model.facts, { sysmon, falcon }, start + EPOCH_MICROSECONDS);
      done = { epoch, counts: before.counts, arrived, sysmon, falcon };
      return {
        epoch,
        sysmon,
        sysmonOrder: orderByArrival(sysmon, start),
        falcon,
        falconOrder: orderByArrival(falcon, start),
        before: before.arrived,
      };
    },
  };
}

/** How long after its connection a pinned record arrives. Clocks of hosts may be hours off, so the look back follows the pin. */
function longestPinned(plan: Plan, { at, initiator, responder, flow }: Plan['pins'][number]): number {
  const { initiator: one, responder: other } = plan.flows[flow]!;
  const created = [
    [initiator, one.host],
    [responder, other.host],
  ] as const;
  const ways = created.map(([values, host]) =>
    values?.TimeCreated && host ? values.TimeCreated.at - host.clock.wall - at + LONGEST_FORWARDING : 0,
  );
  // Drift moves a wall clock by less than a minute in three days.
  return Math.max(...ways, (initiator?.timestamp ?? 0) * 1000 - at, 0) + 60_000_000;
}

/** Copies what has not arrived before a slice begins. */
function carry<Records extends SysmonRecords | FalconRecords>(from: Records, to: Records, start: number): void {
  const columns = Object.keys(from).filter((name) => name !== 'length' && name !== 'add') as (keyof SysmonRecords &
    keyof FalconRecords)[];
  for (let i = 0; i < from.length; i += 1) {
    if (from.arrival[i]! < start) continue;
    const j = to.add();
    for (const column of columns) (to[column] as unknown as Float64Array)[j] = (from[column] as unknown as Float64Array)[i]!;
  }
}

function orderByArrival({ length, arrival }: SysmonRecords | FalconRecords, start: number): Uint32Array {
  const packed = new Float64Array(length);
  let inside = 0;
  for (let i = 0; i < length; i += 1) {
    const since = arrival[i]! - start;
    // Ties keep the order of (time, key), which every way of making the slice has in common.
    if (since >= 0 && since < EPOCH_MICROSECONDS) packed[inside++] = Math.floor(since) * POSITIONS + i;
  }
  const sorted = packed.subarray(0, inside).sort();
  const order = new Uint32Array(inside);
  for (let i = 0; i < inside; i += 1) order[i] = sorted[i]! % POSITIONS;
  return order;
}
