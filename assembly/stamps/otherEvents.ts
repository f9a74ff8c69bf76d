import { keyed32 } from '../shared/keyed32';
import { OTHER_HIGH, OTHER_LOW, OTHER_PER_CELL, PART_BEFORE, PART_FROM, PART_INSIDE, PART_UNTIL } from './host';

/** As `src/random/burstyCount.ts`, which says what this is. */
const CELL: f64 = 67_108_864;
const LEVELS: i32 = 10;
const WORDS: f64 = 4_294_967_296;

/** How many other events there have been. @param micros - Since boot. */
export function otherEvents(host: i32, micros: f64): f64 {
  if (micros < load<f64>(host, PART_FROM) || micros >= load<f64>(host, PART_UNTIL)) descend(host, micros);
  const from = load<f64>(host, PART_FROM);
  const part = (load<f64>(host, PART_INSIDE) * (micros - from)) / (load<f64>(host, PART_UNTIL) - from);
  return load<f64>(host, PART_BEFORE) + Math.floor(part);
}

function atCell(perCell: f64, keyLow: u32, keyHigh: u32, cell: f64): f64 {
  return Math.floor(perCell * (cell + <f64>keyed32(keyLow, keyHigh, <u32>cell, 0) / WORDS));
}

function descend(host: i32, micros: f64): void {
  const keyLow = <u32>load<f64>(host, OTHER_LOW);
  const keyHigh = <u32>load<f64>(host, OTHER_HIGH);
  const perCell = load<f64>(host, OTHER_PER_CELL);
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
    if (micros < from + width) inside = left;
    else {
      from += width;
      before += left;
      inside -= left;
      node += 1;
    }
  }
  store<f64>(host, from, PART_FROM);
  store<f64>(host, from + width, PART_UNTIL);
  store<f64>(host, before, PART_BEFORE);
  store<f64>(host, inside, PART_INSIDE);
}
