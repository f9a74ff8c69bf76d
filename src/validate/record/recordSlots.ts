/** More fields than any table has. */
export const MOST_FIELDS = 96;

/** No value. */
export const ABSENT = 0;
/** A number or moment that was read without making an object for it. */
export const PLAIN_ID = 1;
/** From here on, one id per field: a value that was judged for this record alone. From `OWN + MOST_FIELDS` on ids are of remembered values. */
export const OWN = 2;

/** Where the values of the record that is read stand, by field. The fast reader keeps them in its own memory. */
export interface RecordSlots {
  /** Which value it is. */
  readonly ids: Int32Array;
  /** Of plain values: the number or moment, what it cannot hold of it, and where the text begins and ends. */
  readonly numbers: Float64Array;
  readonly rests: Float64Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly bytes: Buffer;
}

/** For records that the complete reader reads alone. */
export function newRecordSlots(): RecordSlots {
  const floats = () => new Float64Array(MOST_FIELDS);
  const integers = () => new Int32Array(MOST_FIELDS);
  return { ids: integers(), numbers: floats(), rests: floats(), starts: integers(), ends: integers(), bytes: Buffer.alloc(0) };
}
