import { findEnd } from './findEnd';
import {
  ENTRIES,
  ENTRY_SIZE,
  FIELDS,
  IDS,
  MOST_IDS,
  MOST_QUEUED,
  QUEUE,
  QUEUE_ITEM,
  SLOT_COUNT,
  SLOTS,
  STATE_IS_FAULTY,
  STATE_QUEUED,
  TEXTS,
  TEXTS_END,
} from './memory';
import { same, VECTOR } from './same';

/**
 * What a value is, by id: the host has the judged values under the same ids. A remembered value stands for all of its kind that are
 * written with the same bytes.
 */
export const ABSENT: i32 = 0;
/** A number or moment that was read without making an object for it. */
export const PLAIN: i32 = 1;
/** From here on, one id per field: a value that is judged for this record alone. */
export const OWN: i32 = 2;
/** Stands before the first value of every record. */
const BEFORE: i32 = OWN + FIELDS;
/** From here on: remembered values. */
export const REMEMBERED: i32 = BEFORE + 1;

/** Longer values are not remembered, so that the texts of a record always have room. */
const LONGEST: i32 = 512;
/** Values of a record at most, as far as room is made for them. */
const MOST_VALUES: i32 = 512;
/** Who crafts values that all hash alike finds them judged each time. */
const MOST_PROBES: i32 = 32;

// A remembered value, i32 each.
const TABLE: i32 = 0;
const TEXT_AT: i32 = 4;
const LENGTH: i32 = 8;
const HASH: i32 = 12;
/** What was remembered next in a record when this was met last: after a process mostly its image, after a host its address. */
const FOLLOWER: i32 = 16;
const IS_FAULTY: i32 = 20;

let nextId: i32 = REMEMBERED;
let textsEnd: i32 = TEXTS;
/** The remembered value before the one that is read. */
let last: i32 = BEFORE;

@inline
function entryOf(id: i32): i32 {
  return ENTRIES + id * ENTRY_SIZE;
}

/** Forgets all remembered values. */
export function forgetValues(): void {
  memory.fill(SLOTS, 0, SLOT_COUNT << 2);
  nextId = REMEMBERED;
  textsEnd = TEXTS;
  store<i32>(entryOf(BEFORE), 0, FOLLOWER);
}

/** A record begins: makes room for its values, which costs time now and then and nothing else. */
@inline
export function beginValues(): void {
  if (nextId > MOST_IDS - MOST_VALUES || textsEnd > TEXTS_END - MOST_VALUES * (LONGEST + VECTOR)) forgetValues();
  store<i32>(STATE_IS_FAULTY, 0);
  store<i32>(STATE_QUEUED, 0);
  last = BEFORE;
}

/** Tries another way through a record: values that were found stay remembered. */
@inline
export function beginAgain(): void {
  last = BEFORE;
}

/** The host has judged a remembered value and found a fault in it. */
export function noteFaulty(id: i32): void {
  store<i32>(entryOf(id), 1, IS_FAULTY);
}

/**
 * Reads a value of a kind whose values repeat.
 *
 * @param edge - Which edge asks, for the host, which judges what is new.
 * @param table - The kind and how it is written.
 * @returns Offset behind it; as `findEnd`.
 */
export function remembered(edge: i32, table: i32, form: i32, field: i32, start: i32, end: i32): i32 {
  const follower = load<i32>(entryOf(last), FOLLOWER);
  if (follower != 0) {
    const entry = entryOf(follower);
    const length = load<i32>(entry, LENGTH);
    if (load<i32>(entry, TABLE) == table && start + length <= end && same(start, load<i32>(entry, TEXT_AT), length)) {
      found(follower, entry, field);
      return start + length - 1;
    }
  }
  const behind = findEnd(form, start, end);
  if (behind < 0) return behind;
  const length = behind + 1 - start; // what ends a value is remembered with it
  const id = length <= LONGEST ? idOf(edge, table, start, length) : 0;
  if (id == 0) return own(edge, field, start, behind);
  const entry = entryOf(id);
  store<i32>(entryOf(last), id, FOLLOWER);
  found(id, entry, field);
  return behind;
}

@inline
function found(id: i32, entry: i32, field: i32): void {
  store<i32>(IDS + (field << 2), id);
  store<i32>(STATE_IS_FAULTY, load<i32>(STATE_IS_FAULTY) | load<i32>(entry, IS_FAULTY));
  last = id;
}

/** Has the host judge a value for this record alone. @returns `behind`. */
export function own(edge: i32, field: i32, start: i32, behind: i32): i32 {
  store<i32>(IDS + (field << 2), OWN + field);
  queue(OWN + field, edge, start, behind);
  return behind;
}

/** Whether the last record had more new values than the host can be told of. */
@inline
export function isQueueFull(): bool {
  return load<i32>(STATE_QUEUED) >= MOST_QUEUED;
}

function queue(id: i32, edge: i32, start: i32, end: i32): void {
  const queued = load<i32>(STATE_QUEUED);
  if (queued == MOST_QUEUED) return;
  const item = QUEUE + queued * QUEUE_ITEM;
  store<i32>(item, id);
  store<i32>(item, edge, 4);
  store<i32>(item, start, 8);
  store<i32>(item, end, 12);
  store<i32>(STATE_QUEUED, queued + 1);
}

/** The id of these bytes, with what ends them; 0 if there is no room for them. */
function idOf(edge: i32, table: i32, start: i32, length: i32): i32 {
  const hash = hashOf(start, length, table);
  let slot = hash & (SLOT_COUNT - 1);
  for (let probe = 0; probe < MOST_PROBES; probe += 1) {
    const at = SLOTS + (slot << 2);
    const id = load<i32>(at);
    if (id == 0) return remember(at, edge, table, start, length, hash);
    const entry = entryOf(id);
    if (
      load<i32>(entry, HASH) == hash &&
      load<i32>(entry, TABLE) == table &&
      load<i32>(entry, LENGTH) == length &&
      same(start, load<i32>(entry, TEXT_AT), length)
    )
      return id;
    slot = (slot + 1) & (SLOT_COUNT - 1);
  }
  return 0;
}

function remember(slot: i32, edge: i32, table: i32, start: i32, length: i32, hash: i32): i32 {
  if (nextId == MOST_IDS || textsEnd + length + VECTOR > TEXTS_END || isQueueFull()) return 0;
  const id = nextId;
  const entry = entryOf(id);
  store<i32>(slot, id);
  store<i32>(entry, table, TABLE);
  store<i32>(entry, textsEnd, TEXT_AT);
  store<i32>(entry, length, LENGTH);
  store<i32>(entry, hash, HASH);
  store<i32>(entry, 0, FOLLOWER);
  store<i32>(entry, 0, IS_FAULTY);
  memory.copy(textsEnd, start, length);
  textsEnd += length;
  nextId += 1;
  queue(id, edge, start, start + length - 1);
  return id;
}

/** Eight bytes at a time; good enough for a table that compares the bytes as well. */
function hashOf(start: i32, length: i32, table: i32): i32 {
  let hash: u64 = (<u64>table << 32) | length;
  let at = start;
  for (const stop = start + length - 8; at <= stop; at += 8) hash = mixed(hash ^ load<u64>(at));
  const left = start + length - at;
  if (left > 0) hash = mixed(hash ^ (load<u64>(at) & (((<u64>1) << (left << 3)) - 1)));
  return <i32>(hash ^ (hash >> 29));
}

/** A multiplication by the golden ratio, as in Fibonacci hashing. */
@inline
function mixed(hash: u64): u64 {
  const product = hash * 0x9e37_79b9_7f4a_7c15;
  return product ^ (product >> 32);
}
