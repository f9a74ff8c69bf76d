import { keyed32 } from './keyed32.js';
import type { RandomSource } from './randomSource.js';

/** 2^26 microseconds, 67 s: within a cell the count follows a cascade, between cells a straight line with noise below one cell. */
const CELL = 2 ** 26;
const LEVELS = 10;

/** How many there are in a cell on average. */
export const perCellOf = (perSecond: number) => (perSecond * CELL) / 1_000_000;

/**
 * How much of something nobody sees has happened up to a moment: other Sysmon events, other programs' ports.
 *
 * A count that never falls, known at any moment without the moments before (a prefix sum by arithmetic), and bursty as real
 * activity is: each cell's share is split unevenly again and again down to 66 ms.
 *
 * @param perSecond - Mean rate.
 * @returns A function from microseconds since any fixed origin to the count up to there. Moments may come in any order; rising ones cost least.
 */
export function burstyCount(random: RandomSource, perSecond: number): (micros: number) => number {
  const { keyLow, keyHigh } = random;
  const perCell = perCellOf(perSecond);
  const atCell = (cell: number) => Math.floor(perCell * (cell + keyed32(keyLow, keyHigh, cell, 0) / 4_294_967_296));
  let from = 0;
  let until = 0;
  let before = 0;
  let inside = 0;

  const descend = (micros: number) => {
    const cell = Math.floor(micros / CELL);
    from = cell * CELL;
    let width = CELL;
    before = atCell(cell);
    inside = atCell(cell + 1) - before;
    for (let level = 1, node = 1; level <= LEVELS && inside > 0; level += 1) {
      const word = keyed32(keyLow, keyHigh, cell, node * 2 + 1);
      // Uneven on purpose: the smaller half gets 10 to 50 %, and which half that is, is a coin's toss.
      const smaller = Math.floor(inside * (0.1 + ((word >>> 9) / 2 ** 23) * 0.4) + (word & 0xff) / 256);
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
    until = from + width;
  };

  return (micros) => {
    if (micros < from || micros >= until) descend(micros);
    return before + Math.floor((inside * (micros - from)) / (until - from));
  };
}
