import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FORMAT_IDS } from '../../src/engine/index.js';
import { type LoadedStory, loadStory } from '../../src/scenarios/index.js';
import { firstStories } from '../support/firstStories.js';
import { runForms } from '../support/runForms.js';
import type { Label } from '../support/runStory.js';
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

/** Runs a story into every format at once and reads all of it back. */
async function allForms(story: LoadedStory, seed: number): Promise<{ sysmon: ByForm; falcon: ByForm }> {
  const { records, labels, summary } = await runForms(story, FORMAT_IDS, { seed });
  const labelOf = new Map(labels.map((label) => [`${label.format} ${label.record}`, label]));
  const sysmon: Record<string, Told[]> = {};
  const falcon: Record<string, Told[]> = {};
  for (const { format, file, records: count } of summary.outputs) {
    const list = records.get(format)!;
    expect(list).toHaveLength(count);
    list.forEach((record, i) => {
      const label = labelOf.get(`${format} ${i + 1}`)!;
      expect(label).toMatchObject({ format, file });
      const ofSysmon = label.EventRecordID !== undefined;
      const reader = (ofSysmon ? sysmonReaders : falconReaders)[format]!;
      const kind = ofSysmon ? sysmon : falcon;
      kind[format] ??= [];
      kind[format].push({ label, said: reader(record) });
    });
  }
  expect(labels).toHaveLength(summary.outputs.reduce((sum, output) => sum + output.records, 0));
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

/** A shipper reads a record after Sysmon has written it, by the same clock; a run whose clocks are right would not tell. */
function expectReadAfterWriting({ sysmon }: { sysmon: ByForm }): void {
  for (const { said } of sysmon['sysmon-winlogbeat'] ?? []) {
    const late = Number(said.received) - Number(said.created);
    expect(late).toBeGreaterThanOrEqual(14);
    expect(late).toBeLessThanOrEqual(901);
  }
}

/** One shipper runs on each host, and what it is called is in all that it ships. */
function expectOneAgentPerHost({ sysmon }: { sysmon: ByForm }): void {
  const UUID_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u;
  const hosts = grouped(sysmon['sysmon-winlogbeat'] ?? [], ({ label }) => label.host);
  const ids = [...hosts].flatMap(([host, told]) =>
    (['agent', 'agentRun'] as const).map((name) => {
      const [id, ...others] = new Set(told.map(({ said }) => said[name]));
      expect(others, `${name} of ${host}`).toEqual([]);
      expect(id).toMatch(UUID_4);
      return id;
    }),
  );
  expect(new Set(ids).size).toBe(hosts.size * 2);
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

const library = firstStories;

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
        expectReadAfterWriting(run);
        expectOneAgentPerHost(run);
        expectOneStory(run);
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
        expectReadAfterWriting(run);
        expectOneAgentPerHost(run);
        pairs += expectOneStory(run);
      }),
      tries(40),
    );
    expect(pairs).toBeGreaterThan(100);
  });
});
