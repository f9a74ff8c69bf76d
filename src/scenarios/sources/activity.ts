import { keyedValue, type Quantiles, quantiles } from '../../random/quantiles.js';
import type { RandomSource } from '../../random/randomSource.js';
import type { Presence } from '../../world/presence.js';

/** Epochs that people stay at or away from a host for: half an hour. */
const STAY = 6;
/** Hosts differ, and the same host differs from one half-hour to the next: thousandths of the mean, which is 1,000 for each. */
const HOST = quantiles([0, 350], [0.5, 780], [0.9, 1650], [1, 3050]);
const HALF_HOUR = quantiles([0, 60], [0.25, 380], [0.6, 950], [0.9, 2000], [1, 3500]);

const OF_HOST = 1;
const OF_STAY = 2;

/** How much goes on by who is there: while somebody is at the host, in the epoch in which he comes, and else. */
export interface Curve {
  readonly here: number;
  readonly coming: number;
  readonly away: number;
  /** Whether it differs from host to host and from half-hour to half-hour. */
  readonly varies: boolean;
}

/** What follows from people, what machines do by themselves but more of it for people, and what happens once when somebody comes. */
export const curves = {
  people: { here: 1, coming: 1, away: 0.015, varies: true },
  machines: { here: 1, coming: 1, away: 0.3, varies: true },
  arrivals: { here: 0, coming: 1, away: 0, varies: false },
} as const satisfies Record<string, Curve>;

/** How busy a host is: the share of what its habits do on average, epoch by epoch. */
export class Activity {
  static readonly halfHour: Quantiles = HALF_HOUR;
  readonly keyLow: number;
  readonly keyHigh: number;
  /** The host's own share. */
  readonly host: number;

  /** @param random - Of the host: its activities of several curves have the same. */
  constructor(
    { keyLow, keyHigh }: RandomSource,
    readonly presence: Presence,
    readonly curve: Curve,
  ) {
    this.keyLow = keyLow;
    this.keyHigh = keyHigh;
    this.host = curve.varies ? keyedValue(HOST, keyLow, keyHigh, 0, OF_HOST) / 1000 : 1;
  }

  at(epoch: number): number {
    const level = this.#level(epoch);
    if (!this.curve.varies) return level;
    return ((this.host * keyedValue(HALF_HOUR, this.keyLow, this.keyHigh, Math.floor(epoch / STAY), OF_STAY)) / 1000) * level;
  }

  #level(epoch: number): number {
    const { presence, curve } = this;
    const day = presence.dayOf(epoch);
    const begins = presence.begins(day);
    if (begins < 0 || epoch < begins || epoch >= presence.ends(day)) return curve.away;
    return epoch === begins ? curve.coming : curve.here;
  }
}
