import { byteOf, halfOf, numberOf, wordOf } from './columns';
import { writeCommunityId } from './communityId';
import { writeDecimal, writeFixed } from './decimal';
import { writeEventId } from './eventId';
import { writeEpoch, writeSyslogTime, writeTime } from './time';

/*
 * A template as the host puts it down, all i32: bytes of the longest record, number of pieces; then the pieces. A piece is its text and its
 * length, the number of slots in it and the slot behind it; then its slots.
 */
export const ROOM: i32 = 0;
const PIECE_COUNT: i32 = 4;
const FIRST_PIECE: i32 = 8;
const PIECE_TEXT: i32 = 0;
const PIECE_LENGTH: i32 = 4;
const PIECE_SLOTS: i32 = 8;
/** Column of the number behind the piece; -1 for none. */
const PIECE_NUMBER: i32 = 12;
const PIECE_SIZE: i32 = 16;
// Slot: what it is, where it stands in the piece, its column, and what is said besides.
const SLOT_KIND: i32 = 0;
export const SLOT_PLACE: i32 = 4;
const SLOT_COLUMN: i32 = 8;
const SLOT_ABOUT: i32 = 12;
export const SLOT_SIZE: i32 = 16;

/** What stands in a slot; the host has the same list. */
export const ISO_MILLIS: i32 = 0;
export const UTC_MILLIS: i32 = 1;
export const SYSTEM_TIME_7: i32 = 2;
export const SYSTEM_TIME_9: i32 = 3;
export const HOST_MILLIS: i32 = 4;
export const SYSLOG_TIME: i32 = 5;
export const PORT: i32 = 6;
export const EPOCH_SECONDS: i32 = 7;
export const EPOCH_MILLIS: i32 = 8;
export const EVENT_ID: i32 = 9;
export const COMMUNITY_ID: i32 = 10;

const VECTOR: i32 = 16;
const BLOCK: i32 = 4 * VECTOR;

/**
 * Copies text, in whole blocks: how many vectors a text takes no processor foresees, and a wrong guess costs more than a block. What is
 * written behind the text is covered by what comes next.
 */
@inline
export function copy(to: i32, from: i32, length: i32): void {
  copyBlock(to, from);
  for (let i = BLOCK; i < length; i += BLOCK) copyBlock(to + i, from + i);
}

@inline
function copyBlock(to: i32, from: i32): void {
  v128.store(to, v128.load(from));
  v128.store(to, v128.load(from, 16), 16);
  v128.store(to, v128.load(from, 32), 32);
  v128.store(to, v128.load(from, 48), 48);
}

/** Writes a record. @returns The position after it. */
export function writeTemplate(template: i32, record: i32, out: i32): i32 {
  let at = out;
  let piece = template + FIRST_PIECE;
  for (let left = load<i32>(template, PIECE_COUNT); left > 0; left -= 1) {
    const length = load<i32>(piece, PIECE_LENGTH);
    copy(at, load<i32>(piece, PIECE_TEXT), length);
    const number = load<i32>(piece, PIECE_NUMBER);
    let slot = piece + PIECE_SIZE;
    const end = slot + load<i32>(piece, PIECE_SLOTS) * SLOT_SIZE;
    for (; slot < end; slot += SLOT_SIZE) writeSlot(slot, record, at + load<i32>(slot, SLOT_PLACE));
    at += length;
    if (number >= 0) at = writeDecimal(at, numberOf(number, record));
    piece = end;
  }
  return at;
}

@inline
export function writeSlot(slot: i32, record: i32, at: i32): void {
  const column = load<i32>(slot, SLOT_COLUMN);
  switch (load<i32>(slot, SLOT_KIND)) {
    case SYSTEM_TIME_7:
      writeTime(at, numberOf(column, record), byteOf(column + 1, record), true, 7);
      break;
    case UTC_MILLIS:
      writeTime(at, numberOf(column, record), 0, false, 3);
      break;
    case PORT:
      writeFixed(at, halfOf(column, record), 5);
      break;
    case ISO_MILLIS:
      writeTime(at, numberOf(column, record), 0, true, 3);
      break;
    case SYSTEM_TIME_9:
      writeTime(at, numberOf(column, record), byteOf(column + 1, record), true, 9);
      break;
    case HOST_MILLIS:
      writeTime(at, wallTime(load<i32>(slot, SLOT_ABOUT), numberOf(column, record)), 0, true, 3);
      break;
    case SYSLOG_TIME:
      writeSyslogTime(at, numberOf(column, record));
      break;
    case EPOCH_SECONDS:
      writeEpoch(at, numberOf(column, record), 1);
      break;
    case EPOCH_MILLIS:
      writeEpoch(at, numberOf(column, record), 0);
      break;
    case EVENT_ID:
      // The column is that of the low half of the key, and the high half is the next; what is said besides is the column of arrivals.
      writeEventId(at, wordOf(column, record), wordOf(column + 1, record), Math.floor(numberOf(load<i32>(slot, SLOT_ABOUT), record) / 1000));
      break;
    default:
      writeCommunityId(at, load<i32>(slot, SLOT_ABOUT), halfOf(column, record));
  }
}

/** True time as a host's wall clock shows it. @param clock - Wall clock minus true time, since when, drift in parts per million: f64. */
@inline
function wallTime(clock: i32, at: f64): f64 {
  return at + load<f64>(clock) + Math.floor(((at - load<f64>(clock, 8)) * load<f64>(clock, 16)) / 1_000_000);
}
