import { keyed32 } from '../shared/keyed32';

/** As `src/random/burstyCount.ts`, which says what this is. Given are its key and how many there are in a cell, */
const LOW: i32 = 0;
const HIGH: i32 = 8;
const PER_CELL: i32 = 16;
/** kept is the part of a cell that was asked for last: from when to when, how many before it and in it. */
const FROM: i32 = 24;
const UNTIL: i32 = 32;
const BEFORE: i32 = 40;
const INSIDE: i32 = 48;

const CELL: f64 = 67_108_864;
const LEVELS: i32 = 10;
const WORDS: f64 = 4_294_967_296;

/** @param micros - Since its origin. */
export function burstyCount(about: i32, micros: f64): f64 {
  if (micros < load<f64>(about, FROM) || micros >= load<f64>(about, UNTIL)) descend(about, micros);
  const from = load<f64>(about, FROM);
  const part = (load<f64>(about, INSIDE) * (micros - from)) / (load<f64>(about, UNTIL) - from);
  return load<f64>(about, BEFORE) + Math.floor(part);
}

@inline
function atCell(perCell: f64, keyLow: u32, keyHigh: u32, cell: f64): f64 {
  return Math.floor(perCell * (cell + <f64>keyed32(keyLow, keyHigh, <u32>cell, 0) / WORDS));
}

function descend(about: i32, micros: f64): void {
  const keyLow = <u32>load<f64>(about, LOW);
  const keyHigh = <u32>load<f64>(about, HIGH);
  const perCell = load<f64>(about, PER_CELL);
  const cell = Math.floor(micros / CELL);
  let from = cell * CELL;
  let width = CELL;
  let before = atCell(perCell, keyLow, keyHigh, cell);
  let inside = atCell(perCell, keyLow, keyHigh, cell + 1) - before;
  for (let level = 1, node = 1; level <= LEVELS && inside > 0; level += 1) {
    const word = keyed32(keyLow, keyHigh, <u32>cell, node * 2 + 1);
    const smaller = Math.floor(inside * (0.1 + (<f64>(word >>> 9) / 8_388_608) * 0.4) + <f64>(word & 0xff) / 256);
    const left = (word >>> 8) & 1 ? smaller : inside - smaller;
    width /= 2;
    node *= 2;
    // Chosen, not branched to: which half it is, no processor foresees.
    const isLeft = micros < from + width;
    from = select<f64>(from, from + width, isLeft);
    before = select<f64>(before, before + left, isLeft);
    inside = select<f64>(left, inside - left, isLeft);
    node = select<i32>(node, node + 1, isLeft);
  }
  store<f64>(about, from, FROM);
  store<f64>(about, from + width, UNTIL);
  store<f64>(about, before, BEFORE);
  store<f64>(about, inside, INSIDE);
}
