import { setImmediate } from 'node:timers/promises';
import type { Place } from '../generators/index.js';

/** Says where the bulk writer writes next. */
export interface OutputTurns {
  /** How many outputs take turns. */
  readonly count: number;
  /**
   * Waits for a place to write to.
   *
   * @param isWhole - Whether it must be a whole output: nothing fitted behind what the last one has.
   */
  next(isWhole: boolean): Promise<Place>;
  /** @param done - When what has just been written there may be written over. */
  filled(done: Promise<void>): void;
}

/** One output after the other is filled, while what is in the others is written. */
export class WholeOutputs implements OutputTurns {
  readonly #done: Promise<void>[];
  #next = 0;

  /** @param pauses - Whether others are to be heard between outputs. */
  constructor(
    readonly count: number,
    private readonly pauses = false,
  ) {
    this.#done = Array.from({ length: count }, () => Promise.resolve());
  }

  async next(): Promise<Place> {
    await this.#done[this.#next];
    // What the system has done is told to us only when we pause, and only then it gets more to do.
    if (this.pauses) await setImmediate();
    return { output: this.#next, at: 0, records: 0 };
  }

  filled(done: Promise<void>): void {
    this.#done[this.#next] = done;
    this.#next = (this.#next + 1) % this.count;
  }
}
