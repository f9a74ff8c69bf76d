import { on } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FORMAT_IDS, formats, InterruptedError, type PreparedRun, prepareRun, runOutputs } from '../../src/engine/index.js';
import { sliceRange } from '../../src/engine/slices.js';
import { Inbox, inboxOf } from '../../src/engine/workers/inbox.js';
import { Packer } from '../../src/engine/workers/packer.js';
import { WorkerPool } from '../../src/engine/workers/workerPool.js';
import { OUTPUT_SIZE, openBulkWriter } from '../../src/generators/index.js';
import { loadStory } from '../../src/scenarios/index.js';
import { isBuilt } from '../e2e/tool.js';
import { firstStories } from '../support/firstStories.js';
import { memorySink } from '../support/runStory.js';
import { tries } from '../support/soak.js';
import { loaded, seeds, stories } from '../support/storyArbitrary.js';

const HOUR = 3_600_000_000;
const library = firstStories;

/** All that a run writes, in every format, with a label for every record. */
async function written(run: PreparedRun, workers: number, events?: number) {
  const sinks = FORMAT_IDS.map((format) => ({ format, file: formats[format].file, sink: memorySink() }));
  const labels = memorySink();
  const upTo: number[] = [];
  const summary = await runOutputs(run, {
    outputs: sinks,
    labels,
    labelChoice: 'all',
    digests: true,
    workers,
    progress: (done) => upTo.push(done.upTo),
    ...(events !== undefined && { events }),
  });
  return { texts: sinks.map(({ sink }) => sink.text()), labels: labels.text(), summary, upTo };
}

describe.skipIf(!isBuilt)('a run in threads (run npm run build first)', () => {
  it.each(library)('writes the same bytes with 1, 2, 3 and 4 of them, in $id', async ({ file }) => {
    const run = prepareRun(await loadStory(file), { seed: 4, workstations: 6, duration: HOUR });
    const alone = await written(run, 1);
    for (const workers of [2, 3, 4]) expect(await written(run, workers)).toEqual(alone);
  });

  it('ends where --events says', async () => {
    const run = prepareRun(await loadStory(library[0]!.file), { seed: 4, workstations: 5, duration: Infinity });
    for (const events of [1, 700, 4000]) {
      const alone = await written(run, 1, events);
      expect(alone.summary.records).toBe(events);
      expect(await written(run, 3, events)).toEqual(alone);
    }
  });

  it('writes the same bytes of any story', async () => {
    await fc.assert(
      fc.asyncProperty(stories, seeds, async (story, seed) => {
        const run = prepareRun(loaded(story), { seed });
        expect(await written(run, 2)).toEqual(await written(run, 1));
      }),
      tries(4),
    );
  });

  it('stops at once when it is told to, while threads are at work', async () => {
    const run = prepareRun(await loadStory(library[0]!.file), { seed: 4, workstations: 30, duration: Infinity });
    const stop = new AbortController();
    const options = { labelChoice: 'none', digests: false, workers: 2, signal: stop.signal } as const;
    const outputs = [{ format: 'ecs', file: '-', sink: memorySink() }] as const;
    await expect(runOutputs(run, { ...options, outputs, progress: () => stop.abort() })).rejects.toThrow(InterruptedError);
  });

  it('says what a sink says', async () => {
    const run = prepareRun(await loadStory(library[0]!.file), { seed: 4, workstations: 30, duration: Infinity });
    const sink = {
      ...memorySink(),
      write: async () => {
        throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      },
    };
    const options = { labelChoice: 'none', digests: false, workers: 2 } as const;
    await expect(runOutputs(run, { ...options, outputs: [{ format: 'ecs', file: '-', sink }] })).rejects.toMatchObject({
      code: 'ENOSPC',
    });
  });
});

describe('a thread that dies', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'wiretale-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['leaves', 'process.exit(7);', /^a thread ended before its work was done, with exit code 7$/u],
    ['ends by itself', '', /^a thread ended before its work was done, with exit code 0$/u],
    ['throws', 'throw new Error("something is wrong");', /before its work was done: something is wrong/u],
    ['has no memory', 'const all = []; for (;;) all.push(new Array(1000).fill({}));', /memory limit/u],
    [
      'tells what it met',
      `import { parentPort } from 'node:worker_threads'; parentPort.postMessage({ failure: { name: 'Error', message: 'not this way' } });`,
      /^not this way$/u,
    ],
  ])('ends the run with one sentence where it %s', async (name, code, message) => {
    const file = join(folder, `${name.replaceAll(' ', '-')}.mjs`);
    writeFileSync(file, code);
    const run = prepareRun(await loadStory(library[0]!.file), { seed: 1 });
    const { first: from, last: to } = sliceRange(run.plan);
    const options = { outputs: [{ format: 'ecs', file: '-' }], labels: 'none', digests: false } as const;
    const pool = new WorkerPool({ count: 2, file, run, options, range: { from, to }, oldGeneration: 32 });
    await expect(pool.make(from, async () => undefined)).rejects.toThrow(message);
    await pool.close();
  });
});

describe('pieces on their way', () => {
  const size = fc.oneof(fc.nat(200), fc.integer({ min: 2 ** 18, max: OUTPUT_SIZE * 1.5 }));
  const pieces = fc.array(fc.record({ output: fc.nat(5), size, records: fc.nat(9) }), { maxLength: 12 });

  it('arrive in their order with all their bytes, in no more outputs than are free', () => {
    return fc.assert(
      fc.asyncProperty(pieces, async (list) => {
        const writer = openBulkWriter(2);
        const inbox = new Inbox(inboxOf(2));
        const arrived: unknown[] = [];
        const packer = new Packer(
          2,
          () => inbox.wait(inbox.freeOutput),
          ({ contents, output }) => {
            for (const content of contents) {
              if (content === null || 'parts' in content) continue;
              arrived.push([content.output, Buffer.from(content.bytes).toString('latin1'), [...content.ends]]);
            }
            if (output !== undefined) inbox.giveBack(output);
          },
        );
        const given = list.map(({ output, size: bytes, records }, n) => {
          const text = String.fromCharCode(97 + n).repeat(bytes);
          return [output, text, Array.from({ length: records }, (_, i) => n + i * 7)] as const;
        });
        for (const [output, text, ends] of given) {
          const bytes = Buffer.from(text, 'latin1');
          const put = writer.put(bytes, ends, await packer.next(false)) ?? writer.put(bytes, ends, await packer.next(true));
          await packer.take(output, put?.bytes ?? bytes, put?.ends ?? ends);
        }
        packer.report(undefined);
        packer.ship(true);
        expect(arrived).toEqual(given);
      }),
      tries(40),
    );
  });

  it('wait for an output that is given back by another thread', async () => {
    const memory = inboxOf(1);
    const inbox = new Inbox(memory);
    expect([inbox.freeOutput(), inbox.freeOutput()]).toEqual([0, undefined]);
    const code = `
      const { parentPort, workerData } = require('node:worker_threads');
      const words = new Int32Array(workerData);
      parentPort.postMessage('about to wait');
      Atomics.wait(words, 0, 0);
      parentPort.postMessage(['woken', Atomics.load(words, 0), Atomics.load(words, 1)]);`;
    const sleeper = new Worker(code, { eval: true, workerData: memory });
    const messages = on(sleeper, 'message');
    expect((await messages.next()).value).toEqual(['about to wait']);
    inbox.giveBack(0);
    expect((await messages.next()).value).toEqual([['woken', 1, 1]]);
    expect(inbox.wait(inbox.freeOutput)).toBe(0);
    await sleeper.terminate();
  });
});
