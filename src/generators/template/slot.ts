/** A value that differs from record to record, and stays ASCII. Everything else of a record is prepared once. */
export interface Slot<Records> {
  /** What stands in its place in the template, as long as every value of it; absent where lengths vary. */
  readonly blank?: string;
  /** Bytes of the longest value. */
  readonly most: number;
  /** Writes the value of record `i`. @returns The position after it. */
  readonly write: (out: Uint8Array, at: number, records: Records, i: number) => number;
}

/** A slot whose values all have one width. @param blank - Its text where nothing varies within it: separators, zone. */
export function fixedSlot<Records>(
  blank: string,
  write: (out: Uint8Array, at: number, records: Records, i: number) => void,
): Slot<Records> {
  const width = blank.length;
  return {
    blank,
    most: width,
    write(out, at, records, i) {
      write(out, at, records, i);
      return at + width;
    },
  };
}
