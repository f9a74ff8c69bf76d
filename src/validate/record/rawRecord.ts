import type { CheckId } from '../checks.js';
import type { IssueCode } from '../issue.js';
import type { Report } from '../reporter.js';
import { type Judged, PLAIN } from './judged.js';
import type { Layout } from './layout.js';

/** More fields than any table has. */
const MOST_FIELDS = 96;

/**
 * The record that is being checked: its judged values by field. There is one for a whole file, filled again for each record.
 */
export class RawRecord {
  layout!: Layout;
  /** On which it begins, in its file. */
  line: number | undefined;
  readonly #values: (Judged | undefined)[] = Array.from({ length: MOST_FIELDS }, () => undefined);
  readonly #numbers = new Float64Array(MOST_FIELDS);
  readonly #rests = new Float64Array(MOST_FIELDS);
  readonly #starts = new Int32Array(MOST_FIELDS);
  readonly #ends = new Int32Array(MOST_FIELDS);
  #bytes: Buffer | undefined;
  #faulty = false;
  readonly report: Report;

  constructor(report: Report) {
    this.report = report;
  }

  /** Begins a record. @param bytes - What plain values are offsets into. */
  clear(bytes?: Buffer): void {
    this.#bytes = bytes;
    this.#faulty = false;
    const values = this.#values;
    for (let i = 0; i < MOST_FIELDS; i += 1) values[i] = undefined;
  }

  /**
   * Begins a record of the same layout as the last one: its values overwrite those that are there.
   *
   * @param isFaulty - Whether all records of this layout have a fault.
   */
  again(bytes: Buffer, isFaulty: boolean): void {
    this.#bytes = bytes;
    this.#faulty = isFaulty;
  }

  /**
   * Ends the filling of a record.
   *
   * @param given - Fields whose values need no reading.
   */
  complete(layout: Layout, given: readonly (readonly [field: number, value: Judged])[]): void {
    this.layout = layout;
    if (layout.findings.length > 0) this.#faulty = true;
    for (let i = 0; i < given.length; i += 1) this.set(given[i]![0], given[i]![1]);
  }

  set(field: number, value: Judged): void {
    this.#values[field] = value;
    if (value.isFaulty) this.#faulty = true;
  }

  setPlain(field: number, number: number, rest: number, start: number, end: number): void {
    this.#values[field] = PLAIN;
    this.#numbers[field] = number;
    this.#rests[field] = rest;
    this.#starts[field] = start;
    this.#ends[field] = end;
  }

  unset(field: number): void {
    this.#values[field] = undefined;
  }

  has(field: number): boolean {
    return this.#values[field] !== undefined;
  }

  /** The judged value; of a plain number or moment only that it is there. */
  value(field: number): Judged | undefined {
    return this.#values[field];
  }

  /** `NaN` where the field is absent or could not be read. */
  number(field: number): number {
    const value = this.#values[field];
    if (value === PLAIN) return this.#numbers[field]!;
    return value === undefined ? Number.NaN : value.number;
  }

  rest(field: number): number {
    const value = this.#values[field];
    return value === PLAIN ? this.#rests[field]! : (value?.rest ?? 0);
  }

  text(field: number): string | undefined {
    const value = this.#values[field];
    return value === PLAIN ? this.#bytes?.toString('latin1', this.#starts[field], this.#ends[field]) : value?.text;
  }

  /** Where the field stands, or would stand. */
  path(field: number): string {
    return this.layout.paths[field]!;
  }

  say(check: CheckId, code: IssueCode, field: number, expected: string, received = this.text(field)): void {
    this.report(check, code, this.path(field), expected, received);
  }

  /** Checks the whole record: its structure, each value alone, then the values against each other and against earlier records. */
  check(): void {
    if (this.#faulty) this.#sayFindings();
    this.layout.check(this);
  }

  #sayFindings(): void {
    for (const { check, code, path, expected, received } of this.layout.findings)
      this.report(check, code, path, expected, received);
    this.#values.forEach((value, field) => {
      if (!value) return;
      for (const { check, code, expected, received, path } of value.findings)
        this.report(check, code, this.path(field) + (path ?? ''), expected, received ?? value.text);
    });
  }
}
