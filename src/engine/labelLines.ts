import type { FalconRecords, SysmonRecords } from '../generators/index.js';
import type { Plan } from '../scenarios/plan.js';
import { pinnedIds } from './formats.js';
import { falconLabel, type Label, sysmonLabel } from './labels.js';
import { type ShownRecords, ShownTable } from './truth/shownRecords.js';

/** Which records get a label. */
export type LabelChoice = 'scenario' | 'all' | 'none';

/** The record that a label is of: its number is that in the file, counted from 1. */
interface Place {
  readonly format: string;
  readonly file: string;
  readonly record: number;
}

/** Room for a few hundred labels. */
const ROOM = 2 ** 17;
/** UTF-8 takes at most so many bytes for a unit of a JavaScript text. */
const MOST_BYTES = 3;

/** Labels as JSON, one per line. A class, since with `--labels all` it is on the path per event. */
export class LabelLines {
  #buffer = Buffer.alloc(ROOM);
  #ends: number[] = [];
  #at = 0;
  #shown = new ShownTable();
  readonly #ids: ReadonlyMap<number, string>;
  readonly #wanted: Uint8Array;

  constructor(
    private readonly plan: Plan,
    choice: LabelChoice,
  ) {
    this.#ids = pinnedIds(plan);
    this.#wanted = new Uint8Array(plan.flows.length);
    for (const { index, background } of plan.flows)
      this.#wanted[index] = Number(choice === 'all' || (choice === 'scenario' && !background));
  }

  /** @param flow - Its index. */
  wants(flow: number): boolean {
    return this.#wanted[flow] === 1;
  }

  sysmon(place: Place, records: SysmonRecords, i: number): string {
    const flow = this.plan.flows.at(records.flow[i]!)!;
    const side = records.side[i]!;
    const { host } = side === 0 ? flow.initiator : flow.responder;
    if (!flow.background) this.#shown.note(flow.meaning.step, place.file, place.record, `${host!.id} ${records.recordId[i]}`);
    return line(sysmonLabel(place, flow, side, records.recordId[i]!, records.keyLow[i]!, records.keyHigh[i]!));
  }

  falcon(place: Place, records: FalconRecords, i: number): string {
    const flow = this.plan.flows.at(records.flow[i]!)!;
    const received = Math.floor(records.arrival[i]! / 1000);
    const label = falconLabel(place, flow, received, this.#ids.get(flow.index), records.keyLow[i]!, records.keyHigh[i]!);
    if (!flow.background) this.#shown.note(flow.meaning.step, place.file, place.record, label.id!);
    return line(label);
  }

  /** Whether there is room for a line; else those that were added are to be taken first. */
  fits(text: string): boolean {
    return this.#at === 0 || this.#at + text.length * MOST_BYTES <= this.#buffer.length;
  }

  add(text: string): void {
    if (text.length * MOST_BYTES > this.#buffer.length) this.#buffer = Buffer.alloc(text.length * MOST_BYTES);
    this.#at += this.#buffer.write(text, this.#at);
    this.#ends.push(this.#at);
  }

  /** Which records of the story got a label since the last call. */
  takenShown(): ShownRecords[] {
    const rows = this.#shown.rows();
    this.#shown = new ShownTable();
    return rows;
  }

  /** What was added since the last call: valid until the next line is added. */
  taken(): { readonly bytes: Uint8Array; readonly ends: readonly number[] } {
    const taken = { bytes: this.#buffer.subarray(0, this.#at), ends: this.#ends };
    this.#at = 0;
    this.#ends = [];
    return taken;
  }
}

const line = (label: Label) => `${JSON.stringify(label)}\n`;
