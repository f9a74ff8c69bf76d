import type { FalconRecords } from '../crowdstrike/falconRecords.js';
import type { SensorFormats } from '../sensorFormats.js';
import type { SysmonRecords } from '../sysmon/sysmonRecords.js';

/** Says in an order that a record is one of Falcon's. */
export const OF_FALCON = 0x8000_0000;

/** A format that a bulk writer has been told of. */
export interface BulkFormat {
  readonly formats: SensorFormats;
}

/** Where a call writes: behind what an output has already. */
export interface Place {
  /** Which of the outputs. */
  readonly output: number;
  /** Bytes, and records, that it has already. */
  readonly at: number;
  readonly records: number;
}

/** What one call has written: views of a memory that other threads may be sent, until the place is written to again. */
export interface Written {
  readonly bytes: Uint8Array;
  /** Where each record ends, in bytes from the start. */
  readonly ends: Uint32Array;
}

/** Writes many records at a time into one of several outputs, the same bytes as {@link SensorFormats} write one by one. */
export interface BulkWriter {
  /** Tells it of a format; records that were taken are to be taken again. @param flows - How many flows there are. */
  open(formats: SensorFormats, flows: number): BulkFormat;
  /** Takes the records that are to be written; they stay as they are until the next are taken. */
  take(sysmon: SysmonRecords, falcon: FalconRecords): void;
  /**
   * Says which of the records that were taken come next, and in which order.
   *
   * @param order - Positions of records, each at most once; those of Falcon plus {@link OF_FALCON}.
   */
  order(order: Uint32Array): void;
  /**
   * Writes records that were taken, as many as fit: none where an output has something already, and the next one does not fit.
   *
   * @param from - Position in the order of the first.
   * @throws {@link FormatError} for a record that can't be written.
   */
  write(format: BulkFormat, from: number, place: Place): Written;
  /**
   * Puts what somebody else has written into an output.
   *
   * @param ends - Where each record ends, in bytes from the start.
   * @returns undefined where it does not fit.
   */
  put(bytes: Uint8Array, ends: ArrayLike<number>, place: Place): Written | undefined;
}
