import type { Counts } from '../counts.js';
import type { StoryTexts } from '../folder/identity.js';
import type { Manifest } from '../manifest.js';
import type { Recipe } from '../prepareRun.js';
import type { FolderOptions } from '../runFolder.js';
import type { Progress } from '../runOutputs.js';
import type { MakerOptions, SliceReport } from '../sliceMaker.js';

/** What a thread that makes slices is started with. */
export interface SliceWork {
  readonly kind: 'slices';
  readonly recipe: Recipe;
  readonly options: MakerOptions;
  /** Outputs that it has, and where it learns that they are free, and of messages: {@link Inbox}. */
  readonly outputs: number;
  readonly inbox: SharedArrayBuffer;
}

/** What a thread that writes a part of a run is started with. */
export interface ShardWork {
  readonly kind: 'shard';
  readonly recipe: Recipe;
  readonly texts: StoryTexts;
  readonly options: Omit<FolderOptions, 'signal' | 'progress' | 'remark'>;
}

export type Work = SliceWork | ShardWork;

/** What such a thread sends: the manifest when all is written. */
export type FromShard = { readonly progress: Progress } | { readonly remark: string } | { readonly manifest: Manifest };

/** Consecutive slices, both ends included. */
export interface Block {
  readonly from: number;
  readonly to: number;
  /** At the beginning of what the first slice looks back to: counted once, not by every worker for itself. */
  readonly counts: Counts;
}

/** A piece of an output of the run. */
export interface Piece {
  readonly output: number;
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}

/** What a maker of slices sends: pieces in their order, and reports behind the pieces of their slices; null where the run ended before. */
export interface Shipment {
  readonly contents: readonly (Piece | SliceReport | null)[];
  /** Which of its outputs the pieces stand in: it comes back when it may be filled again. Absent: in none. */
  readonly output?: number;
  /** Whether the block ends here: the next one is asked for. */
  readonly endsBlock: boolean;
}

/** An error of a worker in a form that can be sent. */
export interface Failure {
  readonly failure: Readonly<Record<string, unknown>> & { readonly name: string; readonly message: string };
}
