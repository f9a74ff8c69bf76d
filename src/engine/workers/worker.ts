import { parentPort, workerData } from 'node:worker_threads';
import { makeBlocks } from './makeBlocks.js';
import { makeShard } from './makeShard.js';
import type { Failure, Work } from './messages.js';

// What a thread of the engine runs. It is built into a file of its own, which `workerFile` names.

const work = workerData as Work;
const port = parentPort!;
(work.kind === 'slices' ? makeBlocks(port, work) : makeShard(port, work)).catch((error: unknown) => {
  // What the system said is in properties of the error: its code, the path.
  const { name, message } = error as Error;
  port.postMessage({ failure: { ...(error as Error), name, message } } satisfies Failure);
});
