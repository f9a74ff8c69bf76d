import {
  type BulkFormat,
  type BulkWriter,
  type FormatId,
  formats,
  OF_FALCON,
  openBulkWriter,
  type Place,
  type SensorFormats,
  type Written,
} from '../generators/index.js';
import { ArrivalOrder, SYSMON } from './arrivalOrder.js';
import { type Arrived, hostOfSysmon } from './arrived.js';
import type { Counts } from './counts.js';
import { cutAt } from './cutAt.js';
import type { FlowFacts } from './flowFacts.js';
import { openFormat, type Sensor, sensorsOf } from './formats.js';
import { HashHere } from './hashing/hashHere.js';
import type { Hashing } from './hashing/hashing.js';
import { InterruptedError } from './interruptedError.js';
import { type LabelChoice, LabelLines } from './labelLines.js';
import { type OutputTurns, WholeOutputs } from './outputTurns.js';
import type { PreparedRun } from './prepareRun.js';
import { createSlices, type Slice, type SliceFaults, type Slices } from './slices.js';
import { SliceTally, type TallyCounts } from './sliceTally.js';
import type { ShownRecords } from './truth/shownRecords.js';

/** One file, or stream, of a run. */
export interface OutputPlace {
  readonly format: FormatId;
  readonly file: string;
  /** Only this host's records; absent: all. */
  readonly host?: number;
}

/** What decides the bytes of a slice besides the plan; it can be sent to another thread. */
export interface MakerOptions {
  readonly outputs: readonly OutputPlace[];
  /** Which records get a label; `none`: there is no output of labels. */
  readonly labels: LabelChoice;
  /** Whether slices are hashed. */
  readonly digests: boolean;
  /** Stop at this record, in the order of arrival over all sensors. */
  readonly events?: number;
}

/**
 * Takes whole records of an output, behind those of earlier calls.
 *
 * @param output - Its position in {@link MakerOptions.outputs}; that of labels is the one behind the last.
 * @param ends - Where each record ends, from the start of the bytes.
 * @returns When bytes and ends may be changed.
 */
export type Take = (output: number, bytes: Uint8Array, ends: ArrayLike<number>) => Promise<void>;

/** What a slice added to an output. */
export interface SlicePart {
  readonly records: number;
  readonly bytes: number;
  /** SHA-256 of the bytes, where slices are hashed. */
  readonly sha256?: string;
}

/** What a slice has, once it is made. It can be sent to another thread, and written as JSON. */
export interface SliceReport extends TallyCounts {
  readonly epoch: number;
  /** By output, labels last. */
  readonly parts: readonly SlicePart[];
  /** Whether `--events` ends the run here. */
  readonly isLast: boolean;
  /** Which records show the story's steps, where there are labels; only files that have some. */
  readonly shown: readonly ShownRecords[];
}

/** A slice whose bytes have been handed over. */
export interface MadeSlice {
  /** Of all outputs. */
  readonly bytes: number;
  readonly isLast: boolean;
  /** Comes when its bytes are hashed. */
  readonly report: Promise<SliceReport>;
}

/** Makes slices of output one after the other. */
export interface SliceSource {
  /**
   * Makes one slice, and hands over its bytes.
   *
   * @returns undefined where `--events` has ended the run before it.
   */
  make(epoch: number, take: Take, signal?: AbortSignal): Promise<MadeSlice | undefined>;
  close(): Promise<void>;
}

/** One format of a run, and which of its outputs takes the records of a host. */
interface OpenFormat {
  readonly formats: SensorFormats;
  readonly bulk: BulkFormat;
  readonly sensors: readonly Sensor[];
  /** Positions of its outputs; with one for all hosts, that one alone. */
  readonly outputs: readonly number[];
  outputOf(host: number): number;
}

/** Of one slice and output while it is made. */
class OpenPart {
  records = 0;
  /** Number in the file of the record that was labelled last. */
  number = 0;
  bytes = 0;
}

/**
 * Makes any slice of a run, alone: nothing in it depends on the slices made before. A slice costs less after the one before it.
 *
 * A class, since its fields are on the path per event.
 */
export class SliceMaker implements SliceSource {
  readonly #slices: Slices;
  readonly #facts: FlowFacts;
  readonly #bulk: BulkWriter;
  readonly #sensors: readonly Sensor[];
  readonly #formats: readonly OpenFormat[];
  readonly #labels: LabelLines | undefined;
  readonly #tally: SliceTally;

  constructor(
    private readonly run: Pick<PreparedRun, 'plan' | 'pins'>,
    private readonly options: MakerOptions,
    private readonly turns: OutputTurns = new WholeOutputs(2),
    private readonly hashing: Hashing = new HashHere(),
  ) {
    const { plan, pins } = run;
    this.#bulk = openBulkWriter(turns.count, plan.faults.length > 0);
    this.#sensors = [...new Set(options.outputs.flatMap(({ format }) => sensorsOf(format)))];
    this.#slices = createSlices(plan, pins, this.#sensors);
    this.#facts = this.#slices.facts;
    this.#tally = new SliceTally(plan, this.#facts);
    this.#labels = options.labels === 'none' ? undefined : new LabelLines(plan, options.labels);
    const ids = [...new Set(options.outputs.map(({ format }) => format))];
    this.#formats = ids.map((id) => {
      const formats = openFormat(id, plan);
      const own = [...options.outputs.entries()].filter(([, { format }]) => format === id);
      const byHost = new Map(own.map(([n, { host }]) => [host, n]));
      const all = byHost.get(undefined);
      const outputs = own.map(([n]) => n);
      const bulk = this.#bulk.open(formats, plan.flows.length);
      return { formats, bulk, sensors: sensorsOf(id), outputs, outputOf: (host) => all ?? byHost.get(host)! };
    });
  }

  /** @param counts - As in {@link Slices.slice}. */
  async make(epoch: number, take: Take, signal?: AbortSignal, counts?: Counts): Promise<MadeSlice | undefined> {
    const { events = Infinity } = this.options;
    const whole = this.#slices.slice(epoch, counts);
    const before = this.#sensors.reduce((sum, sensor) => sum + total(whole.before[sensor]), 0);
    if (before >= events) return undefined;
    const slice = cutAt(whole, events - before);
    this.#bulk.take(slice.sysmon, slice.falcon);
    const parts = Array.from({ length: this.options.outputs.length + Number(this.#labels !== undefined) }, () => new OpenPart());
    const { digests } = this.options;
    const taken: Take = async (output, bytes, ends) => {
      parts[output]!.bytes += bytes.length;
      const hashed = digests ? this.hashing.update(output, bytes) : undefined;
      await Promise.all([take(output, bytes, ends), hashed]);
    };
    for (const format of this.#formats) await this.#write(format, slice, parts, taken, signal);
    if (this.#labels) await this.#handOverLabels(this.#labels, taken);
    const isLast = before + slice.sysmonOrder.length + slice.falconOrder.length >= events;
    const counted = this.#tally.counted(slice);
    const shown = this.#labels?.takenShown() ?? [];
    const report = Promise.all(parts.map((_, n) => (digests ? this.hashing.digest(n) : undefined))).then((sha256) => ({
      epoch,
      parts: parts.map(({ records, bytes }, n) => ({ records, bytes, ...(digests && { sha256: sha256[n]! }) })),
      isLast,
      shown,
      ...counted,
    }));
    // Whoever waits for it learns of a failure; until then it must not count as unhandled.
    report.catch(() => undefined);
    return { bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0), isLast, report };
  }

  close(): Promise<void> {
    return this.hashing.close();
  }

  async #write(
    format: OpenFormat,
    slice: Slice,
    parts: readonly OpenPart[],
    take: Take,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const order = orderOf(format.formats, slice);
    for (const [output, own] of this.#byOutput(format, slice, order)) {
      this.#bulk.order(own);
      for (let from = 0; from < own.length; ) {
        // A slice of a large office in many formats takes a minute: whoever wants to stop shall not wait for its end.
        if (signal?.aborted) throw new InterruptedError('interrupted');
        const written = await this.#fill((place) => {
          const { bytes, ends } = this.#bulk.write(format.bulk, from, place);
          return ends.length > 0 ? { bytes, ends } : undefined;
        });
        this.#handOver(output, written!, take);
        from += written!.ends.length;
      }
      parts[output]!.records = own.length;
    }
    if (this.#labels) await this.#label(this.#labels, format, slice, order, parts, take);
  }

  /** Fills a place: behind what an output has, or where nothing fits there, a whole one. */
  async #fill(fill: (place: Place) => Written | undefined): Promise<Written | undefined> {
    return fill(await this.turns.next(false)) ?? fill(await this.turns.next(true));
  }

  #handOver(output: number, { bytes, ends }: Written, take: Take): void {
    const done = take(output, bytes, ends);
    // Whoever waits for the place learns of a failure.
    done.catch(() => undefined);
    this.turns.filled(done);
  }

  /** Labels the records of a slice in the order of arrival, those that get a label. */
  async #label(
    labels: LabelLines,
    { sensors, outputs, outputOf }: OpenFormat,
    slice: Slice,
    order: Uint32Array,
    parts: readonly OpenPart[],
    take: Take,
  ): Promise<void> {
    for (const output of outputs)
      parts[output]!.number = recordsBefore(slice.before, sensors, this.options.outputs[output]!.host);
    const only = this.options.outputs[outputs[0]!]?.host === undefined ? outputs[0]! : undefined;
    const add = async (text: string) => {
      if (!labels.fits(text)) await this.#handOverLabels(labels, take);
      labels.add(text);
      parts.at(-1)!.records += 1;
    };
    for (const entry of order) {
      const output = only ?? outputOf(this.#hostOf(slice, entry));
      const part = parts[output]!;
      part.number += 1;
      const text = this.#labelText(labels, slice, entry, output, part.number);
      if (text !== undefined) await add(text);
    }
    // What never arrives is missing in the file in which it would have stood.
    for (const entry of lostOf(sensors, slice)) {
      const text = this.#labelText(labels, slice, entry, only ?? outputOf(this.#hostOf(slice, entry)));
      if (text !== undefined) await add(text);
    }
  }

  /** @param record - Its number in the file; absent: it never arrives. @returns undefined for one that gets no label. */
  #labelText(labels: LabelLines, slice: Slice, entry: number, output: number, record?: number): string | undefined {
    const { sysmon, falcon } = slice;
    const ofFalcon = entry >= OF_FALCON;
    const i = ofFalcon ? entry - OF_FALCON : entry;
    const { format, file } = this.options.outputs[output]!;
    const faults = slice.faults && this.#faultsIn(format, slice.faults, ofFalcon, i);
    if (!labels.wants((ofFalcon ? falcon : sysmon).flow[i]!, faults)) return undefined;
    const place = record === undefined ? { format, file } : { format, file, record };
    return ofFalcon ? labels.falcon(place, falcon, i, faults) : labels.sysmon(place, sysmon, i, faults);
  }

  /** The faults that a record shows in a format. */
  #faultsIn(format: FormatId, { sets, sysmon, falcon }: SliceFaults, ofFalcon: boolean, i: number): readonly number[] {
    const faults = sets[(ofFalcon ? falcon : sysmon).faults[i]!]!;
    // Where fields have names of their own, nobody shifts them.
    return formats[format].namesFields ? faults : faults.filter((n) => this.run.plan.faults[n]!.kind !== 'shiftFields');
  }

  async #handOverLabels(labels: LabelLines, take: Take): Promise<void> {
    const { bytes, ends } = labels.taken();
    if (ends.length === 0) return;
    const output = this.options.outputs.length;
    const put = await this.#fill((place) => this.#bulk.put(bytes, ends, place));
    if (put) this.#handOver(output, put, take);
    else await take(output, bytes, ends);
  }

  /** The records of each output, in their order. */
  #byOutput({ outputs, outputOf }: OpenFormat, slice: Slice, order: Uint32Array): Iterable<readonly [number, Uint32Array]> {
    const [only] = outputs;
    if (outputs.length === 1 && this.options.outputs[only!]!.host === undefined) return [[only!, order]];
    const lists = new Map<number, number[]>();
    for (const entry of order) {
      const output = outputOf(this.#hostOf(slice, entry));
      const list = lists.get(output);
      if (list) list.push(entry);
      else lists.set(output, [entry]);
    }
    return [...lists].map(([output, list]) => [output, Uint32Array.from(list)]);
  }

  #hostOf({ sysmon, falcon }: Slice, entry: number): number {
    return entry >= OF_FALCON ? this.#facts.falcon[falcon.flow[entry - OF_FALCON]!]! : hostOfSysmon(this.#facts, sysmon, entry);
  }
}

/** The records that a format would write, had they arrived. */
function lostOf(sensors: readonly Sensor[], { faults }: Slice): readonly number[] {
  if (!faults) return [];
  return [
    ...(sensors.includes('sysmon') ? faults.sysmonLost : []),
    ...(sensors.includes('falcon') ? faults.falconLost.map((i) => i + OF_FALCON) : []),
  ];
}

/** The records that a format writes, by arrival. */
function orderOf(formats: SensorFormats, slice: Slice): Uint32Array {
  const { sysmonOrder, falconOrder } = slice;
  if (!formats.falcon) return sysmonOrder;
  const order = new Uint32Array((formats.sysmon ? sysmonOrder.length : 0) + falconOrder.length);
  if (!formats.sysmon) {
    for (let n = 0; n < order.length; n += 1) order[n] = falconOrder[n]! + OF_FALCON;
    return order;
  }
  const arrivals = new ArrivalOrder(slice);
  for (let n = 0; n < order.length; n += 1) order[n] = arrivals.next() === SYSMON ? arrivals.record : arrivals.record + OF_FALCON;
  return order;
}

const total = (counts: Float64Array) => counts.reduce((sum, count) => sum + count, 0);

/**
 * Records of some sensors that have arrived before a slice.
 *
 * @param host - Its records only; absent: those of all.
 */
export function recordsBefore(before: Arrived, sensors: readonly Sensor[], host: number | undefined): number {
  return sensors.reduce((sum, sensor) => sum + (host === undefined ? total(before[sensor]) : before[sensor][host]!), 0);
}
