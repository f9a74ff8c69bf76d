import { LABELS } from '../folder/outputFolder.js';
import { sensorsOf } from '../formats.js';
import type { PreparedRun } from '../prepareRun.js';
import type { RunSummary } from '../runTotals.js';
import { type OutputPlace, recordsBefore } from '../sliceMaker.js';
import { createSlices, sliceRange } from '../slices.js';
import type { ShownRecords } from '../truth/shownRecords.js';
import type { TruthParts } from '../truth/truthPage.js';
import type { Shard, Slicing } from './shard.js';

/** What the manifest of a part says of its place in the whole: enough to join the parts and to be sure of it. */
export interface ShardSection extends Shard {
  /** How many slices come before the part, and how many are in it. */
  readonly slices: { readonly before: number; readonly count: number };
  readonly files: readonly ShardFile[];
  /** What the answer key is made of. */
  readonly truth: TruthParts & { readonly shown: readonly ShownRecords[] };
}

/** A file of a part, in the order of the manifest's files. */
export interface ShardFile {
  readonly file: string;
  /** Number of its first record in the whole; labels name records by these numbers. Absent: it has none, or is that of labels. */
  readonly firstRecord?: number;
  /** Bytes of each slice. */
  readonly sliceBytes: readonly number[];
  /** SHA-256 of each slice of labels; those of records are in the manifest. */
  readonly slices?: readonly string[];
}

export function shardSection(
  { plan, pins }: PreparedRun,
  { number, of }: Shard,
  { from }: Slicing,
  { outputs, labelsFile, shown }: RunSummary,
  places: readonly OutputPlace[],
  truth: TruthParts,
): ShardSection {
  const count = outputs[0]?.sliceBytes.length ?? 0;
  const sensors = [...new Set(places.flatMap(({ format }) => sensorsOf(format)))];
  const { before } = createSlices(plan, pins, sensors).slice(from);
  return {
    number,
    of,
    slices: { before: from - sliceRange(plan).first, count },
    files: [
      ...outputs.map(({ file, sliceBytes }, n) => ({
        file,
        ...(count > 0 && { firstRecord: recordsBefore(before, sensorsOf(places[n]!.format), places[n]!.host) + 1 }),
        sliceBytes,
      })),
      ...(labelsFile ? [{ file: LABELS, sliceBytes: labelsFile.sliceBytes, slices: labelsFile.slices }] : []),
    ],
    truth: { ...truth, shown },
  };
}
