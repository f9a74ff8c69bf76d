import type { RawRecord } from '../record/rawRecord.js';
import type { Report } from '../reporter.js';
import { F } from './fields.js';

/** So many records in a row that each fall behind the one before are a log that somebody listed newest first. */
const ENOUGH = 4;

interface Fall {
  readonly check: 'sysmon3/stream-record-id' | 'sysmon3/stream-time';
  readonly code: 'DUPLICATE' | 'OUT_OF_ORDER';
  readonly path: string;
  readonly expected: string;
  readonly received: string | undefined;
  readonly line: number | undefined;
}

const NONE: readonly Fall[] = [];

/**
 * The order of a host's log: ids rise, times never fall.
 *
 * A log may be listed newest first, and then all is the other way round. That shows after some records only, so the first faults wait.
 */
export class LogOrder {
  #id = Number.NaN;
  #time = Number.NaN;
  #rest = 0;
  #direction: 'unknown' | 'rising' | 'falling' = 'unknown';
  #falls: readonly Fall[] = NONE;
  #fallen = 0;

  check(record: RawRecord): void {
    const id = record.number(F.EventRecordID);
    const time = record.number(F.SystemTime);
    const rest = record.rest(F.SystemTime);
    const byId = id - this.#id;
    const byMs = time - this.#time;
    const byTime = byMs === 0 ? rest - this.#rest : byMs;
    const falls = byId < 0 || byTime < 0;
    const rises = byId >= 0 || byTime > 0;
    if (this.#direction === 'unknown' && falls && !rises) this.#wait(record, byId, byTime);
    else {
      if (this.#direction === 'unknown' && rises) this.#decide('rising', record.report);
      this.#compare(record, byId, byTime);
    }
    if (!Number.isNaN(id)) this.#id = id;
    if (!Number.isNaN(time)) {
      this.#time = time;
      this.#rest = rest;
    }
  }

  /** The capture ends. @param computer - Whose log it is. */
  end(computer: string, report: Report): void {
    if (this.#direction === 'unknown') this.#decide(this.#fallen > 1 ? 'falling' : 'rising', report);
    if (this.#direction !== 'falling') return;
    const expected = `the records of ${computer} in the order in which they were written`;
    report('sysmon3/stream-newest-first', 'OUT_OF_ORDER', 'System/EventRecordID', expected, 'the newest first');
  }

  #wait(record: RawRecord, byId: number, byTime: number): void {
    this.#falls = [...this.#falls, ...this.#faults(record, byId, byTime)]; // of ENOUGH records at most
    this.#fallen += 1;
    if (this.#fallen + 1 >= ENOUGH) this.#decide('falling', record.report);
  }

  #decide(direction: 'rising' | 'falling', report: Report): void {
    this.#direction = direction;
    if (direction === 'rising')
      for (const { check, code, path, expected, received, line } of this.#falls)
        report(check, code, path, expected, received, line);
    this.#falls = NONE;
  }

  #compare(record: RawRecord, byId: number, byTime: number): void {
    for (const { check, code, path, expected, received } of this.#faults(record, byId, byTime))
      record.report(check, code, path, expected, received);
  }

  /** What is wrong with the step from the record before, in the direction of the log. */
  #faults(record: RawRecord, byId: number, byTime: number): Fall[] {
    if (this.#direction === 'falling') {
      if (!(byId >= 0 || byTime > 0)) return [];
    } else if (!(byId <= 0 || byTime < 0)) return [];
    const faults: Fall[] = [];
    const [sign, above, later] = this.#direction === 'falling' ? [-1, 'below', 'earlier'] : [1, 'above', 'later'];
    if (sign * byId <= 0) {
      const code = byId === 0 ? 'DUPLICATE' : 'OUT_OF_ORDER';
      const expected = `a number ${above} ${this.#id}, the one before`;
      faults.push(this.#fall('sysmon3/stream-record-id', code, expected, record, F.EventRecordID));
    }
    if (sign * byTime < 0) {
      const before = `${new Date(this.#time).toISOString().slice(0, -1)}${String(this.#rest).padStart(6, '0')}Z`;
      const expected = `${before} or ${later}, as in the record before`;
      faults.push(this.#fall('sysmon3/stream-time', 'OUT_OF_ORDER', expected, record, F.SystemTime));
    }
    return faults;
  }

  #fall(check: Fall['check'], code: Fall['code'], expected: string, record: RawRecord, field: number): Fall {
    return { check, code, path: record.path(field), expected, received: record.text(field), line: record.line };
  }
}
