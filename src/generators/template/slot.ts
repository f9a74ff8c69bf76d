/** Writes the value of record `i` at a position. */
type Write<Records, Result> = (out: Uint8Array, at: number, records: Records, i: number) => Result;

/** A value that differs from record to record, stays ASCII, and is always as long as its blank. */
export interface FixedSlot<Records> {
  /** What stands in its place in the template, as long as every value of it; separators and a zone are there already. */
  readonly blank: string;
  readonly write: Write<Records, void>;
}

/** The same with values of several lengths. */
export interface VaryingSlot<Records> {
  /** Bytes of the longest value. */
  readonly most: number;
  /** @returns The position after it. */
  readonly write: Write<Records, number>;
}

/** What is not prepared once. */
export type Slot<Records> = FixedSlot<Records> | VaryingSlot<Records>;

export const fixedSlot = <Records>(blank: string, write: Write<Records, void>): FixedSlot<Records> => ({ blank, write });
