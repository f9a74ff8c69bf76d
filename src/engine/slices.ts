import { LONGEST_DELIVERY } from '../generators/crowdstrike/deliveryLag.js';
import type { FalconRecords } from '../generators/crowdstrike/falconRecords.js';
import type { SysmonRecords } from '../generators/sysmon/sysmonRecords.js';
import { LONGEST_LAG } from '../generators/sysmon/writer.js';
import type { Plan } from '../scenarios/plan.js';
import { EPOCH_MICROSECONDS } from '../scenarios/sources/source.js';
import { type Arrived, arrivedOf } from './arrived.js';
import { type Counts, firstEpoch, noCounts } from './counts.js';
import type { FaultColumns } from './faults/faultyRecords.js';
import { faultySlices } from './faults/faultySlices.js';
import type { FlowFacts } from './flowFacts.js';
import { SENSORS, type Sensor } from './formats.js';
import { LONGEST_FORWARDING } from './hostState.js';
import { createModel } from './model.js';
import { openRecordMaker } from './openRecordMaker.js';
import type { ResolvedPins } from './pins.js';

/** The records that a collector receives within one epoch's length of time, and the order in which it does; until the next slice is made. */
export interface Slice {
  readonly epoch: number;
  readonly sysmon: SysmonRecords;
  /** Positions in `sysmon` of the slice's records, by arrival. */
  readonly sysmonOrder: Uint32Array;
  readonly falcon: FalconRecords;
  readonly falconOrder: Uint32Array;
  /** What has arrived before the slice, of the sensors whose records are made. */
  readonly before: Arrived;
  /** What has gone wrong with records; absent where the plan has no faults. */
  readonly faults?: SliceFaults;
}

/** What faults add to a slice. */
export interface SliceFaults {
  /** Sets of faults, by the number that a record has; faults by their positions in the plan. */
  readonly sets: readonly (readonly number[])[];
  /** Of the records of the slice. */
  readonly sysmon: FaultColumns;
  readonly falcon: FaultColumns;
  /** Positions of records that would have arrived in the slice, by the time at which they would have. */
  readonly sysmonLost: Uint32Array;
  readonly falconLost: Uint32Array;
}

/** When each record of a slice arrives, microseconds since 1970-01-01 UTC, true time. */
export function receivedOf(slice: Pick<Slice, Sensor | 'faults'>, sensor: Sensor): Float64Array {
  return slice.faults?.[sensor].received ?? slice[sensor].arrival;
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
  /** What is known of the flows by those sensors. */
  readonly facts: FlowFacts;
  /**
   * Makes one slice: at little cost after the one before it, and alone at that of the slices that it looks back to. The result is the same.
   *
   * @param counts - Those at the beginning of {@link lookBackTo} the slice, where somebody has counted already.
   */
  slice(epoch: number, counts?: Counts): Slice;
}

/** A record may arrive at most this long after its connection began, microseconds; pins may be later. */
const LONGEST_WAY = Math.max(LONGEST_LAG + LONGEST_FORWARDING, LONGEST_DELIVERY);
/** The first epoch whose connections may have records in a slice. */
export function lookBackTo({ first, way }: SliceRange, epoch: number): number {
  return Math.max(first, epoch - Math.ceil(way / EPOCH_MICROSECONDS));
}

export function sliceRange(plan: Plan): SliceRange {
  const way = Math.max(LONGEST_WAY, ...plan.pins.map((pin) => longestPinned(plan, pin)));
  const lasts = plan.to + way;
  const faults = plan.faults.filter(({ longest }) => longest > 0);
  const longest = faults.reduce((sum, fault) => sum + fault.longest, 0);
  const latest = faults.reduce((end, { to }) => Math.max(end, Math.min(to, lasts) + longest), lasts);
  return { first: firstEpoch(plan), last: Math.floor(latest / EPOCH_MICROSECONDS), way: way + longest };
}

/** @param sensors - Whose records are made. */
export function createSlices(plan: Plan, pins: ResolvedPins, sensors: readonly Sensor[] = SENSORS): Slices {
  const range = sliceRange(plan);
  if (plan.faults.length > 0) return faultySlices(plan, pins, sensors, range);
  const model = createModel(plan, pins, sensors);
  const maker = openRecordMaker(plan, model, pins);
  /** The epoch behind the last one that was counted, and behind the last one that was made; -1 for none. */
  let counted = range.first;
  let made = -1;

  /** Starts over so many epochs before the slice that nothing older can still arrive. */
  const startOver = (epoch: number, counts: Counts | undefined) => {
    const from = lookBackTo(range, epoch);
    if (counts) maker.begin(ofSensors(counts, sensors));
    else {
      if (from < counted) {
        maker.begin(noCounts(plan.world.machines.length));
        counted = range.first;
      }
      maker.forget(Infinity);
      maker.count(counted, from);
    }
    // What is seen too early to be under way still need not be made. A second besides: the other end sees a connection a little later.
    const since = epoch * EPOCH_MICROSECONDS - range.way - 1_000_000;
    for (let e = from; e < epoch; e += 1) maker.add(e, since);
  };

  return {
    ...range,
    facts: model.facts,
    slice(epoch, counts) {
      if (epoch !== made) startOver(epoch, counts);
      maker.forget(epoch * EPOCH_MICROSECONDS);
      const before = arrivedOf(maker.counts, model.facts, maker);
      maker.add(epoch);
      counted = epoch + 1;
      made = epoch + 1;
      return {
        epoch,
        sysmon: maker.sysmon,
        sysmonOrder: maker.order('sysmon', epoch),
        falcon: maker.falcon,
        falconOrder: maker.order('falcon', epoch),
        before,
      };
    },
  };
}

/** Counts without the records of other sensors. */
function ofSensors(counts: Counts, sensors: readonly Sensor[]): Counts {
  const none = noCounts(counts.tcp.length);
  const of = (sensor: Sensor) => (sensors.includes(sensor) ? counts : none)[sensor];
  return { tcp: counts.tcp, sysmon: of('sysmon'), falcon: of('falcon') };
}

/** How long after its connection a pinned record arrives. Clocks of hosts may be hours off, so the look back follows the pin. */
function longestPinned(plan: Plan, { at, initiator, responder, flow }: Plan['pins'][number]): number {
  const { initiator: one, responder: other } = plan.flows.at(flow)!;
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
