import { numberOf } from './columns';
import { writeDecimal } from './decimal';
import { copy, SLOT_PLACE, SLOT_SIZE, writeSlot } from './template';

/*
 * What a record is made of, i32 each: its shape, or minus its template, or 0 where neither is there; then where the texts of its hosts and
 * ends stand, in the order of the shape. A record of Sysmon has few of them, and half a cache line has room for all.
 */
export const SHAPE: i32 = 0;
const TEXTS: i32 = 4;
export const SYSMON_ENTRY: i32 = 32;
export const FALCON_ENTRY: i32 = 64;

/*
 * A shape as the host puts it down, all i32: number of parts; then the parts. Of a part, which of the texts of hosts and ends it is: -1 for
 * one that all records have; and of such a part where its text begins, bytes, number of slots, and the column of the number behind it, or -1.
 * Then its slots, as in a template.
 */
const FIRST_PART: i32 = 4;
const PART_OF: i32 = 0;
const PART_TEXT: i32 = 4;
const PART_LENGTH: i32 = 8;
const PART_SLOTS: i32 = 12;
const PART_NUMBER: i32 = 16;
const PART_SIZE: i32 = 20;

/** Of the text of a host or end, its bytes, i32; then the text. So whoever has fetched the one has fetched the other. */
const TEXT: i32 = 4;

/** No record that is put together is longer: the host sees to it. */
export const MOST_BYTES: i32 = 1 << 16;

/** What was fetched: a load whose result nobody has would not be made. */
let fetched: i32 = 0;
/** Texts that are fetched ahead, and bytes from one of their cache lines to the next. */
const LINE: i32 = 64;

/** Has the first texts of a record fetched: those of several records at a time wait together, and not one after the other. */
@inline
export function fetchParts(made: i32): void {
  const first = load<i32>(made, TEXTS);
  const second = load<i32>(made, TEXTS + 4);
  const third = load<i32>(made, TEXTS + 8);
  const fourth = load<i32>(made, TEXTS + 12);
  fetched =
    (load<i32>(first) ^ load<i32>(first, LINE)) ^
    (load<i32>(second) ^ load<i32>(second, LINE) ^ load<i32>(second, 2 * LINE)) ^
    (load<i32>(third) ^ load<i32>(third, LINE)) ^
    load<i32>(fourth);
}

/** Writes a record. @returns The position after it. */
export function writeParts(shape: i32, made: i32, record: i32, out: i32): i32 {
  let at = out;
  let part = shape + FIRST_PART;
  for (let left = load<i32>(shape); left > 0; left -= 1) {
    const whose = load<i32>(part, PART_OF);
    if (whose >= 0) {
      const text = load<i32>(made + (whose << 2), TEXTS);
      const length = load<i32>(text);
      copy(at, text + TEXT, length);
      at += length;
      part += PART_SIZE;
      continue;
    }
    const length = load<i32>(part, PART_LENGTH);
    copy(at, load<i32>(part, PART_TEXT), length);
    const number = load<i32>(part, PART_NUMBER);
    let slot = part + PART_SIZE;
    const end = slot + load<i32>(part, PART_SLOTS) * SLOT_SIZE;
    for (; slot < end; slot += SLOT_SIZE) writeSlot(slot, record, at + load<i32>(slot, SLOT_PLACE));
    at += length;
    if (number >= 0) at = writeDecimal(at, numberOf(number, record));
    part = end;
  }
  return at;
}
