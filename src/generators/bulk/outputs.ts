import type { Place, Written } from './bulkWriter.js';

/** Bytes of an output. */
export const OUTPUT_SIZE = 2 ** 20;
/** Records that an output has room for: where they end is beside it, in unsigned 32-bit integers. */
export const MOST_RECORDS = 2 ** 14;
/** Ends of records are 32-bit integers. */
export const END_SIZE = 4;

/**
 * Puts bytes into an output.
 *
 * @param memory - In which the output is. @param outputAt - Where it begins. @param endsAt - Where its ends of records do.
 * @returns undefined where they do not fit.
 */
export function putInto(
  memory: SharedArrayBuffer,
  { outputAt, endsAt }: { readonly outputAt: number; readonly endsAt: number },
  { at, records }: Place,
  bytes: Uint8Array,
  ends: ArrayLike<number>,
): Written | undefined {
  if (at + bytes.length > OUTPUT_SIZE || records + ends.length > MOST_RECORDS) return undefined;
  const put = {
    bytes: new Uint8Array(memory, outputAt + at, bytes.length),
    ends: new Uint32Array(memory, endsAt + records * END_SIZE, ends.length),
  };
  put.bytes.set(bytes);
  put.ends.set(ends);
  return put;
}
