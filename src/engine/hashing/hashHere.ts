import { createHash, type Hash } from 'node:crypto';
import type { Hashing } from './hashing.js';

const NO_BYTES = createHash('sha256').digest('hex');
const DONE = Promise.resolve();

/** Hashes at once, in this thread. */
export class HashHere implements Hashing {
  readonly #open = new Map<number, Hash>();

  update(output: number, bytes: Uint8Array): Promise<void> {
    let hash = this.#open.get(output);
    if (!hash) {
      hash = createHash('sha256');
      this.#open.set(output, hash);
    }
    hash.update(bytes);
    return DONE;
  }

  async digest(output: number): Promise<string> {
    const hash = this.#open.get(output);
    this.#open.delete(output);
    return hash ? hash.digest('hex') : NO_BYTES;
  }

  async close(): Promise<void> {}
}
