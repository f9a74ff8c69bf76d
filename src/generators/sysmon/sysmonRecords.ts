import { createColumns } from '../columns.js';

/** The columns, by what they hold. */
export const sysmonColumns = {
  /** Index of the connection's flow. */
  flow: Uint32Array,
  /** 0: the initiator's record, 1: the responder's. */
  side: Uint8Array,
  /** Name of the connection, 64 bits. */
  keyLow: Uint32Array,
  keyHigh: Uint32Array,
  /** The initiator's port. */
  port: Uint16Array,
  recordId: Float64Array,
  /** TimeCreated on the host's wall clock: microseconds since 1970-01-01 UTC, and the seventh decimal. */
  created: Float64Array,
  tenth: Uint8Array,
  /** UtcTime on the host's trace clock, microseconds since 1970-01-01 UTC. */
  utc: Float64Array,
  /** When a collector receives it, microseconds since 1970-01-01 UTC, true time. */
  arrival: Float64Array,
} as const;

/** Records of Sysmon Event 3 in columns. The engine fills them, formats read them. */
export type SysmonRecords = ReturnType<typeof createSysmonRecords> & {
  /** 1 where a forwarder has shifted the fields; absent: nowhere. */
  readonly shifted?: Uint8Array;
};

/** @param expected - How many there will probably be. */
export function createSysmonRecords(expected?: number) {
  return createColumns(sysmonColumns, expected);
}
