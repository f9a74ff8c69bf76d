import { createHash } from 'node:crypto';
import { EPOCH_MICROSECONDS } from '../scenarios/sources/source.js';
import type { Sink } from '../sinks/index.js';
import { ChunkWriter, LARGE_CHUNK, SMALL_CHUNK } from './chunkWriter.js';
import { InterruptedError } from './interruptedError.js';
import type { LabelChoice } from './labelLines.js';
import type { PreparedRun } from './prepareRun.js';
import { type RunSummary, RunTotals } from './runTotals.js';
import { type MakerOptions, type OutputPlace, SliceMaker, type SliceSource } from './sliceMaker.js';
import { sliceRange } from './slices.js';

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
  /** Whether whole files are hashed besides. */
  readonly wholeDigests?: boolean;
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

/** More files than these have small chunks each. */
const FEW_OUTPUTS = 16;

/** Writes a run, slice by slice. The sinks are neither finished nor abandoned here. */
export async function runOutputs(run: PreparedRun, options: RunOptions): Promise<RunSummary> {
  const { outputs, labels, signal } = options;
  const size = outputs.length > FEW_OUTPUTS ? SMALL_CHUNK : LARGE_CHUNK;
  const writers = outputs.map(
    ({ sink }) => new ChunkWriter(sink, { size, ...(options.wholeDigests && { whole: createHash('sha256') }) }),
  );
  if (labels) writers.push(new ChunkWriter(labels, { size: LARGE_CHUNK }));
  const totals = new RunTotals(run.plan, outputs, labels !== undefined);
  const source: SliceSource = new SliceMaker(run, makerOptions(options));
  const { first, last } = sliceRange(run.plan);
  for (let epoch = first; epoch <= last; epoch += 1) {
    if (signal?.aborted) throw new InterruptedError('interrupted');
    const report = await source.make(epoch, (output, bytes, ends) => writers[output]!.append(bytes, ends), signal);
    if (!report) break;
    totals.add(report);
    options.progress?.({ records: totals.records, bytes: totals.bytes, upTo: (epoch + 1) * EPOCH_MICROSECONDS });
    if (report.isLast) break;
  }
  for (const writer of writers) await writer.flush();
  return totals.summary((output) => writers[output]!.wholeDigest());
}

/** What makers of slices need to know; sinks stay here. */
function makerOptions({ outputs, labels, labelChoice, digests, events }: RunOptions): MakerOptions {
  return {
    outputs: outputs.map(({ format, file, host }) => ({ format, file, ...(host !== undefined && { host }) })),
    labels: labels ? labelChoice : 'none',
    digests,
    ...(events !== undefined && { events }),
  };
}
