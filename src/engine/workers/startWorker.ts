import { Worker } from 'node:worker_threads';
import type { Failure } from './messages.js';

/**
 * Megabytes of the young generation of a worker's heap. What lives long there is small; a large young generation is memory that is
 * touched once round, in each worker.
 */
const YOUNG_GENERATION = 2;

/** A thread that ended before its work was done. */
export class WorkerError extends Error {
  override readonly name = 'WorkerError';
}

export interface RunningWorker {
  send(message: object): void;
  stop(): Promise<void>;
}

/**
 * Starts a thread of the engine.
 *
 * @param file - What it runs.
 * @param data - What it is started with: plain values.
 * @param take - Takes its messages.
 * @param fail - Is told once if it fails or ends by itself.
 * @param oldGeneration - Megabytes of its heap at the most; absent: what Node gives.
 */
export function startWorker<Message extends object>(
  file: string,
  data: object,
  take: (message: Message) => void,
  fail: (error: Error) => void,
  oldGeneration?: number,
): RunningWorker {
  let ended = false;
  const end = (error: Error) => {
    if (!ended) fail(error);
    ended = true;
  };
  const worker = new Worker(file, {
    workerData: data,
    resourceLimits: {
      maxYoungGenerationSizeMb: YOUNG_GENERATION,
      ...(oldGeneration && { maxOldGenerationSizeMb: oldGeneration }),
    },
  });
  worker.on('message', (message: Message | Failure) => {
    if (!('failure' in message)) take(message);
    else end(Object.assign(new Error(message.failure.message), message.failure));
  });
  worker.on('error', (error) => end(new WorkerError(`a thread ended before its work was done: ${error.message}`)));
  worker.on('exit', (code) => end(new WorkerError(`a thread ended before its work was done, with exit code ${code}`)));
  return {
    send: (message) => worker.postMessage(message),
    async stop() {
      ended = true;
      await worker.terminate();
    },
  };
}
