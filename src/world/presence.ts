import { keyed32, scale32 } from '../random/keyed32.js';
import type { RandomSource } from '../random/randomSource.js';

/** Steps of a day: five minutes each, counted from 1970-01-01 UTC as epochs are. */
export const STEPS_OF_DAY = 288;
const STEP_SECONDS = 300;

const OF_COMING = 1;
const OF_BEGIN = 2;
const OF_LATENESS = 3;
const OF_LENGTH = 4;

/** Of 2^32: people come on most working days, and a few come at weekends. `assembly/model/presence.ts` has the same numbers. */
const ON_WORKING_DAYS = 3_951_369_912;
const AT_WEEKENDS = 257_698_038;
/** They come from 7:30 on, up to twice 75 minutes later, */
const EARLIEST = 90;
const LATER = 16;
/** and stay for 8 to 10.5 hours, so that a day at work never goes on past midnight. */
const SHORTEST = 96;
const LONGER = 31;

/**
 * When somebody is at a host: whole steps of five minutes, a function of host and day.
 *
 * Days are those of the host's site. A class, since a large office has tens of thousands.
 */
export class Presence {
  readonly keyLow: number;
  readonly keyHigh: number;
  /** Steps by which the site is ahead of UTC. */
  readonly ahead: number;

  /** @param utcOffset - Of the site, seconds. */
  constructor({ keyLow, keyHigh }: RandomSource, utcOffset: number) {
    this.keyLow = keyLow;
    this.keyHigh = keyHigh;
    this.ahead = Math.floor(utcOffset / STEP_SECONDS);
  }

  /** The day of a step: its number since 1970-01-01. */
  dayOf(step: number): number {
    return Math.floor((step + this.ahead) / STEPS_OF_DAY);
  }

  /** The step with which somebody comes on a day; -1 where nobody does. */
  begins(day: number): number {
    // 1970-01-01 was a Thursday.
    const share = (day + 3) % 7 < 5 ? ON_WORKING_DAYS : AT_WEEKENDS;
    if (this.#word(day, OF_COMING) >= share) return -1;
    const late = scale32(this.#word(day, OF_BEGIN), LATER) + scale32(this.#word(day, OF_LATENESS), LATER);
    return day * STEPS_OF_DAY + EARLIEST + late - this.ahead;
  }

  /** The step behind the last one of a day on which somebody comes. */
  ends(day: number): number {
    return this.begins(day) + SHORTEST + scale32(this.#word(day, OF_LENGTH), LONGER);
  }

  #word(day: number, purpose: number): number {
    return keyed32(this.keyLow, this.keyHigh, day, purpose);
  }
}
