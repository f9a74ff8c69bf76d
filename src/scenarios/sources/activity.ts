import { keyedValue, type Quantiles, quantiles } from '../../random/quantiles.js';
import type { RandomSource } from '../../random/randomSource.js';

/** Epochs that people stay at or away from a host for: half an hour. */
const STAY = 6;
/** Hosts differ, and the same host differs from one half-hour to the next: thousandths of the mean, which is 1,000 for each. */
const HOST = quantiles([0, 350], [0.5, 780], [0.9, 1650], [1, 3050]);
const HALF_HOUR = quantiles([0, 60], [0.25, 380], [0.6, 950], [0.9, 2000], [1, 3500]);

const OF_HOST = 1;
const OF_STAY = 2;

/** How busy a host is: the share of what its habits do on average, epoch by epoch. */
export class Activity {
  static readonly halfHour: Quantiles = HALF_HOUR;
  readonly keyLow: number;
  readonly keyHigh: number;
  /** The host's own share. */
  readonly host: number;

  constructor({ keyLow, keyHigh }: RandomSource) {
    this.keyLow = keyLow;
    this.keyHigh = keyHigh;
    this.host = keyedValue(HOST, keyLow, keyHigh, 0, OF_HOST) / 1000;
  }

  at(epoch: number): number {
    return (this.host * keyedValue(HALF_HOUR, this.keyLow, this.keyHigh, Math.floor(epoch / STAY), OF_STAY)) / 1000;
  }
}
