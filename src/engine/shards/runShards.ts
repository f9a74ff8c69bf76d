import { join } from 'node:path';
import { EPOCH_MICROSECONDS } from '../../scenarios/sources/source.js';
import type { StoryTexts } from '../folder/identity.js';
import { InterruptedError } from '../interruptedError.js';
import type { Manifest } from '../manifest.js';
import type { PreparedRun } from '../prepareRun.js';
import type { FolderOptions } from '../runFolder.js';
import type { Progress } from '../runOutputs.js';
import type { FromShard, ShardWork } from '../workers/messages.js';
import { startWorker } from '../workers/startWorker.js';
import { workerFile } from '../workers/workerFile.js';
import { type Shard, shardFolder } from './shard.js';

export interface ShardsOptions extends Omit<FolderOptions, 'shard' | 'workers'> {
  readonly of: number;
  /** So many parts at a time, each in a thread of its own. */
  readonly workers: number;
}

/**
 * Writes all parts of a run, each in a thread of its own and into a folder of its own.
 *
 * @returns The manifests of the parts, in order.
 */
export async function runShards(
  loaded: StoryTexts,
  { plan, recipe }: PreparedRun,
  { of, workers, signal, progress, remark, ...options }: ShardsOptions,
): Promise<Manifest[]> {
  const running = new Set<{ stop(): Promise<void> }>();
  const done = new Map<number, Progress>();
  let slices = 0;
  const note = (number: number, part: Progress) => {
    done.set(number, part);
    slices += 1;
    const sum = (of: (part: Progress) => number) => [...done.values()].reduce((all, one) => all + of(one), 0);
    progress?.({
      records: sum(({ records }) => records),
      bytes: sum(({ bytes }) => bytes),
      upTo: plan.from + slices * EPOCH_MICROSECONDS,
    });
  };
  const make = (shard: Shard) =>
    new Promise<Manifest>((resolve, reject) => {
      const work: ShardWork = {
        kind: 'shard',
        recipe,
        texts: { text: loaded.text, included: loaded.included },
        options: { ...options, folder: join(options.folder, shardFolder(shard)), shard },
      };
      const take = (message: FromShard) => {
        if ('remark' in message) remark?.(message.remark);
        else if ('progress' in message) note(shard.number, message.progress);
        else {
          running.delete(worker);
          worker.stop().then(() => resolve(message.manifest), reject);
        }
      };
      const worker = startWorker<FromShard>(workerFile(), work, take, reject);
      running.add(worker);
    });

  let interrupt = () => {};
  const interrupted = new Promise<never>((_, reject) => {
    interrupt = () => reject(new InterruptedError('interrupted'));
    if (signal?.aborted) interrupt();
    signal?.addEventListener('abort', interrupt);
  });
  const manifests: Manifest[] = [];
  let next = 1;
  const makeSome = async () => {
    while (next <= of) {
      const number = next;
      next += 1;
      manifests[number - 1] = await make({ number, of });
    }
  };
  try {
    await Promise.race([Promise.all(Array.from({ length: Math.min(workers, of) }, makeSome)), interrupted]);
    return manifests;
  } catch (error) {
    next = of + 1;
    throw error instanceof Error ? Object.assign(error, { resumable: true }) : error;
  } finally {
    signal?.removeEventListener('abort', interrupt);
    await Promise.all([...running].map((worker) => worker.stop()));
  }
}
