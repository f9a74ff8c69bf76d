import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FORMAT_IDS, type FormatId, formats, type PreparedRun, prepareRun, runOutputs } from '../../src/engine/index.js';
import type { LabelChoice } from '../../src/engine/labelLines.js';
import { type MakerOptions, SliceMaker, type SliceReport } from '../../src/engine/sliceMaker.js';
import { sliceRange } from '../../src/engine/slices.js';
import { type LoadedStory, loadStory } from '../../src/scenarios/index.js';
import { firstStories } from '../support/firstStories.js';
import { memorySink } from '../support/runStory.js';
import { tries } from '../support/soak.js';
import { loaded, seeds, stories } from '../support/storyArbitrary.js';

const HOUR = 3_600_000_000;
const library = firstStories;
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** What a run writes: one output of each format, or one per host and format. */
function outputsOf({ plan }: PreparedRun, ids: readonly FormatId[], byHost: boolean): MakerOptions['outputs'] {
  if (!byHost) return ids.map((format) => ({ format, file: formats[format].file }));
  return ids.flatMap((format) =>
    plan.world.machines.map(({ host }) => ({ format, file: `${format}/${host.computer}`, host: host.index })),
  );
}

interface Made {
  readonly report: SliceReport;
  readonly bytes: readonly Buffer[];
}

async function made(maker: SliceMaker, epoch: number, outputs: number): Promise<Made | undefined> {
  const parts = Array.from({ length: outputs + 1 }, () => [] as Buffer[]);
  const slice = await maker.make(epoch, async (output, bytes, ends) => {
    expect(ends[ends.length - 1]).toBe(bytes.length);
    parts[output]!.push(Buffer.from(bytes));
    // As slow as a disk: what was handed over is read only when it is written.
    await new Promise((resolve) => setImmediate(resolve));
  });
  if (!slice) return undefined;
  const report = await slice.report;
  expect([slice.bytes, slice.isLast]).toEqual([report.parts.reduce((sum, part) => sum + part.bytes, 0), report.isLast]);
  return { report, bytes: parts.map((part) => Buffer.concat(part)) };
}

async function expectMadeAlone(
  run: PreparedRun,
  {
    byHost,
    labels,
    ids,
    events,
    shuffle,
  }: { byHost: boolean; labels: LabelChoice; ids: readonly FormatId[]; events?: number; shuffle: readonly number[] },
): Promise<void> {
  const outputs = outputsOf(run, ids, byHost);
  const sinks = [...outputs.map(() => memorySink()), memorySink()];
  const summary = await runOutputs(run, {
    outputs: outputs.map((output, n) => ({ ...output, sink: sinks[n]! })),
    labelChoice: labels,
    digests: true,
    ...(labels !== 'none' && { labels: sinks.at(-1)! }),
    ...(events !== undefined && { events }),
  });
  const { first, last } = sliceRange(run.plan);
  const end = Number.isFinite(last) ? last : first + 40;
  const epochs = Array.from({ length: end - first + 1 }, (_, n) => first + n);
  const order = epochs.map((epoch, n) => ({ epoch, by: shuffle[n % shuffle.length]! })).sort((a, b) => a.by - b.by);
  const options = { outputs, labels, digests: true, ...(events !== undefined && { events }) };
  const maker = new SliceMaker(run, options);
  const all = new Map<number, Made | undefined>();
  for (const { epoch } of order) all.set(epoch, await made(maker, epoch, outputs.length));
  // The run ends with the one slice that says so; what lies behind it is not there.
  const there = epochs.flatMap((epoch) => all.get(epoch) ?? []);
  const lastOnes = there.filter(({ report }) => report.isLast);
  if (events === undefined) expect([there.length, lastOnes.length]).toEqual([epochs.length, 0]);
  else expect(lastOnes).toEqual([there.at(-1)]);
  for (const [n, sink] of sinks.entries())
    expect(Buffer.concat(there.map(({ bytes }) => bytes[n]!)).toString('utf8')).toBe(sink.text());
  for (const { report, bytes } of there)
    expect(report.parts.map((part) => [part.bytes, part.sha256])).toEqual(
      report.parts.map((_, n) => [bytes[n]!.length, sha256(bytes[n]!)]),
    );
  expect(there.reduce((sum, { report }) => sum + report.records, 0)).toBe(summary.records);
  for (const [n, { records, slices, sliceBytes }] of summary.outputs.entries()) {
    expect(there.reduce((sum, { report }) => sum + report.parts[n]!.records, 0)).toBe(records);
    expect(there.map(({ report }) => report.parts[n]!.sha256)).toEqual(slices);
    expect(there.map(({ report }) => report.parts[n]!.bytes)).toEqual(sliceBytes);
  }
  if (events !== undefined) expect(summary.records).toBe(events);
}

const shuffle = fc.array(fc.nat(1000), { minLength: 8, maxLength: 8 });
const choice = fc.record({
  byHost: fc.boolean(),
  labels: fc.constantFrom<LabelChoice>('all', 'scenario', 'none'),
  ids: fc.uniqueArray(fc.constantFrom(...FORMAT_IDS), { minLength: 1, maxLength: 3 }),
  shuffle,
});

describe('a slice made alone, labels and digests included, is that part of the run', () => {
  it.each(library)('in $id, whichever formats there are', async ({ file }) => {
    const run = prepareRun(await loadStory(file), { seed: 5, duration: HOUR });
    await fc.assert(
      fc.asyncProperty(choice, (chosen) => expectMadeAlone(run, chosen)),
      tries(12),
    );
  });

  it('in any story', async () => {
    await fc.assert(
      fc.asyncProperty(stories, seeds, choice, (story, seed, chosen) =>
        expectMadeAlone(prepareRun(loaded(story), { seed }), chosen),
      ),
      tries(25),
    );
  });

  it.each(['psexec-of-2019', 'documented-table'])('of a story with pins, %s', async (name) => {
    const run = prepareRun(await loadStory(`test/pinned/${name}.yaml`), { seed: 1 });
    await expectMadeAlone(run, { byHost: true, labels: 'all', ids: FORMAT_IDS, shuffle: [3, 1, 2] });
  });

  it('with --events, cut where the records run out', async () => {
    const story = await loadStory(library[0]!.file);
    const run = prepareRun(story, { seed: 2, duration: Infinity });
    await fc.assert(
      fc.asyncProperty(choice, fc.integer({ min: 1, max: 1500 }), (chosen, events) =>
        expectMadeAlone(run, { ...chosen, events }),
      ),
      tries(20),
    );
    for (const events of await sumsOf(story))
      await expectMadeAlone(run, { byHost: false, labels: 'all', ids: ['ecs'], shuffle: [1, 2], events });
  });
});

/** Numbers of records at which a slice ends. */
async function sumsOf(story: LoadedStory): Promise<number[]> {
  const run = prepareRun(story, { seed: 2, duration: 2 * HOUR });
  const outputs = outputsOf(run, ['ecs'], false);
  const maker = new SliceMaker(run, { outputs, labels: 'none', digests: false });
  const { first } = sliceRange(run.plan);
  const sums: number[] = [];
  for (let epoch = first; epoch < first + 6; epoch += 1)
    sums.push((sums.at(-1) ?? 0) + (await made(maker, epoch, outputs.length))!.report.records);
  return sums.filter((sum) => sum > 0);
}
