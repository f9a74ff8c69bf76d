import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  DEFAULT_FORMATS,
  type FolderOptions,
  InterruptedError,
  type Manifest,
  prepareRun,
  RunError,
  runFolder,
} from '../../src/engine/index.js';
import { loadStory } from '../../src/scenarios/index.js';
import { firstStories } from '../support/firstStories.js';
import { contentOf, filesIn, sha256 } from '../support/folderContent.js';
import { type Label, runStory } from '../support/runStory.js';
import { grouped } from '../support/wholeRun.js';

const HOUR = 3_600_000_000;
const library = firstStories;
const file = (id: string) => (id.endsWith('.yaml') ? id : library.find((story) => story.id === id)!.file);

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wiretale-run-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const text = (name: string) => readFileSync(join(folder, name), 'utf8');
const linesOf = (name: string) => text(name).split('\n').slice(0, -1);
const manifestOf = (): Manifest => JSON.parse(text('manifest.json')) as Manifest;

async function run(story: string, options: Partial<FolderOptions> & { seed?: number; duration?: number; out?: string } = {}) {
  const loaded = await loadStory(file(story));
  const { seed = 1, duration, out = folder, ...rest } = options;
  const prepared = prepareRun(loaded, { seed, duration });
  const { summary, manifest } = await runFolder(loaded, prepared, {
    folder: out,
    formats: DEFAULT_FORMATS,
    labels: 'scenario',
    splitByHost: false,
    wholeDigests: false,
    version: '0.0.0',
    story: 'story.yaml',
    parameters: { start: '2026-01-01T00:00:00Z', workstations: 2, formats: DEFAULT_FORMATS, labels: 'scenario' },
    command: 'wiretale run',
    ...rest,
  });
  return { summary: summary!, manifest };
}

const USUAL = [
  'falcon-fdr.ndjson',
  'falcon-fdr.ndjson.idx',
  'labels.ndjson',
  'manifest.json',
  'sysmon-winevt.xml',
  'sysmon-winevt.xml.idx',
  'truth.md',
];

describe('a folder of a run', () => {
  it('has one file per format with its index, labels and a manifest, and nothing else', async () => {
    await run('ipv6-beaconing');
    expect(filesIn(folder)).toEqual(USUAL);
  });

  it('holds the same bytes as the run in memory', async () => {
    await run('ipv6-beaconing', { labels: 'all' });
    const { winevt, fdr, labels } = await runStory(await loadStory(file('ipv6-beaconing')), { seed: 1 });
    expect(linesOf('sysmon-winevt.xml')).toEqual(winevt);
    expect(linesOf('falcon-fdr.ndjson')).toEqual(fdr);
    expect(linesOf('labels.ndjson').map((line) => JSON.parse(line) as unknown)).toEqual(labels);
  });

  it('is the same folder when the run is made again, manifest included', async () => {
    await run('psexec-lateral-movement');
    const first = contentOf(folder);
    await run('psexec-lateral-movement');
    expect(contentOf(folder)).toEqual(first);
  });

  it('has indexes whose entries are the ends of the records: 64 bits each, lowest byte first', async () => {
    // Longer than a chunk, so that positions go on from one to the next.
    await run('psexec-lateral-movement', { duration: HOUR });
    for (const name of ['sysmon-winevt.xml', 'falcon-fdr.ndjson']) {
      const bytes = readFileSync(join(folder, name));
      const index = readFileSync(join(folder, `${name}.idx`));
      const ends = Array.from({ length: index.length / 8 }, (_, i) => Number(index.readBigUInt64LE(i * 8)));
      const lineEnds = [...bytes.entries()].filter(([, byte]) => byte === 10).map(([at]) => at + 1);
      expect(ends).toEqual(lineEnds);
      expect(ends.at(-1)).toBe(bytes.length);
    }
    expect(readFileSync(join(folder, 'sysmon-winevt.xml')).length).toBeGreaterThan(2 ** 21);
  });

  it('has a manifest whose digests, counts and sizes are those of the files', async () => {
    await run('psexec-lateral-movement', { wholeDigests: true, duration: HOUR });
    const manifest = manifestOf();
    for (const { file: name, format, records, bytes, digest, slices, sha256: whole } of manifest.files) {
      expect(linesOf(name)).toHaveLength(records);
      if (format === 'labels') continue;
      const content = readFileSync(join(folder, name));
      expect(bytes).toBe(content.length);
      expect(whole).toBe(sha256(content));
      expect(digest).toBe(sha256(slices!.map((slice) => `${slice}\n`).join('')));
      expect(slices!.length).toBeGreaterThan(11);
    }
    const { text: source } = await loadStory(file('psexec-lateral-movement'));
    expect(manifest.scenario.sha256).toBe(sha256(source));
    expect(manifest.records).toBe(
      manifest.files.filter(({ format }) => format !== 'labels').reduce((sum, { records }) => sum + records, 0),
    );
    expect(Object.values(manifest.steps).reduce((sum, count) => sum + count, 0)).toBe(manifest.records);
    expect(manifest.hosts.reduce((sum, { records }) => sum + records, 0)).toBe(manifest.records);
  });

  it('has slices whose digests are those of consecutive pieces of the file', async () => {
    await run('psexec-lateral-movement', { duration: HOUR });
    const { slices, file: name } = manifestOf().files.find(({ format }) => format === 'sysmon-winevt')!;
    const bytes = readFileSync(join(folder, name));
    const index = readFileSync(join(folder, `${name}.idx`));
    const ends = [0, ...Array.from({ length: index.length / 8 }, (_, i) => Number(index.readBigUInt64LE(i * 8)))];
    let at = 0;
    for (const slice of slices!) {
      let end = at;
      while (end < ends.length && sha256(bytes.subarray(ends[at], ends[end])) !== slice) end += 1;
      expect(end, 'no run of records from here has the digest of this slice').toBeLessThan(ends.length);
      at = end;
    }
    expect(ends[at]).toBe(bytes.length);
  });

  it('names no moment of its making and no folder of the machine', async () => {
    await run('psexec-lateral-movement');
    expect(text('manifest.json')).not.toContain(folder);
    expect(text('manifest.json')).not.toContain(process.cwd());
    expect(manifestOf().scenario.file).toBe('story.yaml');
    expect(text('manifest.json')).not.toContain(new Date().toISOString().slice(0, 10));
  });
});

describe('labels', () => {
  it.each([
    ['scenario', false],
    ['all', true],
  ] as const)('with --labels %s are there for the background: %s', async (labels, background) => {
    await run('psexec-lateral-movement', { labels });
    const steps = linesOf('labels.ndjson').map((line) => (JSON.parse(line) as { step: string }).step);
    expect(steps.includes('background')).toBe(background);
    expect(steps).toContain('control-service');
  });

  it('with --labels none there is no file of labels, and that of an earlier run is gone', async () => {
    await run('psexec-lateral-movement');
    await run('psexec-lateral-movement', { labels: 'none' });
    expect(filesIn(folder)).toEqual(USUAL.filter((name) => name !== 'labels.ndjson'));
  });

  it('of a run split by host name the record by file and number too', async () => {
    await run('ipv6-beaconing', { labels: 'all', splitByHost: true });
    const labels = linesOf('labels.ndjson').map((line) => JSON.parse(line) as Label);
    expect(new Set(labels.map(({ file: name, record }) => `${name} ${record}`)).size).toBe(labels.length);
    for (const { format, file: name, record, host, EventRecordID, id } of labels) {
      const line = linesOf(name)[record - 1]!;
      if (format === 'falcon-fdr') expect(JSON.parse(line)).toMatchObject({ aid: host, id });
      else expect(line).toContain(`<EventRecordID>${EventRecordID}</EventRecordID>`);
      if (format !== 'falcon-fdr') expect(line).toContain(`<Computer>${host}</Computer>`);
    }
  });
});

describe('--split host', () => {
  it('gives every host with a sensor a file of its own, with the lines of the common file in their order', async () => {
    await run('ipv6-beaconing');
    const common = { winevt: linesOf('sysmon-winevt.xml'), fdr: linesOf('falcon-fdr.ndjson') };
    await run('ipv6-beaconing', { splitByHost: true });
    const byComputer = grouped(common.winevt, (line) => /<Computer>([^<]*)</u.exec(line)![1]!);
    const files = filesIn(folder).filter((name) => name.endsWith('.xml'));
    expect(files.length).toBeGreaterThanOrEqual(byComputer.size);
    for (const name of files)
      expect(linesOf(name)).toEqual(byComputer.get(name.slice('sysmon-winevt/'.length, -'.xml'.length)) ?? []);
    const falcon = filesIn(folder).filter((name) => name.startsWith('falcon-fdr/') && name.endsWith('.ndjson'));
    expect(falcon.flatMap(linesOf).sort()).toEqual([...common.fdr].sort());
    for (const name of falcon)
      expect(new Set(linesOf(name).map((line) => (JSON.parse(line) as { aid: string }).aid)).size).toBeLessThanOrEqual(1);
  });

  it('of a format of both sensors gives a file to a host with one of them too, and all files together are the common one', async () => {
    const story = 'test/forms/every-platform.yaml';
    const { machines } = prepareRun(await loadStory(story), { seed: 1 }).plan.world;
    const computers = new Map(machines.map(({ host }) => [host.falcon!.aid, host.computer]));
    type Document = { agent?: object; device?: { id: string }; host: { name: string } };
    const computerOf = (line: string) => {
      const { device, host } = JSON.parse(line) as Document;
      return device ? computers.get(device.id)! : host.name;
    };
    await run(story, { formats: ['ecs'] });
    const byComputer = grouped(linesOf('ecs.ndjson'), computerOf);
    await run(story, { formats: ['ecs'], splitByHost: true });
    const files = filesIn(folder).filter((name) => name.endsWith('.ndjson') && name !== 'labels.ndjson');
    expect(files).toEqual(machines.map(({ host }) => `ecs/${host.computer}.ndjson`).sort());
    for (const { host } of machines) expect(linesOf(`ecs/${host.computer}.ndjson`)).toEqual(byComputer.get(host.computer) ?? []);
    for (const [id, sensors] of [
      ['laptop', 'falcon'],
      ['phone', 'falcon'],
      ['old', 'both'],
    ] as const) {
      const { host } = machines.find((machine) => machine.host.id === id)!;
      const ofFalcon = byComputer.get(host.computer)!.map((line) => 'device' in (JSON.parse(line) as Document));
      expect(new Set(ofFalcon), id).toEqual(new Set(sensors === 'both' ? [true, false] : [true]));
    }
  });
});

describe('--events N', () => {
  it('is the beginning of the longer run in the order of arrival', async () => {
    const long = await run('psexec-lateral-movement', { duration: HOUR, labels: 'all' });
    const whole = { winevt: linesOf('sysmon-winevt.xml'), fdr: linesOf('falcon-fdr.ndjson'), labels: linesOf('labels.ndjson') };
    for (const events of [1, 37, 200, 201, 700]) {
      expect(events).toBeLessThan(long.summary.records);
      const { summary } = await run('psexec-lateral-movement', { duration: Infinity, labels: 'all', events });
      expect(summary.records).toBe(events);
      const [winevt, fdr] = [linesOf('sysmon-winevt.xml'), linesOf('falcon-fdr.ndjson')];
      expect(winevt.length + fdr.length).toBe(events);
      expect(winevt).toEqual(whole.winevt.slice(0, winevt.length));
      expect(fdr).toEqual(whole.fdr.slice(0, fdr.length));
      const labels = linesOf('labels.ndjson');
      expect(labels).toHaveLength(events);
      expect(labels.filter((label) => !whole.labels.includes(label))).toEqual([]);
    }
  });

  it('counts only sensors whose formats are written', async () => {
    const { summary } = await run('psexec-lateral-movement', { duration: Infinity, formats: ['sysmon-winevt'], events: 150 });
    expect(summary.records).toBe(150);
    expect(linesOf('sysmon-winevt.xml')).toHaveLength(150);
  });

  it('of a Falcon format alone counts the records of Falcon alone, and is the beginning of the longer run', async () => {
    const options = { formats: ['falcon-fdr'], duration: Infinity } as const;
    await run('psexec-lateral-movement', { ...options, events: 400 });
    const long = linesOf('falcon-fdr.ndjson');
    for (const events of [90, 400]) {
      const { summary } = await run('psexec-lateral-movement', { ...options, events });
      expect(summary.records).toBe(events);
      expect(linesOf('falcon-fdr.ndjson')).toHaveLength(events);
      expect(linesOf('falcon-fdr.ndjson')).toEqual(long.slice(0, events));
    }
  });

  it('of the records that a run has gives that run', async () => {
    const { summary } = await run('ipv6-beaconing');
    const before = contentOf(folder);
    await run('ipv6-beaconing', { events: summary.records });
    const after = contentOf(folder);
    for (const name of USUAL.filter((other) => other !== 'manifest.json')) expect(after[name]).toBe(before[name]);
  });
});

describe('a run that does not come to its end', () => {
  it('leaves no file where it was interrupted at once', async () => {
    await expect(run('psexec-lateral-movement', { signal: AbortSignal.abort() })).rejects.toThrow(InterruptedError);
    expect(filesIn(folder)).toEqual([]);
  });

  it('leaves no file where it was interrupted on its way, after having written some', async () => {
    const interrupt = new AbortController();
    let seen: string[] = [];
    const progress = () => {
      seen = filesIn(folder);
      interrupt.abort();
    };
    await expect(run('psexec-lateral-movement', { signal: interrupt.signal, progress, duration: HOUR })).rejects.toThrow(
      InterruptedError,
    );
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter((name) => !name.endsWith('.partial') && name !== 'run.journal')).toEqual([]);
    expect(filesIn(folder)).toEqual([]);
  });

  it('leaves the run that was there before it as it was', async () => {
    await run('psexec-lateral-movement');
    const before = contentOf(folder);
    await expect(run('ipv6-beaconing', { seed: 3, signal: AbortSignal.abort() })).rejects.toThrow();
    expect(contentOf(folder)).toEqual(before);
  });

  const fullDisk = existsSync('/dev/full');
  it.skipIf(!fullDisk)(
    `names the file and leaves nothing where the disk is full${fullDisk ? '' : ' (skipped: this system has no /dev/full)'}`,
    async () => {
      await symlink('/dev/full', join(folder, 'sysmon-winevt.xml.partial'));
      const path = join(folder, 'sysmon-winevt.xml');
      await expect(run('psexec-lateral-movement')).rejects.toMatchObject({ code: 'ENOSPC', path });
      expect(filesIn(folder)).toEqual([]);
    },
  );

  it('leaves nothing where a folder stands in the place of a file', async () => {
    await mkdir(join(folder, 'labels.ndjson.partial'));
    await expect(run('psexec-lateral-movement')).rejects.toMatchObject({ code: 'EISDIR' });
    expect(filesIn(folder)).toEqual([]);
  });
});

describe('a folder that was there before', () => {
  it.each(USUAL)('is refused where %s is in it and no run of ours wrote it, and stays as it is', async (name) => {
    await writeFile(join(folder, name), 'precious\n');
    await expect(run('psexec-lateral-movement')).rejects.toThrow(RunError);
    expect(contentOf(folder)).toEqual({ [name]: sha256('precious\n') });
  });

  it('keeps files of other names', async () => {
    await writeFile(join(folder, 'notes.txt'), 'precious\n');
    await run('psexec-lateral-movement');
    expect(filesIn(folder)).toEqual([...USUAL, 'notes.txt'].sort());
    expect(text('notes.txt')).toBe('precious\n');
  });

  it('loses all files of the earlier run, those too that this one does not write', async () => {
    await run('ipv6-beaconing', { splitByHost: true });
    await run('psexec-lateral-movement', { formats: ['sysmon-winevt'] });
    expect(filesIn(folder)).toEqual(['labels.ndjson', 'manifest.json', 'sysmon-winevt.xml', 'sysmon-winevt.xml.idx', 'truth.md']);
  });

  it('is not trusted: a manifest that names files elsewhere makes none of them go', async () => {
    const victim = join(folder, 'victim');
    await mkdir(join(folder, 'out', 'sub', 'deep'), { recursive: true });
    await writeFile(victim, 'precious\n');
    await writeFile(join(folder, 'out', 'sub', 'deep', 'file'), 'precious\n');
    const files = ['../victim', victim, 'sub/../../victim', 'sub/deep/file', '..', '.', 7, null].map((name) => ({ file: name }));
    await writeFile(join(folder, 'out', 'manifest.json'), JSON.stringify({ tool: 'wiretale', files }));
    await run('psexec-lateral-movement', { out: join(folder, 'out') }).catch((error: unknown) =>
      expect(error).toBeInstanceOf(RunError),
    );
    expect(text('victim')).toBe('precious\n');
    expect(text('out/sub/deep/file')).toBe('precious\n');
  });
});

describe('the clock and Math.random', () => {
  it('have no part in a run', async () => {
    const random = vi.spyOn(Math, 'random');
    const now = vi.spyOn(Date, 'now');
    await runStory(await loadStory(file('psexec-lateral-movement')), { seed: 1 });
    expect(random).not.toHaveBeenCalled();
    expect(now).not.toHaveBeenCalled();
    random.mockRestore();
    now.mockRestore();
  });
});
