import { createColumns } from '../columns.js';

/** The columns, by what they hold. */
export const falconColumns = {
  /** Index of the connection's flow. */
  flow: Uint32Array,
  /** Name of the connection, 64 bits. */
  keyLow: Uint32Array,
  keyHigh: Uint32Array,
  /** The initiator's port. */
  port: Uint16Array,
  /** ContextTimeStamp on the host's wall clock, microseconds since 1970-01-01 UTC. */
  context: Float64Array,
  /** When the cloud receives it, microseconds since 1970-01-01 UTC, true time. */
  arrival: Float64Array,
} as const;

/** NetworkConnectIP6 events in columns. The engine fills them, formats read them. */
export type FalconRecords = ReturnType<typeof createFalconRecords>;

/** @param expected - How many there will probably be. */
export function createFalconRecords(expected?: number) {
  return createColumns(falconColumns, expected);
}
