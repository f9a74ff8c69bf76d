import type { Judged } from './judged.js';

/**
 * How a value is read straight from bytes, where it is sound beyond doubt; everything else is left to {@link FieldKind.judge}, which has to
 * find the same number and the same rest in it.
 */
export type Scan =
  /** Decimal digits without sign and leading zeros, within bounds and a multiple of the step. */
  | { readonly as: 'decimal'; readonly least: number; readonly most: number; readonly step: number }
  | {
      readonly as: /** `YYYY-MM-DD HH:MM:SS.mmm`; the number is milliseconds since 1970. */
        | 'utc-time'
        /** `YYYY-MM-DDTHH:MM:SS.fffffffZ`, with 7 decimals or with 9 of which the last two are 0; the rest is nanoseconds. */
        | 'system-time'
        /** `YYYY-MM-DDTHH:MM:SS.mmmZ`, as collectors write it. */
        | 'iso-millis'
        /** 13 digits. */
        | 'epoch-millis'
        /** 10 digits, a point, 3 digits; the number is milliseconds. */
        | 'epoch-seconds'
        /** In lower case; number and rest are those of `uuidNumbers`. */
        | 'uuid';
    };

export function decimalScan(least: number, most: number, step = 1): Scan {
  return { as: 'decimal', least, most, step };
}

/** A kind of value: how it is judged, alone and whatever field it stands in. */
export interface FieldKind {
  readonly judge: (text: string) => Judged;
  /** For values that seldom repeat, as counters and times: remembering them would fill memory and find nothing. */
  readonly scan?: Scan | undefined;
}
