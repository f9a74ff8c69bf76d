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
 */
export class BurstyCount {
  readonly #keyLow: number;
  readonly #keyHigh: number;
  readonly #perCell: number;
  #from = 0;
  #until = 0;
  #before = 0;
  #inside = 0;

  /** @param perSecond - Mean rate. */
  constructor({ keyLow, keyHigh }: RandomSource, perSecond: number) {
    this.#keyLow = keyLow;
    this.#keyHigh = keyHigh;
    this.#perCell = perCellOf(perSecond);
  }

  /** The count up to a moment. @param micros - Since any fixed origin. Moments may come in any order; rising ones cost least. */
  at(micros: number): number {
    if (micros < this.#from || micros >= this.#until) this.#descend(micros);
    return this.#before + Math.floor((this.#inside * (micros - this.#from)) / (this.#until - this.#from));
  }

  #atCell(cell: number): number {
    return Math.floor(this.#perCell * (cell + keyed32(this.#keyLow, this.#keyHigh, cell, 0) / 4_294_967_296));
  }

  #descend(micros: number): void {
    const cell = Math.floor(micros / CELL);
    let from = cell * CELL;
    let width = CELL;
    let before = this.#atCell(cell);
    let inside = this.#atCell(cell + 1) - before;
    for (let level = 1, node = 1; level <= LEVELS && inside > 0; level += 1) {
      const word = keyed32(this.#keyLow, this.#keyHigh, cell, node * 2 + 1);
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
    this.#from = from;
    this.#until = from + width;
    this.#before = before;
    this.#inside = inside;
  }
}
