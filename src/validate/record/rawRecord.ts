import type { CheckId } from '../checks.js';
import type { IssueCode } from '../issue.js';
import type { Report } from '../reporter.js';
import { type Judged, PLAIN } from './judged.js';
import type { Layout } from './layout.js';
import { ABSENT, MOST_FIELDS, newRecordSlots, OWN, PLAIN_ID, type RecordSlots } from './recordSlots.js';

/**
 * The record that is being checked: its judged values by field. There is one for a whole file, filled again for each record.
 */
export class RawRecord {
  layout!: Layout;
  /** On which it begins, in its file. */
  line: number | undefined;
  readonly #slots: RecordSlots;
  readonly #ids: Int32Array;
  /** The values by id. */
  readonly #judged: (Judged | undefined)[] = Array.from({ length: OWN + MOST_FIELDS }, () => undefined);
  #faulty = false;
  readonly report: Report;

  /** @param slots - Where values stand that are read straight from bytes. */
  constructor(report: Report, slots: RecordSlots = newRecordSlots()) {
    this.report = report;
    this.#slots = slots;
    this.#ids = slots.ids;
    this.#judged[PLAIN_ID] = PLAIN;
  }

  /** Begins a record without values. */
  clear(): void {
    this.#faulty = false;
    this.#ids.fill(ABSENT);
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

  /** Says of a record whose slots were filled by somebody else whether any of its values, or its layout, may have a fault. */
  filled(isFaulty: boolean): void {
    this.#faulty = isFaulty;
  }

  /** A value has been judged that stands in slots under this id. */
  remember(id: number, value: Judged): void {
    this.#judged[id] = value;
  }

  set(field: number, value: Judged): void {
    this.#ids[field] = OWN + field;
    this.#judged[OWN + field] = value;
    if (value.isFaulty) this.#faulty = true;
  }

  has(field: number): boolean {
    return this.#ids[field] !== ABSENT;
  }

  /** The judged value; of a plain number or moment only that it is there. */
  value(field: number): Judged | undefined {
    return this.#judged[this.#ids[field]!];
  }

  /** `NaN` where the field is absent or could not be read. */
  number(field: number): number {
    const id = this.#ids[field]!;
    return id === PLAIN_ID ? this.#slots.numbers[field]! : (this.#judged[id]?.number ?? Number.NaN);
  }

  rest(field: number): number {
    const id = this.#ids[field]!;
    return id === PLAIN_ID ? this.#slots.rests[field]! : (this.#judged[id]?.rest ?? 0);
  }

  text(field: number): string | undefined {
    const id = this.#ids[field]!;
    if (id !== PLAIN_ID) return this.#judged[id]?.text;
    const { bytes, starts, ends } = this.#slots;
    return bytes.toString('latin1', starts[field], ends[field]);
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
    for (let field = 0; field < MOST_FIELDS; field += 1) {
      const value = this.value(field);
      if (!value) continue;
      for (const { check, code, expected, received, path } of value.findings)
        this.report(check, code, this.path(field) + (path ?? ''), expected, received ?? value.text);
    }
  }
}
