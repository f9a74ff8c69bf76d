import type { FalconRecords, SysmonRecords } from '../generators/index.js';
import type { Flow } from '../model/flow.js';
import type { Plan } from '../scenarios/plan.js';
import { pipelineDuty } from './faults/pipelineDuty.js';
import { pinnedIds } from './formats.js';
import { type FaultLabel, falconLabel, type Label, type Place, sysmonLabel } from './labels.js';
import { type ShownRecords, ShownTable } from './truth/shownRecords.js';

/** Which records get a label. */
export type LabelChoice = 'scenario' | 'all' | 'none';

const NONE: readonly number[] = [];
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

  /** @param flow - Its index. @param faults - That have met the record, of the plan. */
  wants(flow: number, faults: readonly number[] = NONE): boolean {
    return this.#wanted[flow] === 1 || faults.length > 0;
  }

  sysmon(place: Place, records: SysmonRecords, i: number, faults: readonly number[] = NONE): string {
    const flow = this.plan.flows.at(records.flow[i]!)!;
    const side = records.side[i]!;
    const label = sysmonLabel(place, flow, side, records.recordId[i]!, records.keyLow[i]!, records.keyHigh[i]!);
    const { host } = side === 0 ? flow.initiator : flow.responder;
    return this.#line(flow, label, `${host!.id} ${records.recordId[i]}`, faults);
  }

  falcon(place: Place, records: FalconRecords, i: number, faults: readonly number[] = NONE): string {
    const flow = this.plan.flows.at(records.flow[i]!)!;
    const received = Math.floor(records.arrival[i]! / 1000);
    const label = falconLabel(place, flow, received, this.#ids.get(flow.index), records.keyLow[i]!, records.keyHigh[i]!);
    return this.#line(flow, label, label.id!, faults);
  }

  /** @param id - What the answer key calls the record. */
  #line({ background }: Flow, label: Label, id: string, faults: readonly number[]): string {
    if (!background && label.record !== undefined) this.#shown.note(label.step, label.file, label.record, id);
    if (faults.length === 0) return `${JSON.stringify(label)}\n`;
    const told = faults.map((n): FaultLabel => {
      const fault = this.plan.faults[n]!;
      return { step: fault.id, kind: fault.kind, pipeline: pipelineDuty(fault) };
    });
    return `${JSON.stringify({ ...label, faults: told } satisfies Label)}\n`;
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
