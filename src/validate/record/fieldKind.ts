import type { Judged } from './judged.js';

/** Where a plain number or moment is left; one object for all, since a file is read one value at a time. */
export interface PlainResult {
  number: number;
  rest: number;
}

/**
 * Reads a value straight from bytes.
 *
 * It takes only what is sound beyond doubt, and leaves everything else to {@link FieldKind.judge}.
 *
 * @returns Offset of the first byte behind the value; -1 if it is not plainly sound.
 */
export type PlainScan = (bytes: Uint8Array, start: number, end: number, result: PlainResult) => number;

/** A kind of value: how it is judged, alone and whatever field it stands in. */
export interface FieldKind {
  readonly judge: (text: string) => Judged;
  /** For values that seldom repeat, as counters and times: remembering them would fill memory and find nothing. */
  readonly scan?: PlainScan | undefined;
}
