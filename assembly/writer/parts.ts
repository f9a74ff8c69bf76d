import { numberOf } from './columns';
import { writeDecimal } from './decimal';
import { copy, SLOT_PLACE, SLOT_SIZE, writeSlot } from './template';

/*
 * What a record is made of, i32 each: its shape, or minus its template, or 0 where neither is there; then the numbers of its host, of the
 * local and of the remote end.
 */
export const SHAPE: i32 = 0;
const ENTITIES: i32 = 4;
export const TABLE_ENTRY: i32 = 16;

/*
 * A shape as the host puts it down, all i32: number of parts; then the parts. Of a part, whose it is: -1 for all, else which of the three
 * entities; where its text begins, or the table of texts by entity; bytes, number of slots, and the column of the number behind it, or -1.
 * Then its slots, as in a template.
 */
const FIRST_PART: i32 = 4;
const PART_OF: i32 = 0;
const PART_TEXT: i32 = 4;
const PART_LENGTH: i32 = 8;
const PART_SLOTS: i32 = 12;
const PART_NUMBER: i32 = 16;
const PART_SIZE: i32 = 20;

/** Entities of one page of a table; a table is a list of pages, i32 each, 0 for none; of each entity, where its text is and its length. */
const PAGE_BITS: i32 = 8;
const IN_PAGE: i32 = (1 << PAGE_BITS) - 1;

/** No record that is put together is longer: the host sees to it. */
export const MOST_BYTES: i32 = 1 << 16;

/** The part whose text was not there. */
export let missingPart: i32 = 0;

/** Writes a record. @returns The position after it; 0 where a text is missing. */
export function writeParts(shape: i32, made: i32, record: i32, out: i32): i32 {
  let at = out;
  let part = shape + FIRST_PART;
  for (let left = load<i32>(shape); left > 0; left -= 1) {
    const whose = load<i32>(part, PART_OF);
    if (whose >= 0) {
      const entity = load<i32>(made + (whose << 2), ENTITIES);
      const page = load<i32>(load<i32>(part, PART_TEXT) + ((entity >> PAGE_BITS) << 2));
      const text = page + ((entity & IN_PAGE) << 3);
      if (page == 0 || load<i32>(text) == 0) {
        missingPart = part;
        return 0;
      }
      const length = load<i32>(text, 4);
      copy(at, load<i32>(text), length);
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
