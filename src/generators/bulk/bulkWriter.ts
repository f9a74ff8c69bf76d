import type { FalconRecords } from '../crowdstrike/falconRecords.js';
import type { SensorFormats } from '../sensorFormats.js';
import type { SysmonRecords } from '../sysmon/sysmonRecords.js';

/** Says in an order that a record is one of Falcon's. */
export const OF_FALCON = 0x8000_0000;

/** A format that a bulk writer has been told of. */
export interface BulkFormat {
  readonly formats: SensorFormats;
}

/** What one call has written. */
export interface Written {
  /** Until this output is written to again, and until the memory grows. */
  readonly bytes: Uint8Array;
  /** Where each record ends, in bytes from the start. */
  readonly ends: Uint32Array;
}

/** Writes many records at a time into one of two outputs, the same bytes as {@link SensorFormats} write one by one. */
export interface BulkWriter {
  /** Tells it of a format; records that were taken are to be taken again. @param flows - How many flows there are. */
  open(formats: SensorFormats, flows: number): BulkFormat;
  /** Whether taking these records needs more memory: then nothing that was written before may still be in use. */
  mustGrow(sysmon: SysmonRecords, falcon: FalconRecords): boolean;
  /** Takes the records that are to be written; they stay as they are until the next are taken. */
  take(sysmon: SysmonRecords, falcon: FalconRecords): void;
  /**
   * Says which of the records that were taken come next, and in which order.
   *
   * @param order - Positions of records, each at most once; those of Falcon plus {@link OF_FALCON}.
   */
  order(order: Uint32Array): void;
  /**
   * Writes records that were taken, as many as fit.
   *
   * @param from - Position in the order of the first.
   * @param output - 0 or 1: which of the two outputs.
   * @throws {@link FormatError} for a record that can't be written.
   */
  write(format: BulkFormat, from: number, output: number): Written;
}
