import { half32, keyed32, wordOf } from '../shared/keyed32';
import { whole32 } from '../shared/whole32';

/** As `src/random/burstyCount.ts`, which says what this is. Given are its key and how many there are in a cell, f64; */
const LOW: i32 = 0;
const HIGH: i32 = 8;
const PER_CELL: i32 = 16;
/** kept are the cell that was asked for last, how many before it and in it, and of a part of it the same: from when to when. */
const CELL_FROM: i32 = 24;
const CELL_BEFORE: i32 = 32;
const CELL_INSIDE: i32 = 40;
const FROM: i32 = 48;
const UNTIL: i32 = 56;
const BEFORE: i32 = 64;
const INSIDE: i32 = 72;
export const BURSTY_SIZE: i32 = 80;

const CELL_BITS: i32 = 26;
const CELL: f64 = <f64>(1 << CELL_BITS);
const LEVELS: i32 = 10;
/** Multiplied with, not divided by: as exact for powers of two, and much quicker. */
const IN_2_8: f64 = 1 / 256;
const IN_2_23: f64 = 1 / 8_388_608;
const IN_2_32: f64 = 1 / 4_294_967_296;

/** @param micros - Since its origin. */
export function burstyCount(about: i32, micros: f64): f64 {
  if (micros < load<f64>(about, FROM) || micros >= load<f64>(about, UNTIL)) descend(about, micros);
  const from = load<f64>(about, FROM);
  const part = (load<f64>(about, INSIDE) * (micros - from)) / (load<f64>(about, UNTIL) - from);
  return load<f64>(about, BEFORE) + Math.floor(part);
}

@inline
function atCell(perCell: f64, keyLow: u32, keyHigh: u32, cell: f64): f64 {
  return Math.floor(perCell * (cell + <f64>keyed32(keyLow, keyHigh, whole32(cell), 0) * IN_2_32));
}

/** Shares of a half in units of 2^-40: the least one, and what each of the 2^23 steps adds, in units of 2^-60. */
const UNIT_BITS: u64 = 40;
const UNITS: u64 = (1 << UNIT_BITS) - 1;
const LEAST_SHARE: u64 = <u64>(0.1 * 1_152_921_504_606_846_976);
const SHARE_STEP: u64 = <u64>(0.4 * 137_438_953_472);
/** Below so many in a part, a whole number so near to the sum that numbers of 64 bits might round to it is no further than this. */
const MOST_INSIDE: i64 = 1 << 20;
const NEAR: u64 = 1 << 23;

/**
 * How many the smaller half of a part has. Each level waits for the one before it, and whole numbers are there in a third of the time; the
 * few results that rounding might change are found as in `src/random/burstyCount.ts`.
 */
@inline
function smallerHalf(inside: i64, word: u32): i64 {
  const share = (LEAST_SHARE + <u64>(word >>> 9) * SHARE_STEP) >> 20;
  const sum = <u64>inside * share + (<u64>(word & 0xff) << (UNIT_BITS - 8));
  if (((sum + NEAR) & UNITS) < 2 * NEAR || inside >= MOST_INSIDE) return smallerRounded(inside, word);
  return <i64>(sum >> UNIT_BITS);
}

function smallerRounded(inside: i64, word: u32): i64 {
  const share = 0.1 + <f64>(<i32>(word >>> 9)) * IN_2_23 * 0.4;
  return <i64>(<f64>inside * share + <f64>(<i32>(word & 0xff)) * IN_2_8);
}

function descend(about: i32, micros: f64): void {
  const keyLow = whole32(load<f64>(about, LOW));
  const keyHigh = whole32(load<f64>(about, HIGH));
  const cell = Math.floor(micros * (1 / CELL));
  const cellFrom = cell * CELL;
  if (load<f64>(about, CELL_FROM) != cellFrom || load<f64>(about, UNTIL) == 0) {
    const perCell = load<f64>(about, PER_CELL);
    const first = atCell(perCell, keyLow, keyHigh, cell);
    store<f64>(about, cellFrom, CELL_FROM);
    store<f64>(about, first, CELL_BEFORE);
    store<f64>(about, atCell(perCell, keyLow, keyHigh, cell + 1) - first, CELL_INSIDE);
  }
  let before: i64 = 0;
  let inside = <i64>whole32(load<f64>(about, CELL_INSIDE));
  const half = half32(keyLow, keyHigh, whole32(cell));
  // Halves of halves: which ones hold the moment, its bits say, so that no level waits for the one above it to know its word.
  const within = <i32>whole32(Math.floor(micros - cellFrom));
  let bit = CELL_BITS - 1;
  for (; bit >= CELL_BITS - LEVELS && inside > 0; bit -= 1) {
    const node = (1 << (CELL_BITS - 1 - bit)) | (within >> (bit + 1));
    const word = wordOf(half, node * 2 + 1);
    const smaller = smallerHalf(inside, word);
    // Masks, not branches: which half is the smaller one, and which holds the moment, no processor foresees.
    const isRight = -<i64>((within >> bit) & 1);
    const isLarger = (<i64>((word >>> 8) & 1) - 1) ^ isRight;
    const next = (inside & isLarger) + ((smaller ^ isLarger) - isLarger);
    before += (inside - next) & isRight;
    inside = next;
  }
  const width = 1 << (bit + 1);
  const from = cellFrom + <f64>(within & ~(width - 1));
  store<f64>(about, from, FROM);
  store<f64>(about, from + <f64>width, UNTIL);
  store<f64>(about, load<f64>(about, CELL_BEFORE) + <f64>before, BEFORE);
  store<f64>(about, <f64>inside, INSIDE);
}
