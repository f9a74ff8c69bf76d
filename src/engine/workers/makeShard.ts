import type { MessagePort } from 'node:worker_threads';
import { prepareRecipe } from '../prepareRun.js';
import { runFolder } from '../runFolder.js';
import type { FromShard, ShardWork } from './messages.js';

/** The work of a thread that writes a part of a run. */
export async function makeShard(port: MessagePort, { recipe, texts, options }: ShardWork): Promise<void> {
  const tell = (message: FromShard) => port.postMessage(message);
  // What the main thread could prepare can be prepared here.
  const run = prepareRecipe(recipe, ({ expected }) => {
    throw new Error(`expected ${expected}`);
  });
  const { manifest } = await runFolder(texts, run!, {
    ...options,
    progress: (progress) => tell({ progress }),
    remark: (remark) => tell({ remark }),
  });
  tell({ manifest });
}
