import type { Sink, Written } from '../sinks/index.js';

/** A piece is large where it has this part of a chunk: a system call then costs less than copying it does. */
const LARGE = 8;

/** Collects records in chunks and hands them to a sink; large pieces go there as they are. */
export class ChunkWriter {
  #buffer: Uint8Array;
  #spare: Uint8Array;
  #at = 0;
  #ends: number[] = [];
  /** Where slices end in the buffer; 0 where one has ended with what was written before. */
  #sliceEnds: number[] = [];
  /** Chunks that the sink has not written yet. */
  readonly #writing: Promise<void>[] = [];
  /** The one that was copied: its buffer is not filled again before. */
  #copied: Promise<void> | undefined;
  /** All that was appended so far is in the buffer or on its way. */
  #appended: Promise<void> = Promise.resolve();

  /** @param size - Bytes of a chunk. */
  constructor(
    private readonly sink: Sink,
    size: number,
  ) {
    this.#buffer = new Uint8Array(size);
    this.#spare = new Uint8Array(size);
  }

  /**
   * Takes whole records, behind those of earlier calls.
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

  /** Notes that a slice ends behind what was appended so far. */
  endSlice(): void {
    this.#appended = this.#appended.then(() => void this.#sliceEnds.push(this.#at));
    this.#appended.catch(() => undefined);
  }

  /**
   * Hands over what was appended so far, ends of slices too.
   *
   * @returns When it is written, and how much the sink has then; what is appended meanwhile does not wait for it.
   */
  flush(): Promise<Written> {
    const handedOver = this.#appended.then(async () => {
      await this.#handOver();
      if (this.#sliceEnds.length > 0) await this.#write(new Uint8Array(0), []);
      // Asked before what comes next is handed over; what cannot be written is said even where the sink does not wait for it.
      const done = Promise.all([this.sink.flush(), ...this.#writing]);
      return { done: done.then(([written]) => written) };
    });
    const written = handedOver.then(({ done }) => done);
    this.#appended = handedOver.then(() => undefined);
    for (const promise of [this.#appended, written]) promise.catch(() => undefined);
    return written;
  }

  /** @returns Where the bytes go as they are: when they are written. */
  async #append(bytes: Uint8Array, ends: ArrayLike<number>): Promise<{ readonly done: Promise<void> } | undefined> {
    const isLarge = bytes.length >= this.#buffer.length / LARGE;
    if (isLarge || this.#at + bytes.length > this.#buffer.length) await this.#handOver();
    if (!isLarge) {
      this.#copy(bytes, ends);
      return undefined;
    }
    return this.#write(bytes, ends);
  }

  #copy(bytes: Uint8Array, ends: ArrayLike<number>): void {
    this.#buffer.set(bytes, this.#at);
    for (let i = 0; i < ends.length; i += 1) this.#ends.push(this.#at + ends[i]!);
    this.#at += bytes.length;
  }

  async #handOver(): Promise<void> {
    if (this.#at === 0) return;
    // The one before must be written before its buffer is filled again.
    await this.#copied;
    const { done } = await this.#write(this.#buffer.subarray(0, this.#at), this.#ends);
    this.#copied = done;
    [this.#buffer, this.#spare] = [this.#spare, this.#buffer];
    this.#at = 0;
    this.#ends = [];
  }

  /** Waits until the sink takes one more. @returns When that is written. */
  async #write(bytes: Uint8Array, ends: ArrayLike<number>): Promise<{ readonly done: Promise<void> }> {
    while (this.#writing.length >= this.sink.atOnce) await this.#writing[0];
    const done = this.sink.write({ bytes, ends, sliceEnds: this.#sliceEnds });
    this.#sliceEnds = [];
    this.#writing.push(done);
    // One that failed stays: whoever waits next learns of it; until then it must not count as unhandled.
    done.then(
      () => void this.#writing.splice(this.#writing.indexOf(done), 1),
      () => undefined,
    );
    return { done };
  }
}
