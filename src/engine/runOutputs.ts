import { setImmediate } from 'node:timers/promises';
import { EPOCH_MICROSECONDS } from '../scenarios/sources/source.js';
import type { Sink, Written } from '../sinks/index.js';
import { bufferSizes, FEW_FILES } from './bufferSizes.js';
import { ChunkWriter } from './chunkWriter.js';
import { InterruptedError } from './interruptedError.js';
import type { LabelChoice } from './labelLines.js';
import { WholeOutputs } from './outputTurns.js';
import type { PreparedRun } from './prepareRun.js';
import { type RunSummary, RunTotals } from './runTotals.js';
import type { Slicing } from './shards/shard.js';
import {
  type MadeSlice,
  type MakerOptions,
  type OutputPlace,
  SliceMaker,
  type SliceReport,
  type SliceSource,
} from './sliceMaker.js';
import { sliceRange } from './slices.js';
import { HashBeside, hasCoresBeside } from './workers/hashBeside.js';
import { workerFile } from './workers/workerFile.js';
import { WorkerPool } from './workers/workerPool.js';

/** One file, or stream, of a run, and where its bytes go. */
export interface Output extends OutputPlace {
  readonly sink: Sink;
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
  /** Threads that make slices; absent: 1, which is this one. */
  readonly workers?: number;
  /** The slices to write; absent: all. */
  readonly slices?: Slicing;
  /** What was written before those slices, and belongs to the same files. */
  readonly totals?: RunTotals;
  readonly signal?: AbortSignal;
  /** Called after each slice. */
  readonly progress?: (done: Progress) => void;
  /** Takes slices whose bytes the sinks have taken, and how much each sink has written behind them. */
  readonly journal?: (slices: readonly SliceReport[], written: readonly Written[]) => Promise<void>;
}

export interface Progress {
  readonly records: number;
  readonly bytes: number;
  /** Microseconds since 1970-01-01 UTC up to which all has been written. */
  readonly upTo: number;
}

/** Slices without a record, one after the other, before others have their turn. */
const MOST_EMPTY = 256;

/** Writes a run, slice by slice. The sinks are neither finished nor abandoned here. */
export async function runOutputs(run: PreparedRun, options: RunOptions): Promise<RunSummary> {
  const { outputs, labels, signal, progress } = options;
  const { first, last } = sliceRange(run.plan);
  const { from, end } = options.slices ?? { from: first, end: last + 1 };
  const size = bufferSizes(outputs.length).chunk;
  const writers = outputs.map(({ sink }) => new ChunkWriter(sink, size));
  if (labels) writers.push(new ChunkWriter(labels, bufferSizes(1).chunk));
  const totals = options.totals ?? new RunTotals(run.plan, outputs, labels !== undefined);
  const flushed = () => Promise.all(writers.map((writer) => writer.flush()));
  const journal = options.journal && journalNow(options.journal, flushed, writers.length * size);
  const source = sliceSource(run, options, { from, to: Math.min(end - 1, last) });
  let added = Promise.resolve();
  let empty = 0;
  const add = (report: SliceReport) => {
    totals.add(report);
    progress?.({ records: totals.records, bytes: totals.bytes, upTo: (report.epoch + 1) * EPOCH_MICROSECONDS });
  };
  try {
    for (let epoch = from; epoch < end; epoch += 1) {
      if (signal?.aborted) throw new InterruptedError('interrupted');
      const made = await source.make(epoch, (output, bytes, ends) => writers[output]!.append(bytes, ends), signal);
      if (!made) break;
      for (const writer of writers) writer.endSlice();
      // Not waited for: some bytes are still being hashed while the next slice is made.
      added = Promise.all([made.report, added]).then(([report]) => add(report));
      added.catch(() => undefined);
      await journal?.(made);
      if (made.isLast) break;
      // Where nothing happens for long nobody is waited for, and whoever wants to stop would not be heard.
      empty = made.bytes > 0 ? 0 : empty + 1;
      if (empty % MOST_EMPTY === MOST_EMPTY - 1) await setImmediate();
    }
    await added;
    await flushed();
    await journal?.();
  } finally {
    await source.close();
  }
  return totals.summary();
}

function sliceSource(run: PreparedRun, options: RunOptions, range: { readonly from: number; readonly to: number }): SliceSource {
  const { outputs, labels, labelChoice, digests, events, workers = 1, signal } = options;
  const made: MakerOptions = {
    outputs: outputs.map(({ format, file, host }) => ({ format, file, ...(host !== undefined && { host }) })),
    labels: labels ? labelChoice : 'none',
    digests,
    ...(events !== undefined && { events }),
  };
  // With faults each slice needs all that is under way from those before it: one thread makes them.
  if (workers === 1 || range.to <= range.from || run.plan.faults.length > 0) {
    const beside = digests && outputs.length <= FEW_FILES && hasCoresBeside();
    return beside
      ? new SliceMaker(run, made, new WholeOutputs(OUTPUTS_BESIDE, true), new HashBeside())
      : new SliceMaker(run, made);
  }
  return new WorkerPool({
    count: workers,
    file: workerFile(),
    run,
    options: made,
    range,
    ...(signal && { signal }),
  });
}

/** Outputs of which some are hashed in another thread while one is filled: as many as keep all at work. */
const OUTPUTS_BESIDE = 6;

/**
 * Notes slices in a journal when their bytes are written and hashed, while the next ones are made. Not each for itself where they are small: then
 * the bytes of about a chunk of each file go together.
 *
 * @returns Takes a slice; without one, waits until all are noted.
 */
function journalNow(
  note: NonNullable<RunOptions['journal']>,
  flushed: () => Promise<readonly Written[]>,
  together: number,
): (made?: MadeSlice) => Promise<void> {
  let waiting: Promise<SliceReport>[] = [];
  let bytes = 0;
  let noted = Promise.resolve();
  return async (made) => {
    if (made) {
      waiting.push(made.report);
      bytes += made.bytes;
      if (bytes < together) return;
    }
    await noted;
    if (waiting.length === 0) return;
    const reports = Promise.all(waiting);
    waiting = [];
    bytes = 0;
    noted = Promise.all([reports, flushed()]).then(([slices, written]) => note(slices, written));
    // Whoever waits next learns of a failure; until then it must not count as unhandled.
    noted.catch(() => undefined);
    if (!made) await noted;
  };
}
