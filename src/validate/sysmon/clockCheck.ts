import type { Report } from '../reporter.js';

/** Fewer records say nothing about a clock. */
const ENOUGH = 20;
/** So large a share of either sign is chance and no clock. */
const SHARE = 0.2;

/** How the two times of a host's records lie to each other: a real host is late by one to two seconds, or off by a constant. */
export class ClockCheck {
  #records = 0;
  #together = 0;
  #early = 0;

  /** @param lag - TimeCreated less UtcTime, milliseconds; `NaN` if either is unknown. */
  note(lag: number): void {
    if (Number.isNaN(lag)) return;
    this.#records += 1;
    if (lag === 0) this.#together += 1;
    else if (lag < 0) this.#early += 1;
  }

  end(computer: string, report: Report): void {
    if (this.#records < ENOUGH) return;
    const early = this.#early / this.#records;
    const late = (this.#records - this.#early - this.#together) / this.#records;
    const say = (received: string) =>
      report(
        'sysmon3/stream-lag',
        'UNUSUAL',
        'System/TimeCreated/@SystemTime',
        `a lag after UtcTime on ${computer} that a real host can have`,
        received,
      );
    if (this.#together === this.#records) say(`0 s in all ${this.#records} records`);
    else if (early > SHARE && late > SHARE) say(`before it in ${this.#early} of ${this.#records} records`);
  }
}
