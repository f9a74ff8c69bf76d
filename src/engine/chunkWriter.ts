import type { Hash } from 'node:crypto';
import type { Sink } from '../sinks/index.js';

/** Bytes of a chunk of one large file. Two chunks are enough: one is filled while the other is written. */
export const LARGE_CHUNK = 2 ** 20;
/** The same where a run writes a file for each of many hosts. */
export const SMALL_CHUNK = 2 ** 16;

export interface ChunkOptions {
  /** Hashes all bytes; it may have been fed what is in the sink already. */
  readonly whole?: Hash;
  /** Bytes. */
  readonly size: number;
}

/** Collects records in chunks and hands them to a sink; large pieces go there as they are. */
export class ChunkWriter {
  #buffer: Uint8Array;
  #spare: Uint8Array;
  #at = 0;
  #ends: number[] = [];
  #writing: Promise<void> | undefined;
  /** All that was appended so far is in the buffer or on its way. */
  #appended: Promise<void> = Promise.resolve();

  constructor(
    private readonly sink: Sink,
    private readonly options: ChunkOptions,
  ) {
    this.#buffer = new Uint8Array(options.size);
    this.#spare = new Uint8Array(options.size);
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

  /**
   * Hands over what was appended so far.
   *
   * @returns When it is written, and the sink's position then; what is appended meanwhile does not wait for it.
   */
  flush(): Promise<number> {
    const handedOver = this.#appended.then(async () => {
      await this.#handOver();
      // Asked before what comes next is handed over, which waits for the same write.
      return { done: Promise.resolve(this.#writing).then(() => this.sink.position()) };
    });
    const written = handedOver.then(({ done }) => done);
    this.#appended = handedOver.then(() => undefined);
    for (const promise of [this.#appended, written]) promise.catch(() => undefined);
    return written;
  }

  /** Digest of all bytes. @returns undefined where nobody asked for it. */
  wholeDigest(): string | undefined {
    return this.options.whole?.digest('hex');
  }

  /** @returns Where the bytes go as they are: when they are written. */
  async #append(bytes: Uint8Array, ends: ArrayLike<number>): Promise<{ readonly done: Promise<void> } | undefined> {
    const isLarge = bytes.length >= this.options.size / 2;
    if (isLarge || this.#at + bytes.length > this.#buffer.length) await this.#handOver();
    this.options.whole?.update(bytes);
    if (!isLarge) {
      this.#copy(bytes, ends);
      return undefined;
    }
    await this.#writing;
    this.#write(bytes, ends);
    return { done: this.#writing! };
  }

  #copy(bytes: Uint8Array, ends: ArrayLike<number>): void {
    this.#buffer.set(bytes, this.#at);
    for (let i = 0; i < ends.length; i += 1) this.#ends.push(this.#at + ends[i]!);
    this.#at += bytes.length;
  }

  async #handOver(): Promise<void> {
    // The write before must be done before its buffer is filled again.
    await this.#writing;
    if (this.#at === 0) return;
    this.#write(this.#buffer.subarray(0, this.#at), this.#ends);
    [this.#buffer, this.#spare] = [this.#spare, this.#buffer];
    this.#at = 0;
    this.#ends = [];
  }

  #write(bytes: Uint8Array, ends: ArrayLike<number>): void {
    this.#writing = this.sink.write({ bytes, ends });
    // Whoever waits next learns of a failure; until then it must not count as unhandled.
    this.#writing.catch(() => undefined);
  }
}
