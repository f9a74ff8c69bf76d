import { availableParallelism } from 'node:os';
import { isMainThread } from 'node:worker_threads';
import { HashHere } from '../hashing/hashHere.js';
import type { Hashing } from '../hashing/hashing.js';
import type { Hashed, ToHash } from './hasher.js';
import { type RunningWorker, startWorker } from './startWorker.js';
import { hasherFile } from './workerFile.js';

/** Bytes from which on threads save more than they take to start. */
const WORTH_IT = 2 ** 26;
/** Threads: one hashes more slowly than a run writes. */
const THREADS = 2;

/** Whether there are cores for threads that hash; one that makes a part of a run is one of many. */
export const hasCoresBeside = (): boolean => isMainThread && availableParallelism() > 1;

/** Hashes in threads of its own, once a run is large: slices by turns. What no thread can be shown is hashed here. */
export class HashBeside implements Hashing {
  readonly #here = new HashHere();
  readonly #threads: HashThread[] = [];
  /** Who hashes the slice of an output that has begun. */
  readonly #open = new Map<number, Hashing>();
  #bytes = 0;
  #slices = 0;

  /**
   * @param worthIt - Bytes that are hashed here before threads are started.
   * @param file - What they run.
   */
  constructor(
    private readonly worthIt = WORTH_IT,
    private readonly file = hasherFile(),
  ) {}

  update(output: number, bytes: Uint8Array): Promise<void> {
    let hashing = this.#open.get(output);
    if (!hashing) {
      hashing = this.#choose(bytes);
      this.#open.set(output, hashing);
    }
    this.#bytes += bytes.length;
    return hashing.update(output, bytes);
  }

  digest(output: number): Promise<string> {
    const hashing = this.#open.get(output) ?? this.#here;
    this.#open.delete(output);
    return hashing.digest(output);
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  #choose({ buffer }: Uint8Array): Hashing {
    if (this.#bytes < this.worthIt || !(buffer instanceof SharedArrayBuffer)) return this.#here;
    if (this.#threads.length < THREADS) this.#threads.push(new HashThread(this.file));
    this.#slices += 1;
    return this.#threads[this.#slices % this.#threads.length]!;
  }
}

interface Waiting {
  resolve(hashed: Hashed): void;
  reject(error: Error): void;
}

class HashThread implements Hashing {
  readonly #worker: RunningWorker;
  /** Who waits for the next answers, in order. */
  readonly #waiting: Waiting[] = [];
  #error: Error | undefined;

  constructor(file: string) {
    const take = (hashed: Hashed) => this.#waiting.shift()!.resolve(hashed);
    this.#worker = startWorker<Hashed>(file, {}, take, (error) => {
      this.#error = error;
      for (const { reject } of this.#waiting.splice(0)) reject(error);
    });
  }

  async update(output: number, bytes: Uint8Array): Promise<void> {
    await this.#ask({ output, bytes });
  }

  async digest(output: number): Promise<string> {
    const { sha256 } = await this.#ask({ output });
    return sha256!;
  }

  close(): Promise<void> {
    return this.#worker.stop();
  }

  #ask(message: ToHash): Promise<Hashed> {
    if (this.#error) return Promise.reject(this.#error);
    this.#worker.send(message);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }
}
