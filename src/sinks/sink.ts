/** A piece of output: whole records only. */
export interface Chunk {
  /** Valid until the promise of {@link Sink.write} settles. */
  readonly bytes: Uint8Array;
  /** Where each record ends, in bytes from the start of the chunk. */
  readonly ends: ArrayLike<number>;
}

/** Where bytes go. What the system refuses is thrown as it is, with the path. */
export interface Sink {
  /** Takes a chunk; the next may be handed over when the promise settles. */
  write(chunk: Chunk): Promise<void>;
  /** Bytes of the output so far, as it lies there: all that was handed over in writes whose promises have settled. */
  position(): number;
  /** Makes all bytes durable enough to be named: after this, only {@link publish} is left. */
  finish(): Promise<void>;
  /** Gives the output its final name. */
  publish(): Promise<void>;
  /** Gives up: leaves nothing that could be taken for complete. Never throws. */
  abandon(): Promise<void>;
  /** Gives up, and leaves what is there under its temporary name, for somebody who goes on from it. Never throws. */
  leave(): Promise<void>;
}
