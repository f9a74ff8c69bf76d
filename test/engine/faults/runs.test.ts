import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countStory } from '../../../src/engine/countStory.js';
import { type FolderOptions, mergeParts, prepareRun, runFolder, runOutputs, shardFolder } from '../../../src/engine/index.js';
import { previewOf } from '../../../src/engine/preview.js';
import { arrivalsOf } from '../../support/arrivals.js';
import { type FaultText, type FaultyLabel, faultyStory } from '../../support/faultyStory.js';
import { contentOf } from '../../support/folderContent.js';
import { memorySink } from '../../support/runStory.js';
import { FAULT_CASES } from './kinds.js';

const story = faultyStory(Object.values(FAULT_CASES).map(({ at, fault }, n): FaultText => ({ id: `fault-${n}`, at, fault })));
const prepared = (seed = 4) => prepareRun(story, { seed });

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wiretale-faults-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (out: string, more: Partial<FolderOptions> = {}) => {
  const { formats = ['sysmon-winevt', 'falcon-fdr', 'ecs'], labels = 'all', events, gzip } = more;
  return runFolder(story, prepared(), {
    folder: join(folder, out),
    splitByHost: false,
    wholeDigests: true,
    version: '1.2.3',
    story: 'faulty.json',
    command: 'wiretale run',
    parameters: {
      start: '2026-03-10T09:00:00Z',
      workstations: 2,
      formats,
      labels,
      ...(events !== undefined && { events }),
      ...(gzip !== undefined && { gzip }),
    },
    ...more,
    formats,
    labels,
  });
};

/** What a run may be asked for. */
const WAYS: Readonly<Record<string, Partial<FolderOptions>>> = {
  'one file per format': {},
  'one file per host': { splitByHost: true },
  gzip: { gzip: 1 },
  'labels of the story alone': { labels: 'scenario' },
  'no labels': { labels: 'none' },
  'a number of records': { events: 700 },
};

describe('a run with faults', () => {
  it.each(Object.entries(WAYS))('in three parts, joined, is the whole: %s', async (_, more) => {
    await write('whole', more);
    for (const number of [1, 2, 3]) {
      const shard = { number, of: 3 };
      await write(join('parts', shardFolder(shard)), { ...more, shard });
    }
    await mergeParts([join(folder, 'parts')], { out: join(folder, 'joined') });
    expect(contentOf(join(folder, 'joined'))).toEqual(contentOf(join(folder, 'whole')));
  });

  it.each(Object.entries(WAYS))('that was stopped behind any slice and resumed is the one that was not: %s', async (_, more) => {
    await write('whole', more);
    for (const slices of [1, 2, 3, 4]) {
      const stop = new AbortController();
      let done = 0;
      const progress = () => {
        done += 1;
        if (done === slices) stop.abort();
      };
      await write('stopped', { ...more, progress, signal: stop.signal }).catch(() => undefined);
      await write('stopped', { ...more, resume: true });
      expect(contentOf(join(folder, 'stopped'))).toEqual(contentOf(join(folder, 'whole')));
      await rm(join(folder, 'stopped'), { recursive: true });
    }
  });

  it('has the same bytes whatever the number of threads that is asked for', async () => {
    await write('one');
    await write('four', { workers: 4 });
    expect(contentOf(join(folder, 'four'))).toEqual(contentOf(join(folder, 'one')));
  });

  it('has in files of hosts the records of the one file, in its order', async () => {
    await write('one', { formats: ['sysmon-winevt'] });
    await write('split', { formats: ['sysmon-winevt'], splitByHost: true });
    const lines = (path: string) => readFileSync(join(folder, path), 'utf8').split('\n').slice(0, -1);
    const all = lines('one/sysmon-winevt.xml');
    const files = readdirSync(join(folder, 'split/sysmon-winevt')).filter((name) => name.endsWith('.xml'));
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      const computer = file.slice(0, -'.xml'.length);
      expect(lines(`split/sysmon-winevt/${file}`)).toEqual(all.filter((line) => line.includes(`<Computer>${computer}<`)));
    }
  });

  it('says in its manifest how many records each fault has met', async () => {
    const { manifest } = await write('out', { formats: ['sysmon-winevt'] });
    const labels = readFileSync(join(folder, 'out/labels.ndjson'), 'utf8').trim().split('\n');
    const met = labels.flatMap((line) => (JSON.parse(line) as FaultyLabel).faults ?? []);
    expect(Object.values(manifest.faults!).reduce((sum, count) => sum + count)).toBe(met.length);
    for (const [id, count] of Object.entries(manifest.faults!)) expect(met.filter(({ step }) => step === id)).toHaveLength(count);
  });

  it('labels what a fault has met in the background too, but then nothing else of it', async () => {
    await write('out', { labels: 'scenario' });
    const labels = readFileSync(join(folder, 'out/labels.ndjson'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as FaultyLabel);
    const background = labels.filter(({ step }) => step === 'background');
    expect(background.length).toBeGreaterThan(0);
    expect(background.filter(({ faults }) => !faults)).toEqual([]);
  });

  it('of N records has the first N of the whole, and labels what is lost up to there', async () => {
    const runOf = async (events?: number) => {
      const [ecs, labels] = [memorySink(), memorySink()];
      await runOutputs(prepared(), {
        outputs: [{ format: 'ecs', file: 'ecs.ndjson', sink: ecs }],
        labels,
        labelChoice: 'all',
        digests: false,
        ...(events !== undefined && { events }),
      });
      return { records: ecs.text().split('\n').slice(0, -1), labels: labels.text().split('\n').slice(0, -1) };
    };
    const whole = await runOf();
    const all = arrivalsOf(prepared());
    const arriving = all.filter(({ lost }) => !lost).sort((a, b) => a.received - b.received);
    for (const events of [1, 50, 333, whole.records.length]) {
      const { records, labels } = await runOf(events);
      expect(records).toEqual(whole.records.slice(0, events));
      const known = new Set(whole.labels);
      expect(labels.filter((label) => !known.has(label))).toEqual([]);
      expect(labels.filter((label) => label.includes('"record":'))).toHaveLength(events);
      const last = arriving[events - 1]!.received;
      const lost = all.filter((arrival) => arrival.lost && arrival.received <= last);
      expect(labels).toHaveLength(events + lost.length);
    }
  });

  it('is counted before it is made: what is lost does not count, and what is repeated counts twice', async () => {
    const bare = (faults: readonly FaultText[]) => prepareRun(faultyStory(faults, false), { seed: 4 });
    const count = (faults: readonly FaultText[]) => countStory(bare(faults), ['ecs']).all!;
    const all = count([]);
    expect(count([{ id: 'gone', at: '-1m', fault: { lost: {} } }])).toBe(0);
    expect(count([{ id: 'twice', at: '-1m', fault: { duplicate: {} } }])).toBe(2 * all);
    expect(count([{ id: 'late', at: '-1m', fault: { late: { by: '3h' } } }])).toBe(all);
  });

  it('can be previewed', async () => {
    const { files } = await previewOf(prepared(), ['sysmon-winevt', 'falcon-fdr'], 3);
    await write('out', { formats: ['sysmon-winevt', 'falcon-fdr'] });
    for (const { file, records, first } of files) {
      const lines = readFileSync(join(folder, 'out', file), 'utf8')
        .split('\n')
        .slice(0, -1);
      expect(records).toBe(lines.length);
      expect(first).toHaveLength(3);
      for (const line of first) expect(lines).toContain(line);
    }
  });

  it('can be previewed: what goes wrong is told, in its order', async () => {
    const { faults } = await previewOf(prepared(), [], 0);
    const { plan } = prepared();
    expect(faults!.map(({ step, kind }) => [step, kind])).toEqual(
      [...plan.faults].sort((a, b) => a.from - b.from).map(({ id, kind }) => [id, kind]),
    );
    for (const { at, until, step, hosts, share } of faults!) {
      const planned = plan.faults.find(({ id }) => id === step)!;
      expect(Date.parse(at)).toBe(Math.floor(planned.from / 1000));
      expect(until === undefined ? Infinity : Date.parse(until)).toBe(
        planned.to === Infinity ? Infinity : Math.floor(planned.to / 1000),
      );
      expect(hosts?.length).toBe(planned.hosts?.size);
      expect(share).toBeGreaterThan(0);
      expect(share).toBeLessThanOrEqual(1);
    }
  });
});
