import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
import { contentOf, filesIn, sha256 } from '../support/folderContent.js';

const HOUR = 3_600_000_000;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wiretale-gzip-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const EMPTY = sha256(Buffer.alloc(0));
const manifestIn = (path: string) => JSON.parse(readFileSync(join(path, 'manifest.json'), 'utf8')) as Manifest;

async function run(out: string, options: Partial<FolderOptions> & { duration?: number } = {}) {
  const { duration, ...rest } = options;
  const loaded = await loadStory('scenarios/psexec-lateral-movement.yaml');
  return runFolder(loaded, prepareRun(loaded, { seed: 1, duration }), {
    folder: join(folder, out),
    formats: DEFAULT_FORMATS,
    labels: 'all',
    splitByHost: false,
    wholeDigests: false,
    version: '0.0.0',
    story: 'story.yaml',
    parameters: { start: '2026-01-01T00:00:00Z', workstations: 2, formats: DEFAULT_FORMATS, labels: 'all' },
    command: 'wiretale run',
    ...rest,
  });
}

/** The members of a packed file, unpacked one by one. */
function membersOf(file: string): Buffer[] {
  const bytes = readFileSync(join(folder, file));
  const starts: number[] = [];
  // RFC 1952: magic, deflate, no flags, no time. Where it stands, a member begins.
  for (let at = 0; at >= 0; at = bytes.indexOf('1f8b080000000000', at + 1, 'hex')) starts.push(at);
  return starts.map((start, n) => gunzipSync(bytes.subarray(start, starts[n + 1])));
}

/** Both folders, the packed one unpacked, without their manifests. */
async function plainAndUnpacked(options: Parameters<typeof run>[1]) {
  await run('plain', options);
  await run('packed', { ...options, gzip: 6 });
  const { 'manifest.json': _, ...plain } = contentOf(join(folder, 'plain'));
  const { 'manifest.json': __, ...packed } = contentOf(join(folder, 'packed'), (bytes, name) =>
    name.endsWith('.gz') ? gunzipSync(bytes) : bytes,
  );
  const unpacked = Object.fromEntries(Object.entries(packed).map(([name, digest]) => [name.replace(/\.gz$/u, ''), digest]));
  return { plain, packed, unpacked };
}

describe('a folder of a run with gzip', () => {
  it('unpacked is the folder of the run without: records, labels and indexes, names too', async () => {
    const { plain, packed, unpacked } = await plainAndUnpacked({ duration: HOUR });
    expect(unpacked).toEqual(plain);
    expect(Object.keys(packed)).toEqual([
      'falcon-fdr.ndjson.gz',
      'falcon-fdr.ndjson.idx',
      'labels.ndjson.gz',
      'sysmon-winevt.xml.gz',
      'sysmon-winevt.xml.idx',
      'truth.md',
    ]);
  });

  it('split by host has a sound file for every host, those without records too', async () => {
    const { plain, unpacked } = await plainAndUnpacked({ splitByHost: true, formats: ['ecs', 'falcon-fdr'] });
    expect(unpacked).toEqual(plain);
    expect(Object.values(plain)).toContain(EMPTY);
  });

  it('has a manifest that names packed files and says both lengths; digests of slices are those of the run without', async () => {
    await plainAndUnpacked({ duration: HOUR, wholeDigests: true });
    const [plain, packed] = [manifestIn(join(folder, 'plain')), manifestIn(join(folder, 'packed'))];
    expect(packed.files).toEqual(
      plain.files.map(({ file, ...rest }) => {
        const name = `${file}.gz`;
        if (rest.format === 'labels') return { file: name, ...rest };
        const stored = readFileSync(join(folder, 'packed', name));
        return { ...rest, file: name, compressedBytes: stored.length, sha256: sha256(stored) };
      }),
    );
    for (const { bytes, compressedBytes, format } of packed.files)
      if (format !== 'labels') expect(compressedBytes!).toBeLessThan(bytes! / 5);
  });

  it('has files that can be unpacked from the start of any slice', async () => {
    await run('out', { duration: HOUR, gzip: 1 });
    const { slices } = manifestIn(join(folder, 'out')).files[0]!;
    const members = membersOf('out/sysmon-winevt.xml.gz');
    for (const slice of slices!) {
      const hash = createHash('sha256');
      while (hash.copy().digest('hex') !== slice)
        hash.update(members.shift() ?? expect.fail('no members are left of this slice'));
    }
    expect(members).toEqual([]);
    expect(slices!.length).toBeGreaterThan(11);
    // Labels of a slice are far less than a member may hold.
    const labels = membersOf('out/labels.ndjson.gz').map(String);
    expect(labels.length).toBeGreaterThan(11);
    for (const member of labels) expect(member).toMatch(/^\{.*\}\n$/su);
  });

  it('is the same folder when the run is made again', async () => {
    await run('one', { gzip: 6 });
    await run('other', { gzip: 6 });
    expect(contentOf(join(folder, 'other'))).toEqual(contentOf(join(folder, 'one')));
  });

  it('replaces the run without that was there, and is replaced by it', async () => {
    await run('out');
    const plain = contentOf(join(folder, 'out'));
    await run('out', { gzip: 6 });
    expect(filesIn(join(folder, 'out')).filter((name) => name.endsWith('.xml') || name.endsWith('.ndjson'))).toEqual([]);
    await run('out');
    expect(contentOf(join(folder, 'out'))).toEqual(plain);
  });

  it('is refused where a packed file is in it that no run of ours wrote', async () => {
    await run('out');
    await writeFile(join(folder, 'out', 'labels.ndjson.gz'), 'precious\n');
    await expect(run('out', { gzip: 6 })).rejects.toThrow(RunError);
    expect(readFileSync(join(folder, 'out', 'labels.ndjson.gz'), 'utf8')).toBe('precious\n');
  });

  it('has only unfinished names and a journal on the way, and nothing where the run is interrupted', async () => {
    const interrupt = new AbortController();
    let seen: string[] = [];
    const progress = () => {
      seen = filesIn(folder);
      interrupt.abort();
    };
    const options = { gzip: 6, signal: interrupt.signal, progress, duration: HOUR };
    await expect(run('out', options)).rejects.toThrow(InterruptedError);
    expect(seen.length).toBeGreaterThan(0);
    expect(new Set(seen.filter((name) => !name.endsWith('.partial')))).toEqual(new Set(['out/run.journal']));
    expect(filesIn(folder)).toEqual([]);
  });

  const fullDisk = existsSync('/dev/full');
  it.skipIf(!fullDisk)(
    `names the file and leaves nothing where the disk is full${fullDisk ? '' : ' (skipped: this system has no /dev/full)'}`,
    async () => {
      const path = join(folder, 'sysmon-winevt.xml.gz');
      await symlink('/dev/full', `${path}.partial`);
      await expect(run('.', { gzip: 6 })).rejects.toMatchObject({ code: 'ENOSPC', path });
      expect(filesIn(folder)).toEqual([]);
    },
  );
});
