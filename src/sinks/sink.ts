/** A piece of output: whole records only, unless it is packed. */
export interface Chunk {
  /** Valid until the promise of {@link Sink.write} settles. */
  readonly bytes: Uint8Array;
  /** Where each record ends, in bytes from the start of the chunk, before packing. */
  readonly ends: ArrayLike<number>;
  /** Where slices end, in the same way, in order; 0 where one ended with the chunk before. Absent: nowhere. */
  readonly sliceEnds?: readonly number[];
  /** Where the chunk is packed: how many bytes it has unpacked. */
  readonly unpacked?: number;
}

/** How much a sink has written. */
export interface Written {
  /** Bytes of records. */
  readonly bytes: number;
  /** Bytes that they take where they are: fewer where they are packed. */
  readonly stored: number;
  /** SHA-256 of what is stored, where asked for and complete. */
  readonly sha256?: string;
}

/** Where bytes go. What the system refuses is thrown as it is, with the path. */
export interface Sink {
  /** How many chunks it may have at a time: with more than one, the system need not wait for us between them. */
  readonly atOnce: number;
  /** Takes a chunk. */
  write(chunk: Chunk): Promise<void>;
  /**
   * Waits until all that can be written of what was handed over before is, and tells how much that was: nothing of what is handed over later. Behind the end of a slice that is all
   * there is: what is stored is complete up to there, and can go on from there.
   */
  flush(): Promise<Written>;
  /** Makes all bytes durable enough to be named: after this, only {@link publish} is left. */
  finish(): Promise<Written>;
  /** Gives the output its final name. */
  publish(): Promise<void>;
  /** Gives up: leaves nothing that could be taken for complete. Never throws. */
  abandon(): Promise<void>;
  /** Gives up, and leaves what is there under its temporary name, for somebody who goes on from it. Never throws. */
  leave(): Promise<void>;
}
