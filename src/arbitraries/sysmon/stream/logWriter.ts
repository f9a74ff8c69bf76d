import type { Moment } from '../event3.js';
import type { Host } from '../host.js';

/** The log of one host: record ids rise, and the time of writing never falls. */
export interface LogWriter {
  readonly host: Host;
  /** How far its clock is off, milliseconds. */
  readonly offset: number;
  /**
   * The moment of the next record.
   *
   * @param at - True time, Unix milliseconds.
   * @param lag - Milliseconds from then until it is written, if nothing before it is written later.
   * @param skipped - Records of other events before it.
   */
  readonly next: (at: number, lag: number, ticks: number, skipped: number) => Moment;
  /** The first true time at which a record can be written without delay. */
  readonly idleFrom: () => number;
}

export function logWriter(host: Host, offset: number): LogWriter {
  let recordId = host.firstRecord - 1;
  let last = { created: 0, ticks: 0 };
  return {
    host,
    offset,
    next: (at, lag, ticks, skipped) => {
      const utc = at + offset;
      const created = utc + lag;
      if (created > last.created) last = { created, ticks };
      else if (created === last.created && ticks > last.ticks) last = { created, ticks };
      recordId += 1 + skipped;
      return { utc, recordId, ...last };
    },
    idleFrom: () => last.created + 1 - offset,
  };
}
