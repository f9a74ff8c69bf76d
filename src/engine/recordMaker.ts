import type { FalconRecords, SysmonRecords } from '../generators/index.js';
import type { Counts } from './counts.js';
import type { Sensor } from './formats.js';

/** Makes the records of one epoch after the other, and keeps those that have not arrived. */
export interface RecordMaker {
  /** What has been counted up to the end of the last epoch. */
  readonly counts: Counts;
  /** The records that there are, until the next are made. */
  readonly sysmon: SysmonRecords;
  readonly falcon: FalconRecords;
  /** Forgets all records, and counts on from here. */
  begin(counts: Counts): void;
  /** Counts what begins from one epoch up to another, and makes no records. */
  count(from: number, to: number): void;
  /** Forgets the records that arrive before a moment, microseconds. */
  forget(until: number): void;
  /**
   * Adds the records of an epoch, behind those that there are.
   *
   * @param since - Records that are seen before this moment are not asked for: the maker may count them only. Microseconds.
   */
  add(epoch: number, since?: number): void;
  /** Positions of the records that arrive within an epoch's length of time, by arrival; until the next are made. */
  order(sensor: Sensor, epoch: number): Uint32Array;
}
