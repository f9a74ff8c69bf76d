import type { Host } from '../../model/host.js';

/** Writes the value of record `i` at a position. */
type Write<Records, Result> = (out: Uint8Array, at: number, records: Records, i: number) => Result;

/**
 * What a slot holds, as data: what the bulk writer goes by. {@link FixedSlot.write} says the same as a function, which writes a single
 * record, and which the bulk writer is held to.
 */
export type SlotContent =
  | {
      readonly as: /** `YYYY-MM-DDTHH:MM:SS.mmmZ` */
        | 'iso-millis'
        /** `YYYY-MM-DD HH:MM:SS.mmm` */
        | 'utc-millis'
        /** As TimeCreated, with 7 decimals or with 9; the column of tenths follows that of microseconds. */
        | 'system-time-7'
        | 'system-time-9'
        /** `Mar  4 09:14:00` */
        | 'syslog-time'
        /** 10 digits, a point, 3 digits. */
        | 'epoch-seconds'
        /** 13 digits. */
        | 'epoch-millis';
      /** Of microseconds since 1970-01-01 UTC. */
      readonly column: string;
    }
  /** ISO milliseconds on a host's wall clock. */
  | { readonly as: 'host-millis'; readonly column: string; readonly host: Host }
  /** The initiator's, five digits. */
  | { readonly as: 'port' }
  /** The UUID of a Falcon event. */
  | { readonly as: 'event-id' }
  /** A block of SHA-1 for either order of the ends, in which word the ports stand, and which end comes first: see `communityId`. */
  | {
      readonly as: 'community-id';
      readonly forwards: Int32Array;
      readonly backwards: Int32Array;
      readonly portsWord: number;
      readonly compared: number;
      readonly destinationPort: number;
    };

/** A value that differs from record to record, stays ASCII, and is always as long as its blank. */
export interface FixedSlot<Records> {
  /** What stands in its place in the template, as long as every value of it; separators and a zone are there already. */
  readonly blank: string;
  readonly content: SlotContent;
  readonly write: Write<Records, void>;
}

/** The same with values of several lengths: a whole number. */
export interface VaryingSlot<Records> {
  /** Bytes of the longest value. */
  readonly most: number;
  readonly column: string;
  /** @returns The position after it. */
  readonly write: Write<Records, number>;
}

/** What is not prepared once. */
export type Slot<Records> = FixedSlot<Records> | VaryingSlot<Records>;

export const fixedSlot = <Records>(blank: string, content: SlotContent, write: Write<Records, void>): FixedSlot<Records> => ({
  blank,
  content,
  write,
});
