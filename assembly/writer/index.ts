/**
 * Writes records into the output from prepared templates. The host, which has these functions and this memory, is
 * `src/generators/bulk/vectorWriter.ts`; what the words mean is said there.
 */
export { COLUMNS, FREE, STATE_AT, STATE_MISSING } from './memory';
export { FALCON_ENTRY, SYSMON_ENTRY } from './parts';
import { byteOf, FALCON_FLOW, SYSMON_FLOW, SYSMON_SIDE, wordOf } from './columns';
import { initLetters } from './communityId';
import { initDigits } from './decimal';
import { STATE_AT, STATE_MISSING } from './memory';
import { FALCON_ENTRY, fetchParts, MOST_BYTES, SHAPE, SYSMON_ENTRY, writeParts } from './parts';
import { ROOM, writeTemplate } from './template';
import { initSeconds } from './time';

/** Once, before anything else. */
export function init(): void {
  initDigits();
  initLetters();
  initSeconds();
}

/** Records whose texts are fetched together. */
const AHEAD: i32 = 16;
/** Whether texts are so many that most are in no cache. */
let farApart: bool = false;

export function setFarApart(value: bool): void {
  farApart = value;
}

/** Number of a record's flow (and side). */
@inline
function numberOf(isFalcon: bool, record: i32): u32 {
  return isFalcon ? wordOf(FALCON_FLOW, record) : wordOf(SYSMON_FLOW, record) * 2 + byteOf(SYSMON_SIDE, record);
}

/** What a record is made of: its entry of its table. */
@inline
function madeOf(sysmon: i32, falcon: i32, isFalcon: bool, number: u32): i32 {
  return isFalcon ? falcon + <i32>number * FALCON_ENTRY : sysmon + <i32>number * SYSMON_ENTRY;
}

/**
 * Writes records in an order until the output is full, all are written, or what one is made of is missing.
 *
 * @param sysmon - Table by flow and side, `parts.ts`. @param falcon - The same by flow.
 * @param order - Positions of records, u32 each; the highest bit says that it is one of Falcon's.
 * @param to - Position in the order behind the last that may be written. @param start - Where the output begins, and `end` where it ends.
 * @param ends - Where the ends of records go, u32 from the start. @param filled - Bytes that are there already. @param count - Records of these.
 * @returns How many records are there now.
 */
export function write(
  sysmon: i32,
  falcon: i32,
  order: i32,
  from: i32,
  to: i32,
  start: i32,
  end: i32,
  ends: i32,
  filled: i32,
  count: i32,
): i32 {
  const stop = to - from;
  let at = start + filled;
  let n = count;
  store<i32>(STATE_MISSING, -1);
  let fetched = farApart ? n : stop;
  for (; n < stop; n += 1) {
    if (n == fetched) {
      fetched = min(n + AHEAD, stop);
      for (let i = n; i < fetched; i += 1) {
        const entry = load<u32>(order + ((from + i) << 2));
        const record = <i32>(entry & 0x7fff_ffff);
        const isFalcon = entry >>> 31 != 0;
        fetchParts(madeOf(sysmon, falcon, isFalcon, numberOf(isFalcon, record)));
      }
    }
    const entry = load<u32>(order + ((from + n) << 2));
    const record = <i32>(entry & 0x7fff_ffff);
    const isFalcon = entry >>> 31 != 0;
    const number = numberOf(isFalcon, record);
    const made = madeOf(sysmon, falcon, isFalcon, number);
    const shape = load<i32>(made, SHAPE);
    if (shape > 0) {
      if (at + MOST_BYTES > end) break;
      at = writeParts(shape, made, record, at);
    } else {
      if (shape == 0) {
        store<i32>(STATE_MISSING, number);
        break;
      }
      const template = -shape;
      if (at + load<i32>(template, ROOM) > end) break;
      at = writeTemplate(template, record, at);
    }
    store<u32>(ends + (n << 2), at - start);
  }
  store<i32>(STATE_AT, at - start);
  return n;
}
