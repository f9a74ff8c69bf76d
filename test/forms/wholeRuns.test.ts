import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FORMAT_IDS, type FormatId, formats, prepareRun, runOutputs } from '../../src/engine/index.js';
import { type LoadedStory, listLibrary, loadStory } from '../../src/scenarios/index.js';
import { type Label, memorySink } from '../support/runStory.js';
import { tries } from '../support/soak.js';
import { loaded, seeds, stories } from '../support/storyArbitrary.js';
import { grouped } from '../support/wholeRun.js';
import { expectOneConnection, expectOneRecord } from './agreement.js';
import { falconReaders, type Said, sysmonReaders } from './readers.js';

interface Told {
  readonly label: Label;
  readonly said: Said;
}
/** Records of one sensor, in the order of the file, by the id of the form. */
type ByForm = Readonly<Record<string, readonly Told[]>>;

/** Event Viewer's records have several lines; a value has none, since line ends in it are references. */
const recordsOf = (id: FormatId, text: string) =>
  id === 'sysmon-viewer' ? text.split(/(?<=<\/Event>)\n/u).slice(0, -1) : text.split('\n').slice(0, -1);

/** Runs a story into every format at once and reads all of it back. */
async function allForms(story: LoadedStory, seed: number, options: object = {}): Promise<{ sysmon: ByForm; falcon: ByForm }> {
  const { plan, pins } = prepareRun(story, { seed, ...options });
  const outputs = FORMAT_IDS.map((format) => ({ format, file: formats[format].file, sink: memorySink() }));
  const labels = memorySink();
  const summary = await runOutputs(plan, pins, { outputs, labels, labelChoice: 'all', digests: false });
  const labelOf = new Map(
    labels
      .text()
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Label)
      .map((label) => [`${label.format} ${label.record}`, label]),
  );
  const sysmon: Record<string, Told[]> = {};
  const falcon: Record<string, Told[]> = {};
  for (const [n, { format, file, sink }] of outputs.entries()) {
    const records = recordsOf(format, sink.text());
    expect(summary.outputs[n]).toMatchObject({ format, file, records: records.length });
    records.forEach((record, i) => {
      const label = labelOf.get(`${format} ${i + 1}`)!;
      expect(label).toMatchObject({ format, file });
      const ofSysmon = label.EventRecordID !== undefined;
      const reader = (ofSysmon ? sysmonReaders : falconReaders)[format]!;
      const told = { label, said: reader(record) };
      const kind = ofSysmon ? sysmon : falcon;
      kind[format] ??= [];
      kind[format].push(told);
    });
  }
  expect(labelOf.size).toBe(outputs.reduce((sum, _, n) => sum + summary.outputs[n]!.records, 0));
  return { sysmon, falcon };
}

/** The label without what is about the file. */
const about = ({ format: _, file: __, record: ___, ...rest }: Label) => rest;

/** Record n of one form is record n of another: they tell the same, and their labels too. */
function expectAgreement(forms: ByForm, all: readonly string[]): void {
  const [first] = Object.values(forms);
  if (!first) return;
  expect(Object.keys(forms).sort()).toEqual([...all].sort());
  for (const told of Object.values(forms)) expect(told).toHaveLength(first.length);
  first.forEach(({ label }, i) => {
    expectOneRecord(Object.fromEntries(Object.entries(forms).map(([form, told]) => [form, told[i]!.said])));
    for (const told of Object.values(forms)) expect(about(told[i]!.label)).toEqual(about(label));
  });
}

/** What the label says is in the record. */
function expectLabelled({ sysmon, falcon }: { sysmon: ByForm; falcon: ByForm }): void {
  for (const { label, said } of Object.values(sysmon).flat()) {
    expect(said.computer).toBe(label.host);
    if ('recordId' in said) expect(said.recordId).toBe(label.EventRecordID);
  }
  for (const { label, said } of Object.values(falcon).flat())
    if ('id' in said) expect([said.id, said['raw aid']]).toEqual([label.id, label.host]);
}

/** Each form of each product against the form of the other product that says most. @returns How many pairs there were. */
function expectOneStory({ sysmon, falcon }: { sysmon: ByForm; falcon: ByForm }): number {
  const events = grouped(falcon.ecs ?? [], ({ label }) => label.connection);
  let pairs = 0;
  for (const record of sysmon.ecs ?? []) {
    const [event] = events.get(record.label.connection) ?? [];
    if (!event) continue;
    const unbound = event.said['local.address'] === 0n && event.said['local.port'] === 0;
    expect(unbound && event.said['raw event_platform'] !== 'Mac').toBe(false);
    expectOneConnection(record.said, event.said, unbound);
    pairs += 1;
  }
  return pairs;
}

const library = await listLibrary();

describe('a run in all formats', () => {
  it.each(library)(
    'of $id: record n of one form is record n of every other, and both products tell one story',
    async ({ file }) => {
      const story = await loadStory(file);
      for (const seed of [1, 2, 77]) {
        const run = await allForms(story, seed);
        expectAgreement(run.sysmon, Object.keys(sysmonReaders));
        expectAgreement(run.falcon, Object.keys(falconReaders));
        expectLabelled(run);
        expect(expectOneStory(run)).toBeGreaterThan(10);
      }
    },
  );

  it('of any story likewise', async () => {
    let pairs = 0;
    await fc.assert(
      fc.asyncProperty(stories, seeds, async (story, seed) => {
        const run = await allForms(loaded(story), seed);
        expectAgreement(run.sysmon, Object.keys(sysmonReaders));
        expectAgreement(run.falcon, Object.keys(falconReaders));
        expectLabelled(run);
        pairs += expectOneStory(run);
      }),
      tries(40),
    );
    expect(pairs).toBeGreaterThan(100);
  });
});
