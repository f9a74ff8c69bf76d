import { createFalconRecords, type FalconRecords } from '../generators/crowdstrike/falconRecords.js';
import { createSysmonRecords, type SysmonRecords } from '../generators/sysmon/sysmonRecords.js';
import type { Plan } from '../scenarios/plan.js';
import { EPOCH_MICROSECONDS } from '../scenarios/sources/source.js';
import { type Counts, noCounts, tallyOf } from './counts.js';
import type { Sensor } from './formats.js';
import type { Model } from './model.js';
import type { RecordMaker } from './recordMaker.js';

/** Positions of records beside their arrival within the slice, in the 53 bits of a number. */
const POSITIONS = 2 ** 24;
/** Room for as many as there were, and a quarter more. */
const likely = (most: number) => Math.ceil(most * 1.25);

/** The maker for a Node that cannot have the program: slower, with the same records. */
export class PlainMaker implements RecordMaker {
  counts: Counts;
  sysmon = createSysmonRecords();
  falcon = createFalconRecords();

  constructor(
    { world }: Plan,
    private readonly model: Model,
  ) {
    this.counts = noCounts(world.machines.length);
  }

  begin({ tcp, sysmon, falcon }: Counts): void {
    this.counts = { tcp: tcp.slice(), sysmon: sysmon.slice(), falcon: falcon.slice() };
    this.sysmon = createSysmonRecords();
    this.falcon = createFalconRecords();
  }

  count(from: number, to: number): void {
    const tally = tallyOf(this.model.facts, this.counts);
    for (let epoch = from; epoch < to; epoch += 1) for (const source of this.model.sources()) source.count(epoch, tally);
  }

  forget(until: number): void {
    this.sysmon = carried(this.sysmon, createSysmonRecords(likely(this.sysmon.length)), until);
    this.falcon = carried(this.falcon, createFalconRecords(likely(this.falcon.length)), until);
  }

  add(epoch: number): void {
    this.model.addRecords(epoch, this.counts, this.sysmon, this.falcon);
  }

  order(sensor: Sensor, epoch: number): Uint32Array {
    const { length, arrival } = this[sensor];
    const packed = new Float64Array(length);
    let inside = 0;
    for (let i = 0; i < length; i += 1) {
      const since = arrival[i]! - epoch * EPOCH_MICROSECONDS;
      // Ties keep the order of (time, key), which every way of making the slice has in common.
      if (since >= 0 && since < EPOCH_MICROSECONDS) packed[inside++] = Math.floor(since) * POSITIONS + i;
    }
    const sorted = packed.subarray(0, inside).sort();
    const order = new Uint32Array(inside);
    for (let i = 0; i < inside; i += 1) order[i] = sorted[i]! % POSITIONS;
    return order;
  }
}

/** Copies what has not arrived. */
function carried<Records extends SysmonRecords | FalconRecords>(from: Records, to: Records, until: number): Records {
  const columns = Object.keys(from).filter((name) => name !== 'length' && name !== 'add') as (keyof SysmonRecords &
    keyof FalconRecords)[];
  for (let i = 0; i < from.length; i += 1) {
    if (from.arrival[i]! < until) continue;
    const j = to.add();
    for (const column of columns) (to[column] as unknown as Float64Array)[j] = (from[column] as unknown as Float64Array)[i]!;
  }
  return to;
}
