import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pipelineDuties } from '../../../src/engine/faults/pipelineDuty.js';
import { FORMAT_IDS, type FormatId, prepareRun } from '../../../src/engine/index.js';
import { arrivalsOf } from '../../support/arrivals.js';
import { type FaultText, type FaultyLabel, faultyStory } from '../../support/faultyStory.js';
import { runForms } from '../../support/runForms.js';
import { tries } from '../../support/soak.js';
import { seeds } from '../../support/storyArbitrary.js';
import { grouped } from '../../support/wholeRun.js';
import { winevtFields } from '../../support/winevtFields.js';
import { faultTexts } from './faultArbitrary.js';
import { FAULT_CASES } from './kinds.js';

/** What is made for twenty seeds, */
const FEW: readonly FormatId[] = ['sysmon-winevt', 'falcon-fdr'];
/** and for some. */
const FORMATS: readonly FormatId[] = ['sysmon-winevt', 'sysmon-flat', 'sysmon-ossem', 'falcon-fdr', 'ecs'];
/** Formats in which Sysmon's fields have their names. */
const NAMED: readonly FormatId[] = ['sysmon-winevt', 'sysmon-viewer', 'sysmon-winlogbeat', 'sysmon-flat'];
const TWENTY = Array.from({ length: 20 }, (_, n) => n + 1);

/** Names a record among those of a format, whatever becomes of it. */
const keyOf = ({ format, host, EventRecordID, connection }: FaultyLabel) => `${format} ${host} ${EventRecordID ?? connection}`;

interface Written {
  readonly label: FaultyLabel;
  /** Undefined: it never arrived. */
  readonly text: string | undefined;
}

type FaultyRun = Omit<Awaited<ReturnType<typeof runForms>>, 'labels'> & { readonly labels: readonly FaultyLabel[] };
const runFaulty = async (faults: readonly FaultText[], formats: readonly FormatId[], seed = 1): Promise<FaultyRun> => {
  const run = await runForms(faultyStory(faults), formats, { seed });
  return { ...run, labels: run.labels as readonly FaultyLabel[] };
};

const writtenBy = ({ records, labels }: FaultyRun): Written[] =>
  labels.map((label) => ({
    label,
    text: label.record === undefined ? undefined : records.get(label.format)![label.record - 1]!,
  }));

const naturals = new Map<string, Promise<ReadonlyMap<string, string>>>();
/** Records as they are where nothing goes wrong. */
function naturalOf(seed: number, formats: readonly FormatId[]): Promise<ReadonlyMap<string, string>> {
  const name = `${seed} ${formats}`;
  const known =
    naturals.get(name) ??
    runFaulty([], formats, seed).then((run) => new Map(writtenBy(run).map(({ label, text }) => [keyOf(label), text!])));
  naturals.set(name, known);
  return known;
}

const TIMES: Readonly<Record<string, RegExp>> = {
  // A clock that is set shows in what is read from it, and in nothing else.
  clockJump:
    /SystemTime=["'][^"']*["']|Name=["']ProcessGuid["']>[^<]*|"(?:ContextTimeStamp|TimeCreated|@timestamp|created|process_guid|entity_id|ProcessGuid|Message)":"[^"]*"|"message":"[^"]*"|^\w{3} [ \d]\d \d\d:\d\d:\d\d/gu,
  late: /"timestamp":"\d+"|"created":"[^"]*"/gu,
};

/** What of a text a fault of each kind leaves alone. */
const withoutChanged = (text: string, kinds: readonly string[]) =>
  kinds.reduce((rest, kind) => (TIMES[kind] ? rest.replace(TIMES[kind], '') : rest), text);

/** Values of the data of an event. */
const valuesOf = (text: string) => [...text.matchAll(/<Data Name=["']\w+["']>([^<]*)<\/Data>/gu)].map(([, value]) => value!);
const namesOf = (text: string) => [...text.matchAll(/<Data Name=["'](\w+)["']>/gu)].map(([, name]) => name!);

function expectRecords(run: FaultyRun, natural: ReadonlyMap<string, string>): void {
  const written = writtenBy(run);
  const byKey = grouped(written, ({ label }) => keyOf(label));
  expect(new Set(byKey.keys())).toEqual(new Set(natural.keys()));
  for (const [key, list] of byKey) {
    const original = natural.get(key)!;
    const texts = list.flatMap(({ text }) => text ?? []);
    // Copies are copies, byte for byte.
    expect(new Set(texts).size).toBeLessThan(2);
    for (const { label, text } of list) {
      const kinds = (label.faults ?? []).map(({ kind }) => kind);
      if (text === undefined) expect(kinds.some((kind) => ['lost', 'outage'].includes(kind))).toBe(true);
      else if (kinds.includes('shiftFields')) {
        expect(NAMED).toContain(label.format);
        if (label.format !== 'sysmon-winevt' || kinds.includes('clockJump')) continue;
        const values = valuesOf(original).filter((value) => value !== '');
        expect(valuesOf(text)).toEqual(values);
        expect(namesOf(text)).toEqual(namesOf(original).slice(0, values.length));
        expect(text).not.toBe(original);
      } else expect(withoutChanged(text, kinds)).toBe(withoutChanged(original, kinds));
    }
  }
  for (const [format, records] of run.records) {
    const own = written.filter(({ label }) => label.format === format);
    expect(
      own
        .filter(({ text }) => text !== undefined)
        .map(({ label }) => label.record)
        .sort((a, b) => a! - b!),
    ).toEqual(records.map((_, n) => n + 1));
  }
}

/** The record at a label's place is the label's. */
function expectPlaces(run: FaultyRun): void {
  for (const { label, text } of writtenBy(run)) {
    if (text === undefined) continue;
    if (label.format === 'sysmon-winevt') {
      const fields = winevtFields(text);
      expect([fields['System/Computer'], fields['System/EventRecordID']]).toEqual([label.host, String(label.EventRecordID)]);
    }
    if (label.format === 'falcon-fdr') expect(JSON.parse(text)).toMatchObject({ id: label.id, aid: label.host });
  }
}

describe('records that are', () => {
  describe.each(Object.entries(FAULT_CASES))('%s', (_, { at, fault }) => {
    it.each(TWENTY)('for seed %i say what they said, but for what the fault changes', async (seed) => {
      const run = await runFaulty([{ id: 'trouble', at, fault }], FEW, seed);
      expectRecords(run, await naturalOf(seed, FEW));
      expectPlaces(run);
      const [kind] = Object.keys(fault);
      const faults = run.labels.flatMap((label) => label.faults ?? []);
      expect(new Set(faults.map((met) => `${met.step} ${met.kind}`))).toEqual(new Set([`trouble ${kind}`]));
    });
  });

  it('read by a shipper when the clock had been set, though they were written before, are said to be met', async () => {
    const jumps = Array.from({ length: 40 }, (_, n): FaultText => {
      const at = `${7 * n + 3}s`;
      return { id: `jump-${n}`, at, fault: { clockJump: { hosts: ['desk', 'note', 'build', 'dc'], by: '3h', for: '2s' } } };
    });
    for (const seed of [1, 2, 3]) {
      const run = await runFaulty(jumps, ['sysmon-winlogbeat'], seed);
      expectRecords(run, await naturalOf(seed, ['sysmon-winlogbeat']));
    }
  });

  it('met by any faults keep to this, in the order of arrival', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(faultTexts, { minLength: 1, maxLength: 4 }), seeds, async (drafts, seed) => {
        const faults = drafts.map((fault, n): FaultText => ({ ...fault, id: `fault-${n}` }));
        const run = await runFaulty(faults, FORMATS, seed);
        expectRecords(run, await naturalOf(seed, FORMATS));
        expectPlaces(run);
        const arrivals = arrivalsOf(prepareRun(faultyStory(faults), { seed })).filter(({ lost }) => !lost);
        for (const [format, sensor] of [
          ['sysmon-winevt', 'sysmon'],
          ['falcon-fdr', 'falcon'],
        ] as const) {
          const names = run.labels
            .filter((label) => label.format === format && label.record !== undefined)
            .sort((a, b) => a.record! - b.record!)
            .map(({ connection }) => connection);
          expect(names).toEqual(arrivals.filter((arrival) => arrival.sensor === sensor).map(({ key }) => connectionOf(key)));
        }
      }),
      tries(12),
    );
  });
});

const hex8 = (word: string) => Number(word).toString(16).padStart(8, '0');
const connectionOf = (key: string) => key.split(' ').slice(0, 2).map(hex8).join('');

const EVERY: readonly FaultText[] = Object.values(FAULT_CASES).map(({ at, fault }, n) => ({ id: `fault-${n}`, at, fault }));

describe('labels', () => {
  it('say what a correct pipeline makes of each record that a fault has met', async () => {
    const { labels } = await runFaulty(EVERY, FORMATS);
    const told = labels.flatMap(({ faults = [] }) => faults);
    expect(new Set(told.map(({ kind }) => kind))).toEqual(new Set(Object.keys(pipelineDuties)));
    for (const { step, kind, pipeline } of told) {
      const drops = step === `fault-${Object.keys(FAULT_CASES).indexOf('dropped by a collector that was away')}`;
      expect(pipeline).toBe(pipelineDuties[drops ? 'lost' : kind]);
    }
  });

  it('name no fault where the fields have names of their own, which nobody shifts', async () => {
    const { labels, records } = await runFaulty([{ id: 'shifty', at: '0s', fault: { shiftFields: {} } }], FORMAT_IDS);
    expect(new Set(labels.filter(({ faults }) => faults).map(({ format }) => format))).toEqual(new Set(NAMED));
    const natural = await runFaulty([], FORMAT_IDS);
    for (const id of FORMAT_IDS) if (!NAMED.includes(id)) expect(records.get(id)).toEqual(natural.records.get(id));
  });
});

describe('a run', () => {
  it('counts the records that each fault has met, and those that arrive', async () => {
    const { summary, labels } = await runFaulty(EVERY, FEW);
    expect(summary.records).toBe(labels.filter(({ record }) => record !== undefined).length);
    for (const [id, count] of summary.byFault)
      expect([id, count]).toEqual([id, labels.filter(({ faults = [] }) => faults.some(({ step }) => step === id)).length]);
    expect([...summary.byFault.keys()]).toEqual(EVERY.map(({ id }) => id));
    expect([...summary.byStep.values()].reduce((sum, count) => sum + count)).toBe(summary.records);
    expect([...summary.byHost.values()].reduce((sum, count) => sum + count)).toBe(summary.records);
  });
});
