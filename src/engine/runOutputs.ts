import { type BulkFormat, type FormatId, OF_FALCON, openBulkWriter, type SensorFormats } from '../generators/index.js';
import type { Plan } from '../scenarios/plan.js';
import { EPOCH_MICROSECONDS } from '../scenarios/sources/source.js';
import type { Sink } from '../sinks/index.js';
import { ArrivalOrder, SYSMON } from './arrivalOrder.js';
import { bufferSizes } from './bufferSizes.js';
import { ChunkWriter } from './chunkWriter.js';
import { cutAt } from './cutAt.js';
import { type FlowFacts, flowFacts } from './flowFacts.js';
import { openFormat, sensorsOf } from './formats.js';
import { type LabelChoice, type LabelWriter, labelWriter } from './labelWriter.js';
import type { ResolvedPins } from './pins.js';
import { createSlices, type Slice } from './slices.js';

/** One file, or stream, of a run. */
export interface Output {
  readonly format: FormatId;
  readonly file: string;
  readonly sink: Sink;
  /** Only this host's records; absent: all. */
  readonly host?: number;
}

export interface RunOptions {
  readonly outputs: readonly Output[];
  /** Where labels go; absent: nowhere. */
  readonly labels?: Sink;
  readonly labelChoice: LabelChoice;
  /** Whether slices are hashed. */
  readonly digests: boolean;
  /** Stop at this record, in the order of arrival over all sensors. */
  readonly events?: number;
  readonly signal?: AbortSignal;
  /** Called after each slice. */
  readonly progress?: (done: Progress) => void;
}

export interface Progress {
  readonly records: number;
  readonly bytes: number;
  /** Microseconds since 1970-01-01 UTC up to which all has been written. */
  readonly upTo: number;
}

export interface OutputSummary {
  readonly format: FormatId;
  readonly file: string;
  readonly records: number;
  readonly bytes: number;
  /** SHA-256 of the bytes of each slice, in order. */
  readonly slices: readonly string[];
}

export interface RunSummary {
  readonly outputs: readonly OutputSummary[];
  /** Records of sensors: two formats of one record count once. */
  readonly records: number;
  readonly labels: number;
  /** Records by the name of the host. */
  readonly byHost: ReadonlyMap<string, number>;
  /** Records by step; the background counts as `background`. */
  readonly byStep: ReadonlyMap<string, number>;
  /** Arrival of the first and last record, microseconds since 1970-01-01 UTC; undefined where there is none. */
  readonly range?: readonly [number, number];
}

/** Thrown where a run is stopped from outside. */
export class InterruptedError extends Error {
  override readonly name = 'AbortError';
}

interface Open extends Output {
  readonly writer: ChunkWriter;
  records: number;
  bytes: number;
  readonly slices: string[];
}

/** One format of a run, and which of its outputs takes the records of a host. */
interface OpenFormat {
  readonly id: FormatId;
  readonly formats: SensorFormats;
  readonly bulk: BulkFormat;
  readonly outputs: readonly Open[];
  outputOf(host: number): Open;
}

/** Writes a run, slice by slice. The sinks are neither finished nor abandoned here. */
export async function runOutputs(plan: Plan, pins: ResolvedPins, options: RunOptions): Promise<RunSummary> {
  const sensors = new Set(options.outputs.flatMap(({ format }) => sensorsOf(format)));
  const slices = createSlices(plan, pins, [...sensors]);
  const writer = new SliceWriter(plan);
  const open = openFormats(plan, options, writer);
  const outputs = open.flatMap((format) => format.outputs);
  const labels =
    options.labels &&
    labelWriter(plan, new ChunkWriter(options.labels, { digests: false, size: bufferSizes(1).chunk }), options.labelChoice);
  const tally = createTally(plan);

  for (let epoch = slices.first; epoch <= slices.last; epoch += 1) {
    if (options.signal?.aborted) throw new InterruptedError('interrupted');
    const whole = slices.slice(epoch);
    const slice = cutAt(whole, (options.events ?? Infinity) - tally.records);
    tally.add(slice);
    await writer.take(slice);
    for (const format of open) await writer.write(format, slice, labels, options.signal);
    for (const output of outputs) await endSlice(output);
    await labels?.endSlice();
    options.progress?.({
      records: tally.records,
      bytes: outputs.reduce((sum, { bytes }) => sum + bytes, 0),
      upTo: (epoch + 1) * EPOCH_MICROSECONDS,
    });
    if (slice !== whole) break;
  }
  for (const { writer } of outputs) await writer.flush();
  await labels?.flush();
  return {
    outputs: outputs.map(({ format, file, records, bytes, slices: digests }) => ({
      format,
      file,
      records,
      bytes,
      slices: digests,
    })),
    records: tally.records,
    labels: labels?.count ?? 0,
    ...tally.result(),
  };
}

function openFormats(plan: Plan, options: RunOptions, slices: SliceWriter): OpenFormat[] {
  const size = bufferSizes(options.outputs.length).chunk;
  const ids = [...new Set(options.outputs.map(({ format }) => format))];
  return ids.map((id) => {
    const outputs: Open[] = options.outputs
      .filter(({ format }) => format === id)
      .map((output) => ({
        ...output,
        writer: new ChunkWriter(output.sink, { digests: options.digests, size }),
        records: 0,
        bytes: 0,
        slices: [],
      }));
    const byHost = new Map(outputs.map((output) => [output.host, output]));
    const all = byHost.get(undefined);
    const formats = openFormat(id, plan);
    return { id, formats, bulk: slices.open(formats), outputs, outputOf: (host) => all ?? byHost.get(host)! };
  });
}

/** Writes a slice in one format, of both sensors in the order of arrival. */
class SliceWriter {
  readonly #bulk = openBulkWriter();
  readonly #facts: FlowFacts;
  readonly #flows: number;
  /** What is done with each of the two outputs; one is filled while the other is written. */
  readonly #used: Promise<void>[] = [Promise.resolve(), Promise.resolve()];
  #next = 0;

  constructor({ flows }: Plan) {
    this.#flows = flows.length;
    this.#facts = flowFacts(flows);
  }

  open(formats: SensorFormats): BulkFormat {
    return this.#bulk.open(formats, this.#flows);
  }

  /** A slice begins. */
  async take({ sysmon, falcon }: Slice): Promise<void> {
    if (this.#bulk.mustGrow(sysmon, falcon)) await Promise.all(this.#used);
    this.#bulk.take(sysmon, falcon);
  }

  async write(open: OpenFormat, slice: Slice, labels: LabelWriter | undefined, signal: AbortSignal | undefined): Promise<void> {
    const order = orderOf(open.formats, slice);
    for (const [output, own] of this.#byOutput(open, slice, order)) {
      this.#bulk.order(own);
      for (let from = 0; from < own.length; ) {
        // A slice of a large office in many formats takes a minute: whoever wants to stop shall not wait for its end.
        if (signal?.aborted) throw new InterruptedError('interrupted');
        await this.#used[this.#next];
        const { bytes, ends } = this.#bulk.write(open.bulk, from, this.#next);
        this.#used[this.#next] = output.writer.append(bytes, ends);
        this.#next = 1 - this.#next;
        from += ends.length;
      }
    }
    await this.#count(open, slice, order, labels);
  }

  /** Numbers the records of a slice in the order of arrival, and labels those that get a label. */
  async #count(open: OpenFormat, slice: Slice, order: Uint32Array, labels: LabelWriter | undefined): Promise<void> {
    const { sysmon, falcon } = slice;
    const only = open.outputs.find(({ host }) => host === undefined);
    for (const entry of order) {
      const output = only ?? open.outputOf(this.#hostOf(slice, entry));
      output.records += 1;
      if (!labels) continue;
      const ofFalcon = entry >= OF_FALCON;
      const i = ofFalcon ? entry - OF_FALCON : entry;
      if (!labels.wants((ofFalcon ? falcon : sysmon).flow[i]!)) continue;
      await (ofFalcon ? labels.falcon(output, falcon, i) : labels.sysmon(output, sysmon, i));
    }
  }

  /** The records of each output, in their order. */
  #byOutput(open: OpenFormat, slice: Slice, order: Uint32Array): ReadonlyMap<Open, Uint32Array> {
    const [only] = open.outputs;
    if (open.outputs.length === 1 && only!.host === undefined) return new Map([[only!, order]]);
    const lists = new Map<Open, number[]>();
    for (const entry of order) {
      const output = open.outputOf(this.#hostOf(slice, entry));
      const list = lists.get(output);
      if (list) list.push(entry);
      else lists.set(output, [entry]);
    }
    return new Map([...lists].map(([output, list]) => [output, Uint32Array.from(list)]));
  }

  #hostOf({ sysmon, falcon }: Slice, entry: number): number {
    if (entry >= OF_FALCON) return this.#facts.falcon[falcon.flow[entry - OF_FALCON]!]!;
    return (sysmon.side[entry] === 0 ? this.#facts.initiatorSysmon : this.#facts.responderSysmon)[sysmon.flow[entry]!]!;
  }
}

/** The records that a format writes, by arrival. */
function orderOf(formats: SensorFormats, slice: Slice): Uint32Array {
  const { sysmonOrder, falconOrder } = slice;
  if (!formats.falcon) return sysmonOrder;
  if (!formats.sysmon) return falconOrder.map((record) => record + OF_FALCON);
  const order = new Uint32Array(sysmonOrder.length + falconOrder.length);
  const arrivals = new ArrivalOrder(slice);
  for (let n = 0; n < order.length; n += 1) order[n] = arrivals.next() === SYSMON ? arrivals.record : arrivals.record + OF_FALCON;
  return order;
}

async function endSlice(output: Open): Promise<void> {
  const { bytes, sha256 } = await output.writer.endSlice();
  output.bytes += bytes;
  if (sha256) output.slices.push(sha256);
}

/** Counts as slices go by: per flow and side, so that the loop over records adds to a number only. */
function createTally(plan: Plan) {
  const sides = new Float64Array(plan.flows.length * 3);
  let records = 0;
  let first = Infinity;
  let last = -Infinity;
  return {
    get records() {
      return records;
    },
    add({ sysmon, sysmonOrder, falcon, falconOrder }: Slice) {
      for (const i of sysmonOrder) sides[sysmon.flow[i]! * 3 + sysmon.side[i]!]! += 1;
      for (const i of falconOrder) sides[falcon.flow[i]! * 3 + 2]! += 1;
      records += sysmonOrder.length + falconOrder.length;
      for (const [order, { arrival }] of [
        [sysmonOrder, sysmon],
        [falconOrder, falcon],
      ] as const) {
        if (order.length === 0) continue;
        first = Math.min(first, arrival[order[0]!]!);
        last = Math.max(last, arrival[order.at(-1)!]!);
      }
    },
    result() {
      const byHost = new Map<string, number>();
      const byStep = new Map<string, number>();
      const add = (counts: Map<string, number>, key: string, count: number) => counts.set(key, (counts.get(key) ?? 0) + count);
      for (const { index, initiator, responder, meaning } of plan.flows) {
        [initiator, responder, initiator].forEach(({ host }, side) => {
          const count = sides[index * 3 + side]!;
          if (count === 0) return;
          add(byHost, host!.computer, count);
          add(byStep, meaning.step, count);
        });
      }
      return { byHost, byStep, ...(records > 0 && { range: [first, last] as const }) };
    },
  };
}
