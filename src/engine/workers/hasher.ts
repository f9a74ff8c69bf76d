import { parentPort } from 'node:worker_threads';
import { HashHere } from '../hashing/hashHere.js';

// What a thread that hashes runs. It is built into a file of its own, since it needs nothing else.

/** Bytes of an output, or the end of a slice of it. */
export interface ToHash {
  readonly output: number;
  readonly bytes?: Uint8Array;
}

/** The answer to each, in their order. */
export interface Hashed {
  readonly sha256?: string;
}

const hashing = new HashHere();
parentPort!.on('message', async ({ output, bytes }: ToHash) => {
  const hashed: Hashed = bytes ? {} : { sha256: await hashing.digest(output) };
  if (bytes) void hashing.update(output, bytes);
  parentPort!.postMessage(hashed);
});
