import { keyed32, scale32 } from '../../random/keyed32.js';
import type { RandomSource } from '../../random/randomSource.js';

/**
 * When Sysmon writes its records: it hears of connections in batches, about once in 0.65 s, and writes each batch about a second late.
 *
 * Fitted to the lags of healthy hosts (`docs/fields/sysmon-winevt.md`, times): quartiles 1.10, 1.37, 1.52 s, minimum 0.92 s, a tail of
 * some percent up to 6 s. TimeCreated is the instant of the batch, keyed by host, boot and number, plus a part that grows with the
 * record's own time within the batch: so it never falls, and never depends on neighbours.
 */
export interface SysmonWriter {
  /** Places a record. The result is in {@link written} and {@link tenth}: no object per event. Rising times cost least. */
  place(at: number): void;
  /** Microseconds since 1970-01-01 UTC, true time. */
  written: number;
  /** Tenths of a microsecond besides, 0 to 9. */
  tenth: number;
}

const PERIOD = 650_000;
const JITTER = 200_000;
const LEAST_LAG = 930_000;
const LAG_SPREAD = 90_000;
/** Of 2^32: batches that wait for the next, */
const SKIPPED = 0.045 * 2 ** 32;
/** and runs of eight of which only the last is written: a busy host. */
const STALLED = 0.02 * 2 ** 32;
/** Tenths of a microsecond that writing one batch takes. */
const LEAST_WIDTH = 80_000;
const WIDTH_SPREAD = 170_000;

const BOUNDARY = 1;
const SKIP = 2;
const STALL = 3;
const LAG = 4;
const WIDTH = 5;

/** The longest lag that a record can have: how far back a slice of output must look. Microseconds. */
export const LONGEST_LAG = 9 * PERIOD + JITTER + LEAST_LAG + LAG_SPREAD + (LEAST_WIDTH + WIDTH_SPREAD) / 10;

/** @param random - Of the host and boot. @param bootAt - Microseconds since 1970-01-01 UTC, true time. */
export function sysmonWriter(random: RandomSource, bootAt: number): SysmonWriter {
  return new BatchWriter(random, bootAt);
}

class BatchWriter implements SysmonWriter {
  written = 0;
  tenth = 0;
  readonly #keyLow: number;
  readonly #keyHigh: number;
  readonly #bootAt: number;
  #from = 0;
  #until = 0;
  #flushed = 0;
  #width = 0;

  constructor({ keyLow, keyHigh }: RandomSource, bootAt: number) {
    this.#keyLow = keyLow;
    this.#keyHigh = keyHigh;
    this.#bootAt = bootAt;
  }

  place(at: number): void {
    if (at < this.#from || at >= this.#until) this.#findBatch(at);
    const tenths = Math.floor((this.#width * (at - this.#from)) / (this.#until - this.#from));
    this.written = this.#flushed + Math.floor(tenths / 10);
    this.tenth = tenths % 10;
  }

  #findBatch(at: number): void {
    let n = Math.floor((at - this.#bootAt) / PERIOD);
    if (this.#boundary(n) <= at) n += 1;
    let before = n - 1;
    while (this.#skipped(n)) n += 1;
    while (this.#skipped(before)) before -= 1;
    this.#from = this.#boundary(before);
    this.#until = this.#boundary(n);
    this.#flushed = this.#until + LEAST_LAG + scale32(this.#word(n, LAG), LAG_SPREAD);
    this.#width = LEAST_WIDTH + scale32(this.#word(n, WIDTH), WIDTH_SPREAD);
  }

  #boundary(n: number): number {
    return this.#bootAt + n * PERIOD + scale32(this.#word(n, BOUNDARY), JITTER);
  }

  #skipped(n: number): boolean {
    return (n & 7) !== 7 && (this.#word(n, SKIP) < SKIPPED || this.#word(n >> 3, STALL) < STALLED);
  }

  #word(n: number, purpose: number): number {
    return keyed32(this.#keyLow, this.#keyHigh, n, purpose);
  }
}
