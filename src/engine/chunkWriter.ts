import { createHash, type Hash } from 'node:crypto';
import type { Sink, Written } from '../sinks/index.js';

export interface ChunkOptions {
  /** Hash each slice. */
  readonly digests: boolean;
  /** Bytes. */
  readonly size: number;
}

/** Collects records in chunks and hands them to a sink. A class, since its fields are on the path per event. */
export class ChunkWriter {
  /** Where the next record is to be written, */
  buffer: Uint8Array;
  /** from this position on. */
  at = 0;
  #spare: Uint8Array;
  #ends: number[] = [];
  #sliceEnds: number[] = [];
  #hashed = 0;
  #sliceBytes = 0;
  #slice: Hash | undefined;
  #writing: Promise<void> | undefined;
  /** All that was appended so far is in the buffer or on its way. */
  #appended: Promise<void> = Promise.resolve();

  constructor(
    private readonly sink: Sink,
    private readonly options: ChunkOptions,
  ) {
    this.buffer = new Uint8Array(options.size);
    this.#spare = new Uint8Array(options.size);
  }

  /** Whether a record of so many bytes fits; else {@link makeRoom} is due. */
  fits(bytes: number): boolean {
    return this.at + bytes <= this.buffer.length;
  }

  /** Hands over what is there, and waits only where the buffer before it is not written yet. */
  async makeRoom(bytes: number): Promise<void> {
    await this.#handOver();
    if (bytes > this.buffer.length) this.buffer = new Uint8Array(bytes);
  }

  /** Notes that a record ends here. */
  advance(end: number): void {
    this.at = end;
    this.#ends.push(end);
  }

  /**
   * Takes records that somebody else has written, behind those of earlier calls.
   *
   * @param ends - Where each ends, from the start of the bytes.
   * @returns When the bytes may be changed.
   */
  append(bytes: Uint8Array, ends: ArrayLike<number>): Promise<void> {
    const taken = this.#appended.then(() => this.#append(bytes, ends));
    const free = taken.then((written) => written?.done);
    this.#appended = taken.then(() => undefined);
    // Whoever waits next learns of a failure; until then it must not count as unhandled.
    for (const promise of [this.#appended, free]) promise.catch(() => undefined);
    return free;
  }

  /** @returns Where the bytes go as they are: when they are written. */
  async #append(bytes: Uint8Array, ends: ArrayLike<number>): Promise<{ readonly done: Promise<void> } | undefined> {
    const isLarge = bytes.length >= this.options.size / 2;
    if (isLarge || !this.fits(bytes.length)) await this.#handOver();
    if (!isLarge) {
      this.#copy(bytes, ends);
      return undefined;
    }
    await this.#writing;
    this.#hash(bytes);
    this.#write(bytes, ends);
    return { done: this.#writing! };
  }

  #copy(bytes: Uint8Array, ends: ArrayLike<number>): void {
    this.buffer.set(bytes, this.at);
    for (let i = 0; i < ends.length; i += 1) this.#ends.push(this.at + ends[i]!);
    this.at += bytes.length;
  }

  /** Hands over what is there, ends of slices too, and waits until it is written. */
  async flush(): Promise<Written> {
    await this.#appended;
    await this.#handOver();
    await this.#writing;
    if (this.#sliceEnds.length > 0) this.#write(new Uint8Array(0), []);
    await this.#writing;
    return this.sink.flush();
  }

  /** Bytes of the present slice and, if asked for, their digest; begins the next slice. */
  async endSlice(): Promise<{ readonly bytes: number; readonly sha256?: string }> {
    await this.#appended;
    this.#digest();
    const bytes = this.#sliceBytes;
    const sha256 = this.options.digests ? (this.#slice ?? createHash('sha256')).digest('hex') : undefined;
    this.#sliceEnds.push(this.at);
    this.#sliceBytes = 0;
    this.#slice = undefined;
    return { bytes, ...(sha256 && { sha256 }) };
  }

  #digest(): void {
    this.#hash(this.buffer.subarray(this.#hashed, this.at));
    this.#hashed = this.at;
  }

  #hash(fresh: Uint8Array): void {
    if (this.options.digests && fresh.length > 0) {
      this.#slice ??= createHash('sha256');
      this.#slice.update(fresh);
    }
    this.#sliceBytes += fresh.length;
  }

  async #handOver(): Promise<void> {
    // The write before must be done before its buffer is filled again.
    await this.#writing;
    if (this.at === 0) return;
    this.#digest();
    this.#write(this.buffer.subarray(0, this.at), this.#ends);
    [this.buffer, this.#spare] = [this.#spare, this.buffer];
    this.at = 0;
    this.#hashed = 0;
    this.#ends = [];
  }

  #write(bytes: Uint8Array, ends: ArrayLike<number>): void {
    this.#writing = this.sink.write({ bytes, ends, sliceEnds: this.#sliceEnds });
    this.#sliceEnds = [];
    // Whoever waits next learns of a failure; until then it must not count as unhandled.
    this.#writing.catch(() => undefined);
  }
}
