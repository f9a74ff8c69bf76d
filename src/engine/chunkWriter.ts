import { createHash, type Hash } from 'node:crypto';
import type { Sink } from '../sinks/index.js';

/** Bytes of a chunk of one large file. Two chunks are enough: one is filled while the other is written. */
export const LARGE_CHUNK = 2 ** 20;
/** The same where a run writes a file for each of many hosts. */
export const SMALL_CHUNK = 2 ** 16;

/** Collects records in chunks and hands them to a sink. */
export interface ChunkWriter {
  /**
   * Makes room for a record. Waits only where both buffers are full.
   *
   * @returns undefined where there is room already, so that the loop over records need not wait for a promise each time.
   */
  makeRoom(bytes: number): Promise<void> | undefined;
  readonly buffer: Uint8Array;
  readonly at: number;
  /** Notes that a record ends here. */
  advance(end: number): void;
  /** Hands over what is there. */
  flush(): Promise<void>;
  /** Bytes of the present slice and their digest; begins the next slice. @returns undefined where nobody asked for digests. */
  endSlice(): { readonly bytes: number; readonly sha256?: string };
  /** Digest of all bytes. @returns undefined where nobody asked for it. */
  wholeDigest(): string | undefined;
}

export interface ChunkOptions {
  /** Hash each slice. */
  readonly digests: boolean;
  /** Hash the whole as well. */
  readonly wholeDigest: boolean;
  /** Bytes. */
  readonly size: number;
}

export function chunkWriter(sink: Sink, options: ChunkOptions): ChunkWriter {
  let buffer = new Uint8Array(options.size);
  let spare = new Uint8Array(options.size);
  const whole = options.wholeDigest ? createHash('sha256') : undefined;
  let at = 0;
  let hashed = 0;
  let ends: number[] = [];
  let sliceBytes = 0;
  let hash: Hash | undefined;
  let writing: Promise<void> | undefined;

  const digest = () => {
    if (options.digests && at > hashed) {
      hash ??= createHash('sha256');
      hash.update(buffer.subarray(hashed, at));
    }
    whole?.update(buffer.subarray(hashed, at));
    sliceBytes += at - hashed;
    hashed = at;
  };
  const handOver = async () => {
    // The write before must be done before its buffer is filled again.
    await writing;
    if (at === 0) return;
    digest();
    const chunk = { bytes: buffer.subarray(0, at), ends };
    writing = sink.write(chunk);
    // Whoever waits next learns of a failure; until then it must not count as unhandled.
    writing.catch(() => undefined);
    [buffer, spare] = [spare, buffer];
    at = 0;
    hashed = 0;
    ends = [];
  };
  return {
    makeRoom(bytes) {
      if (at + bytes <= buffer.length) return undefined;
      return handOver().then(() => {
        if (bytes > buffer.length) buffer = new Uint8Array(bytes);
      });
    },
    get buffer() {
      return buffer;
    },
    get at() {
      return at;
    },
    advance(end) {
      at = end;
      ends.push(end);
    },
    async flush() {
      await handOver();
      await writing;
    },
    endSlice() {
      digest();
      const slice = { bytes: sliceBytes, ...(options.digests && { sha256: (hash ?? createHash('sha256')).digest('hex') }) };
      sliceBytes = 0;
      hash = undefined;
      return slice;
    },
    wholeDigest: () => whole?.digest('hex'),
  };
}
