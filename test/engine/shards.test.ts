import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  FORMAT_IDS,
  type FolderOptions,
  type FormatId,
  mergeParts,
  type PreparedRun,
  prepareRun,
  RunError,
  runFolder,
  runShards,
  shardFolder,
  shardSlices,
} from '../../src/engine/index.js';
import { type LoadedStory, loadStory } from '../../src/scenarios/index.js';
import { isBuilt } from '../e2e/tool.js';
import { firstStories } from '../support/firstStories.js';
import { contentOf } from '../support/folderContent.js';
import { tries } from '../support/soak.js';
import { loaded, seeds, stories } from '../support/storyArbitrary.js';

const HOUR = 3_600_000_000;
const library = firstStories;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wiretale-shards-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function optionsOf(out: string, more: Partial<FolderOptions> = {}): FolderOptions {
  const formats: readonly FormatId[] = more.formats ?? ['sysmon-winevt', 'falcon-fdr', 'ecs'];
  const labels = more.labels ?? 'all';
  return {
    folder: out,
    formats,
    labels,
    splitByHost: false,
    wholeDigests: true,
    version: '1.2.3',
    story: 'story.yaml',
    parameters: { start: '2026-01-01T00:00:00Z', workstations: 3, formats, labels, ...(more.events && { events: more.events }) },
    command: 'wiretale run',
    ...more,
  };
}

/** Writes the whole of a run, and all its parts. */
async function wholeAndParts(story: LoadedStory, run: PreparedRun, of: number, more: Partial<FolderOptions> = {}): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await runFolder(story, run, optionsOf(join(folder, 'whole'), more));
  for (let number = 1; number <= of; number += 1) {
    const shard = { number, of };
    await runFolder(story, run, optionsOf(join(folder, 'parts', shardFolder(shard)), { ...more, shard }));
  }
}

async function expectJoined(): Promise<void> {
  await mergeParts([join(folder, 'parts')], { out: join(folder, 'joined') });
  expect(contentOf(join(folder, 'joined'))).toEqual(contentOf(join(folder, 'whole')));
}

describe('the parts of a run, joined, are the run', () => {
  it.each(library.flatMap(({ id, file }) => [1, 3, 7].map((of) => ({ id, file, of }))))(
    'in $id, cut in $of',
    async ({ file, of }) => {
      const story = await loadStory(file);
      await wholeAndParts(story, prepareRun(story, { seed: 6, duration: 2 * HOUR }), of);
      await expectJoined();
    },
  );

  it.each([
    ['one file per host', { splitByHost: true }],
    ['labels of the story alone', { labels: 'scenario' as const }],
    ['no labels, and no digests of whole files', { labels: 'none' as const, wholeDigests: false }],
    ['every format', { formats: FORMAT_IDS }],
  ])('with %s', async (_, more) => {
    const story = await loadStory(library[1]!.file);
    await wholeAndParts(story, prepareRun(story, { seed: 2, duration: HOUR }), 4, more);
    await expectJoined();
  });

  it('with a number of records, wherever that is', async () => {
    const story = await loadStory(library[0]!.file);
    const run = prepareRun(story, { seed: 2, duration: Infinity });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 2, max: 5 }), async (events, of) => {
        await wholeAndParts(story, run, of, { events });
        await expectJoined();
      }),
      tries(10),
    );
  });

  it('in any story, in more parts than it has slices too', async () => {
    await fc.assert(
      fc.asyncProperty(stories, seeds, fc.integer({ min: 1, max: 12 }), async (text, seed, of) => {
        const story = loaded(text);
        await wholeAndParts(story, prepareRun(story, { seed }), of);
        await expectJoined();
      }),
      tries(8),
    );
  });

  it.skipIf(!isBuilt)('made all at once, each in a thread (run npm run build first)', async () => {
    const story = await loadStory(library[0]!.file);
    const run = prepareRun(story, { seed: 6, duration: 2 * HOUR });
    await wholeAndParts(story, run, 3);
    const { shard: _, ...options } = optionsOf(join(folder, 'at-once'));
    const manifests = await runShards(story, run, { ...options, of: 3, workers: 2 });
    expect(contentOf(join(folder, 'at-once'))).toEqual(contentOf(join(folder, 'parts')));
    expect(manifests.map(({ shard }) => shard?.number)).toEqual([1, 2, 3]);
  });
});

describe('where a run is cut', () => {
  it('parts adjoin, the first begins with the run and the last ends with it', async () => {
    const story = await loadStory(library[0]!.file);
    await fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 72 }), (of, hours) => {
        const { plan } = prepareRun(story, { seed: 1, workstations: 2, duration: hours * HOUR });
        const parts = Array.from({ length: of }, (_, n) => shardSlices(plan, ['sysmon'], { number: n + 1, of }));
        const whole = shardSlices(plan, ['sysmon'], { number: 1, of: 1 });
        expect([parts[0]!.from, parts.at(-1)!.end]).toEqual([whole.from, whole.end]);
        for (const [n, { from, end }] of parts.entries()) {
          expect(end).toBeGreaterThanOrEqual(from);
          if (n > 0) expect(from).toBe(parts[n - 1]!.end);
        }
      }),
      tries(20),
    );
  });

  it('a later part has fewer records, for it has more to count, but none has much more than another', async () => {
    const story = await loadStory(library[0]!.file);
    const run = prepareRun(story, { seed: 1, workstations: 5, duration: 48 * HOUR });
    await wholeAndParts(story, run, 4, { formats: ['sysmon-winevt'], labels: 'none' });
    const records = [1, 2, 3, 4].map((number) => {
      const manifest = readFileSync(join(folder, 'parts', shardFolder({ number, of: 4 }), 'manifest.json'), 'utf8');
      return (JSON.parse(manifest) as { records: number }).records;
    });
    expect(records[0]).toBeGreaterThan(records[3]!);
    expect(records[0]! / records[3]!).toBeLessThan(2);
  });
});

/** The manifest of a part as far as tests change it. */
interface PartManifest {
  records: number;
  readonly parameters: object;
  readonly files: object[];
  readonly hosts: object[];
  readonly shard: { readonly files: object[]; readonly truth: { readonly head: string; readonly shown: object[] } };
}

type Tree = Record<string, unknown>;

/** Paths of all values in a tree. */
const placesIn = (tree: object, at: readonly string[] = []): string[][] =>
  Object.entries(tree).flatMap(([key, value]) => [
    [...at, key],
    ...(typeof value === 'object' && value !== null ? placesIn(value as object, [...at, key]) : []),
  ]);

/** What is in a folder besides its manifest. */
const filesOf = (path: string) => Object.entries(contentOf(path)).filter(([name]) => name !== 'manifest.json');

describe('merge', () => {
  const part = (number: number) => join(folder, 'parts', shardFolder({ number, of: 3 }));
  const edit = (path: string, change: (text: string) => string) =>
    writeFileSync(path, change(readFileSync(path, 'latin1')), 'latin1');
  const editManifest = (number: number, change: (manifest: PartManifest) => unknown) =>
    edit(join(part(number), 'manifest.json'), (text) => {
      const manifest = JSON.parse(text) as PartManifest;
      change(manifest);
      return JSON.stringify(manifest);
    });
  beforeEach(async () => {
    const story = await loadStory(library[0]!.file);
    await wholeAndParts(story, prepareRun(story, { seed: 6, duration: HOUR }), 3);
  });

  it.each<[string, () => unknown, RegExp]>([
    [
      'a part is missing',
      () => rm(part(2), { recursive: true }),
      /^part-2-of-3: expected all 3 parts, received none of this number; make it/u,
    ],
    [
      'a part is not complete',
      () => rm(join(part(2), 'manifest.json')),
      /part-2-of-3\/manifest.json: expected the manifest of a complete part, received none; make that part again, with --resume/u,
    ],
    [
      'a part is there twice',
      () => cp(part(1), join(folder, 'parts', 'part-2-of-9'), { recursive: true }),
      /part-2-of-9\/manifest.json: expected each part once, received part 1|part-1-of-3\/manifest.json: expected each part once/u,
    ],
    [
      'a part is of another seed',
      () => edit(join(part(3), 'manifest.json'), (text) => text.replace('"seed": 6', '"seed": 7')),
      /part-3-of-3\/manifest.json: expected seed 6, received 7/u,
    ],
    [
      'a part is of another cut',
      () => edit(join(part(3), 'manifest.json'), (text) => text.replace('"of": 3', '"of": 4')),
      /expected shard 1\/3, received 1\/4/u,
    ],
    [
      'a part begins elsewhere',
      () => edit(join(part(2), 'manifest.json'), (text) => text.replace(/"before": \d+/u, '"before": 1')),
      /part-2-of-3\/manifest.json: expected a part behind slice \d+, received one behind slice 1/u,
    ],
    [
      'records are missing between two',
      () => edit(join(part(2), 'manifest.json'), (text) => text.replace(/"firstRecord": \d+/u, '"firstRecord": 9')),
      /expected sysmon-winevt.xml from record \d+ on, received from 9 on/u,
    ],
    [
      'a file is cut off',
      () => edit(join(part(2), 'ecs.ndjson'), (text) => text.slice(0, -10)),
      /part-2-of-3\/ecs.ndjson: expected \d+ bytes, as the manifest of its part says, received \d+; make that part again/u,
    ],
    [
      'a byte is another',
      () => edit(join(part(2), 'ecs.ndjson'), (text) => text.replace('T', 'X')),
      /part-2-of-3\/ecs.ndjson: expected the digest [0-9a-f]{12}... for its slice \d+, received other bytes/u,
    ],
    [
      'a byte of labels is another',
      () => edit(join(part(3), 'labels.ndjson'), (text) => text.replace('e', 'E')),
      /part-3-of-3\/labels.ndjson: expected the digest/u,
    ],
    [
      'an index has another end',
      () => edit(join(part(1), 'ecs.ndjson.idx'), (text) => `${text.slice(0, -8)}\xff${text.slice(-7)}`),
      /part-1-of-3\/ecs.ndjson.idx: expected/u,
    ],
    [
      'an index has an end within a record',
      () =>
        edit(
          join(part(2), 'ecs.ndjson.idx'),
          (text) => `${text.slice(0, 80)}${String.fromCharCode(text.charCodeAt(80) ^ 1)}${text.slice(81)}`,
        ),
      /part-2-of-3\/ecs.ndjson.idx: expected ends of records, received \d+, which is none; make that part again/u,
    ],
    [
      'a part is of no such number',
      async () => {
        const other = join(folder, 'parts', 'part-5-of-3');
        await cp(part(2), other, { recursive: true });
        edit(join(other, 'manifest.json'), (text) => text.replace('"number": 2', '"number": 5'));
      },
      /part-5-of-3\/manifest.json: expected a part from 1 to 3, received part 5/u,
    ],
    [
      'a part has files less',
      () => editManifest(2, (manifest) => [manifest.files, manifest.shard.files].map((files) => files.pop())),
      /part-2-of-3\/manifest.json: expected the files of \S+part-1-of-3, received others/u,
    ],
    [
      'a part has another host',
      () => editManifest(3, ({ hosts }) => Object.assign(hosts[0]!, { computer: 'other' })),
      /part-3-of-3\/manifest.json: expected the hosts of \S+part-1-of-3, received others/u,
    ],
    [
      'records are not as many as those of the steps',
      () => editManifest(2, (manifest) => Object.assign(manifest, { records: manifest.records + 1 })),
      /part-2-of-3\/manifest.json: expected as many records as its steps have, \d+, received \d+/u,
    ],
    [
      'bytes are not those of the slices',
      () => editManifest(2, ({ files }) => Object.assign(files[1]!, { bytes: 7 })),
      /part-2-of-3\/manifest.json: expected bytes of falcon-fdr.ndjson: \d+, received 7/u,
    ],
    [
      'a file is said to be packed that is not',
      () => [1, 2, 3].map((n) => editManifest(n, ({ parameters }) => Object.assign(parameters, { gzip: 6 }))),
      /manifest.json: expected the files of the part under shard too/u,
    ],
    [
      'the answer key is of other records',
      () => editManifest(1, ({ shard }) => shard.truth.shown.pop()),
      /part-1-of-3\/manifest.json: expected what its answer key is made of, received something else under shard.truth; make that/u,
    ],
    [
      'the answer key is of another story',
      () => editManifest(3, ({ shard }) => Object.assign(shard.truth, { head: '# Another' })),
      /part-3-of-3\/manifest.json: expected the answer key of \S+part-1-of-3, received others/u,
    ],
    [
      'an index does not rise',
      () => edit(join(part(1), 'ecs.ndjson.idx'), (text) => text.slice(0, 8) + text.slice(0, 8) + text.slice(16)),
      /part-1-of-3\/ecs.ndjson.idx: expected ends that rise/u,
    ],
    [
      'a file is named that lies elsewhere',
      () => edit(join(part(1), 'manifest.json'), (text) => text.replaceAll('ecs.ndjson', '../../ecs.ndjson')),
      /expected the files of the part under shard too/u,
    ],
  ])('says so and leaves nothing where %s', async (_, harm, message) => {
    await harm();
    const out = join(folder, 'joined');
    const error = await mergeParts([join(folder, 'parts')], { out }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RunError);
    expect((error as Error).message).toMatch(message);
    expect(contentOf(folder)).toEqual(
      Object.fromEntries(Object.entries(contentOf(folder)).filter(([name]) => !name.startsWith('joined'))),
    );
  });

  it('says so whatever is wrong in a manifest, or writes the very run', async () => {
    const text = readFileSync(join(part(2), 'manifest.json'), 'utf8');
    const places = placesIn(JSON.parse(text) as object);
    const values = fc.constantFrom(null, 0, -1, 1.5, 1e300, '', '../../x', true, [], {});
    const out = join(folder, 'joined');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), values, async (place, value) => {
        await rm(out, { recursive: true, force: true });
        const manifest = JSON.parse(text) as Tree;
        const holder = place.slice(0, -1).reduce((tree, key) => tree[key] as Tree, manifest);
        holder[place.at(-1)!] = value;
        writeFileSync(join(part(2), 'manifest.json'), JSON.stringify(manifest));
        const error = await mergeParts([join(folder, 'parts')], { out }).catch((thrown: unknown) => thrown);
        if (error instanceof Error)
          expect([error.name, error instanceof RunError, existsSync(join(out, 'manifest.json'))]).toEqual(['Error', true, false]);
        else expect(filesOf(out)).toEqual(filesOf(join(folder, 'whole')));
      }),
      tries(60),
    );
  });

  it('refuses to write over a part', async () => {
    const before = contentOf(folder);
    await expect(mergeParts([join(folder, 'parts')], { out: part(1) })).rejects.toThrow(
      /part-1-of-3: expected a folder of its own, received that of a part; name another folder/u,
    );
    expect(contentOf(folder)).toEqual(before);
  });

  it('leaves nothing of a run that was stopped in the folder that it writes to', async () => {
    const story = await loadStory(library[0]!.file);
    const stop = new AbortController();
    const out = join(folder, 'joined');
    // Behind the first lines of its journal.
    const progress = ({ bytes }: { readonly bytes: number }) => bytes > 40_000_000 && stop.abort();
    const more = { formats: ['ecs', 'sysmon-flat'] as const, signal: stop.signal, progress };
    const run = prepareRun(story, { seed: 6, workstations: 60, duration: HOUR });
    await expect(runFolder(story, run, optionsOf(out, more))).rejects.toMatchObject({ resumable: true });
    await mergeParts([join(folder, 'parts')], { out });
    expect(contentOf(out)).toEqual(contentOf(join(folder, 'whole')));
  });

  it('refuses the whole of a run, and a folder of nothing', async () => {
    const out = join(folder, 'joined');
    await expect(mergeParts([join(folder, 'whole')], { out })).rejects.toThrow(
      /expected the manifest of a part, received that of a whole run/u,
    );
    await expect(mergeParts([folder], { out })).rejects.toThrow(
      /expected a part of a run, or folders such as part-1-of-4, received neither/u,
    );
  });

  it('takes parts from several places, in any order', async () => {
    const out = join(folder, 'joined');
    await mergeParts([part(3), part(1), part(2)], { out });
    expect(contentOf(out)).toEqual(contentOf(join(folder, 'whole')));
  });
});
