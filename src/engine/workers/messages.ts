import type { Counts } from '../counts.js';
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
}

/** What a thread that writes a part of a run is started with. */
export interface ShardWork {
  readonly kind: 'shard';
  readonly recipe: Recipe;
  /** Of the story. */
  readonly text: string;
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

/** A piece of an output; its bytes and the ends of its records are in the buffer of the shipment. */
export interface Piece {
  readonly output: number;
  readonly at: number;
  readonly length: number;
  /** Where the ends begin: unsigned 32-bit integers, in bytes from the start of the piece. */
  readonly endsAt: number;
  readonly records: number;
}

/** What a maker of slices sends: pieces in their order, and reports behind the pieces of their slices; null where the run ended before. */
export interface Shipment {
  /** Comes back when it may be filled again. */
  readonly buffer: ArrayBuffer;
  readonly contents: readonly (Piece | SliceReport | null)[];
  /** Whether the block ends here: the next one is asked for. */
  readonly endsBlock: boolean;
}

/** To a maker of slices: the next block, or a buffer that is free. */
export type Order = Block | ArrayBuffer;

/** An error of a worker in a form that can be sent. */
export interface Failure {
  readonly failure: Readonly<Record<string, unknown>> & { readonly name: string; readonly message: string };
}
