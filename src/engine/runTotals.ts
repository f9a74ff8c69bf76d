import type { FormatId } from '../generators/index.js';
import type { Host } from '../model/host.js';
import type { Plan } from '../scenarios/plan.js';
import type { OutputPlace, SliceReport } from './sliceMaker.js';
import { faultsOf, stepsOf } from './sliceTally.js';
import { inOrder, type ShownRecords, ShownTable } from './truth/shownRecords.js';

/** What is known of a file of records or labels. */
export interface FileSummary {
  readonly records: number;
  readonly bytes: number;
  /** SHA-256 of the bytes of each slice, in order. */
  readonly slices: readonly string[];
  /** Bytes of each slice. */
  readonly sliceBytes: readonly number[];
}

export interface OutputSummary extends FileSummary {
  readonly format: FormatId;
  readonly file: string;
}

export interface RunSummary {
  readonly outputs: readonly OutputSummary[];
  /** Records of sensors: two formats of one record count once. */
  readonly records: number;
  readonly labels: number;
  /** The file of labels, where there is one. */
  readonly labelsFile?: FileSummary;
  /** Records by the name of the host. */
  readonly byHost: ReadonlyMap<string, number>;
  /** Records by step; the background counts as `background`. */
  readonly byStep: ReadonlyMap<string, number>;
  /** Records that each fault of the story has met, those that it has lost too. */
  readonly byFault: ReadonlyMap<string, number>;
  /** Which records show the story's steps, by step and file in the order of the plan; empty without labels. */
  readonly shown: readonly ShownRecords[];
  /** Arrival of the first and last record, microseconds since 1970-01-01 UTC; undefined where there is none. */
  readonly range?: readonly [number, number];
}

/** Adds up the reports of slices. */
export class RunTotals {
  records = 0;
  /** Of all files, those of labels included. */
  bytes = 0;
  readonly #parts: { records: number; bytes: number; readonly slices: string[]; readonly sliceBytes: number[] }[];
  readonly #hosts = new Map<number, number>();
  readonly #steps = new Map<number, number>();
  readonly #faults = new Map<number, number>();
  readonly #shown = new ShownTable();
  #range: readonly [number, number] | undefined;

  /** @param withLabels - Whether there is an output of labels, behind the others. */
  constructor(
    private readonly plan: Plan,
    private readonly outputs: readonly OutputPlace[],
    private readonly withLabels: boolean,
  ) {
    const length = outputs.length + Number(withLabels);
    this.#parts = Array.from({ length }, () => ({ records: 0, bytes: 0, slices: [], sliceBytes: [] }));
  }

  add({ records, parts, hosts, steps, faults = [], shown, range }: SliceReport): void {
    this.records += records;
    for (const [n, part] of parts.entries()) {
      const sum = this.#parts[n]!;
      sum.records += part.records;
      sum.bytes += part.bytes;
      this.bytes += part.bytes;
      sum.sliceBytes.push(part.bytes);
      if (part.sha256) sum.slices.push(part.sha256);
    }
    for (const [host, count] of hosts) this.#hosts.set(host, (this.#hosts.get(host) ?? 0) + count);
    for (const [step, count] of steps) this.#steps.set(step, (this.#steps.get(step) ?? 0) + count);
    for (const [fault, count] of faults) this.#faults.set(fault, (this.#faults.get(fault) ?? 0) + count);
    for (const row of shown) this.#shown.add(row);
    if (range)
      this.#range = [Math.min(range[0], this.#range?.[0] ?? Infinity), Math.max(range[1], this.#range?.[1] ?? -Infinity)];
  }

  /** Records and bytes of an output so far. */
  part(output: number): { readonly records: number; readonly bytes: number } {
    return this.#parts[output]!;
  }

  summary(): RunSummary {
    const allSteps = stepsOf(this.plan);
    const labels = this.withLabels ? this.#parts[this.outputs.length]! : undefined;
    return {
      outputs: this.outputs.map(({ format, file }, n) => ({ format, file, ...this.#parts[n]! })),
      records: this.records,
      labels: labels?.records ?? 0,
      ...(labels && { labelsFile: labels }),
      byHost: this.#byHost(),
      byStep: new Map(allSteps.flatMap((step, n) => (this.#steps.has(n) ? [[step, this.#steps.get(n)!]] : []))),
      shown: inOrder(
        this.#shown.rows(),
        allSteps,
        this.outputs.map(({ file }) => file),
      ),
      byFault: new Map(faultsOf(this.plan).map((fault, n) => [fault, this.#faults.get(n) ?? 0])),
      ...(this.#range && { range: this.#range }),
    };
  }

  /** In the order in which the plan has them. Two hosts may have one name. */
  #byHost(): Map<string, number> {
    const byHost = new Map<string, number>();
    const hosts = new Set<Host | undefined>();
    for (const { initiator, responder } of this.plan.flows) hosts.add(initiator.host).add(responder.host);
    for (const host of hosts) {
      const count = host && this.#hosts.get(host.index);
      if (count) byHost.set(host.computer, (byHost.get(host.computer) ?? 0) + count);
    }
    return byHost;
  }
}
