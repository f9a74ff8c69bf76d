import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { appendFile, cp, mkdtemp, readFile, rename, rm, rmdir, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FolderOptions, type FormatId, type LabelChoice, prepareRun, RunError, runFolder } from '../../src/engine/index.js';
import { loadStory } from '../../src/scenarios/index.js';
import { isBuilt } from '../e2e/tool.js';
import { firstStories } from '../support/firstStories.js';
import { contentOf, filesIn } from '../support/folderContent.js';
import { tries } from '../support/soak.js';

const HOUR = 3_600_000_000;
const library = firstStories;
const formats: readonly FormatId[] = ['sysmon-winevt', 'ecs'];

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wiretale-resume-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Long enough for a few lines of the journal: about 9 MB a quarter of an hour. */
async function run(
  out: string,
  { seed = 1, id = 'psexec-lateral-movement', ...rest }: Partial<FolderOptions> & { seed?: number; id?: string } = {},
) {
  const loaded = await loadStory(library.find((story) => story.id === id)!.file);
  const remarks: string[] = [];
  const labels: LabelChoice = rest.labels ?? 'all';
  const result = await runFolder(loaded, prepareRun(loaded, { seed, workstations: 8, duration: HOUR }), {
    folder: out,
    formats,
    labels,
    splitByHost: false,
    wholeDigests: true,
    version: '1.2.3',
    story: 'story.yaml',
    parameters: { start: '2026-01-01T00:00:00Z', workstations: 8, formats, labels },
    command: 'wiretale run',
    remark: (text) => remarks.push(text),
    ...rest,
  });
  return { ...result, remarks };
}

/** A run that is stopped after so many slices. */
async function stopped(out: string, slices: number, options: Parameters<typeof run>[1] = {}): Promise<unknown> {
  const stop = new AbortController();
  let done = 0;
  const progress = () => {
    done += 1;
    if (done === slices) stop.abort();
  };
  return run(out, { ...options, progress, signal: stop.signal }).then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** What a run leaves that is stopped when all is written and nothing has its name. @returns The names. */
async function unnamed(out: string, options: Parameters<typeof run>[1]): Promise<string[]> {
  const obstacle = join(out, 'manifest.json.partial');
  const progress = () => void mkdirSync(obstacle, { recursive: true });
  await expect(run(out, { ...options, progress })).rejects.toMatchObject({ code: 'EISDIR', resumable: true });
  await rmdir(obstacle);
  return filesIn(out).flatMap((name) => (name.endsWith('.partial') ? [name.slice(0, -'.partial'.length)] : []));
}

const journalOf = (out: string) => readFileSync(join(out, 'run.journal'), 'utf8');

describe('a run that was stopped', () => {
  it('leaves what is complete under temporary names, a journal, and an error that says that it can be gone on with', async () => {
    expect(await stopped(folder, 9)).toMatchObject({ name: 'AbortError', resumable: true });
    expect(filesIn(folder)).toEqual([
      'ecs.ndjson.idx.partial',
      'ecs.ndjson.partial',
      'labels.ndjson.partial',
      'run.journal',
      'sysmon-winevt.xml.idx.partial',
      'sysmon-winevt.xml.partial',
    ]);
    const [head, ...entries] = journalOf(folder)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(head).toMatchObject({
      tool: 'wiretale',
      run: { version: '1.2.3', seed: 1 },
      files: ['sysmon-winevt.xml', 'ecs.ndjson', 'labels.ndjson'],
    });
    expect(entries.length).toBeGreaterThan(0);
    for (const [n, file] of head.files.entries())
      expect(statSync(join(folder, `${file}.partial`)).size).toBeGreaterThanOrEqual(entries.at(-1).files[n].stored);
  });

  it.each([
    {},
    { splitByHost: true },
    { shard: { number: 2, of: 3 } },
    { events: 9000 },
    { labels: 'none' as const },
    { gzip: 1 },
    // Most slices have no labels then, and few records of Falcon come from most hosts.
    { gzip: 1, labels: 'scenario' as const },
    { gzip: 1, splitByHost: true, formats: ['sysmon-winevt', 'falcon-fdr'] as const, shard: { number: 2, of: 3 } },
  ])('with %j and --resume is the run that was never stopped, wherever it was, and however often', async (options) => {
    const whole = join(folder, 'whole');
    await run(whole, options);
    for (const [n, slices] of [[2], [6], [3, 4, 2]].entries()) {
      const out = join(folder, `${n}`);
      for (const some of slices) await stopped(out, some, { ...options, resume: true });
      await run(out, { ...options, resume: true });
      expect(contentOf(out)).toEqual(contentOf(whole));
    }
  });

  it.skipIf(!isBuilt)('may go on with another number of threads', async () => {
    await run(join(folder, 'whole'));
    await stopped(join(folder, 'a'), 6, { workers: 3 });
    const { remarks } = await run(join(folder, 'a'), { resume: true, workers: 2 });
    expect(remarks).toEqual([expect.stringMatching(/^going on behind slice \d+, which is complete$/u)]);
    expect(contentOf(join(folder, 'a'))).toEqual(contentOf(join(folder, 'whole')));
  });

  it('goes on from the last whole line of its journal, wherever that was torn, whatever the files have behind it', async () => {
    const [whole, left, out] = ['whole', 'left', 'out'].map((name) => join(folder, name)) as [string, string, string];
    await run(whole);
    await stopped(left, 10);
    const length = journalOf(left).length;
    await fc.assert(
      fc.asyncProperty(fc.nat(length), fc.string({ maxLength: 20 }), async (cut, behind) => {
        await rm(out, { recursive: true, force: true });
        await cp(left, out, { recursive: true });
        await truncate(join(out, 'run.journal'), cut);
        for (const name of ['ecs.ndjson', 'ecs.ndjson.idx', 'labels.ndjson'])
          await appendFile(join(out, `${name}.partial`), behind);
        await run(out, { resume: true });
        expect(contentOf(out)).toEqual(contentOf(whole));
      }),
      tries(6),
    );
  });

  it.each([
    {},
    { gzip: 6, labels: 'scenario' as const },
    { gzip: 1, splitByHost: true },
    { gzip: 6, shard: { number: 3, of: 3 }, labels: 'scenario' as const },
  ])('goes on where it was killed while it gave names, with %j', async (options) => {
    const [whole, left, out] = ['whole', 'left', 'out'].map((name) => join(folder, name)) as [string, string, string];
    await run(whole, options);
    const names = await unnamed(left, options);
    for (const some of [0, 1, 2, names.length - 1, names.length]) {
      await rm(out, { recursive: true, force: true });
      await cp(left, out, { recursive: true });
      for (const name of names.slice(0, some)) await rename(join(out, `${name}.partial`), join(out, name));
      await run(out, { ...options, resume: true });
      expect(contentOf(out)).toEqual(contentOf(whole));
    }
  });

  it('is complete where it was killed behind its last name: only the journal is left to be removed', async () => {
    const whole = join(folder, 'whole');
    const out = join(folder, 'out');
    await run(whole);
    await stopped(out, 9);
    await cp(whole, out, { recursive: true });
    const { remarks } = await run(out, { resume: true });
    expect(remarks).toEqual([`${out} has the whole run already: nothing to resume`]);
    expect(contentOf(out)).toEqual(contentOf(whole));
  });

  it('starts afresh without --resume, and leaves nothing of what was there', async () => {
    await stopped(folder, 8, { splitByHost: true });
    await run(folder, { labels: 'none' });
    expect(filesIn(folder).filter((name) => /partial|journal|labels/u.test(name))).toEqual([]);
  });
});

describe('a run that is started afresh and stopped at once', () => {
  it('leaves nothing of one that had all but its names', async () => {
    expect(await unnamed(folder, {})).toContain('truth.md');
    await expect(run(folder, { signal: AbortSignal.abort() })).rejects.toThrow('interrupted');
    expect(filesIn(folder)).toEqual([]);
  });
});

describe('a file of the name of a journal', () => {
  it('that is none is refused, and kept', async () => {
    for (const [text, options] of [
      ['precious\n', {}],
      ['precious\n', { resume: true }],
    ] as const) {
      await writeFile(join(folder, 'run.journal'), text);
      await expect(run(folder, options)).rejects.toThrow(
        /expected a folder without run.journal, which no run of wiretale wrote/u,
      );
      expect(contentOf(folder)).toEqual({ 'run.journal': createHash('sha256').update(text).digest('hex') });
    }
  });

  it.each(['', '{', '{"tool":"wiretale","run":{"ver'])(
    'that was torn in its first line, %j, is none to go on from',
    async (text) => {
      await writeFile(join(folder, 'run.journal'), text);
      const { remarks } = await run(folder, { resume: true });
      expect(remarks).toEqual([`${folder} has nothing to resume: a new run`]);
      expect(filesIn(folder)).not.toContain('run.journal');
    },
  );
});

describe('--resume', () => {
  it('refuses another run, and says what is different', async () => {
    await stopped(folder, 9);
    const before = contentOf(folder);
    const parameters = { start: '2026-01-01T00:00:00Z', workstations: 8, formats, labels: 'all' };
    for (const [options, message] of [
      [{ seed: 2 }, /expected seed 2, received 1; name another folder, or start afresh without --resume/u],
      [{ version: '9.9.9' }, /expected version 9.9.9, received 1.2.3/u],
      [{ id: 'ipv6-beaconing' }, /expected story /u],
      [{ parameters: { ...parameters, events: 7 } }, /expected events 7, received not given/u],
      [{ shard: { number: 1, of: 2 } }, /expected shard 1\/2, received not given/u],
    ] as const)
      await expect(run(folder, { ...options, resume: true })).rejects.toThrow(message);
    expect(contentOf(folder)).toEqual(before);
  });

  it('with nothing to resume starts at the beginning, and says so', async () => {
    const { remarks } = await run(folder, { resume: true });
    expect(remarks).toEqual([`${folder} has nothing to resume: a new run`]);
    expect(filesIn(folder)).toContain('manifest.json');
  });

  it('of a run that is complete says so, and touches nothing', async () => {
    const { manifest } = await run(folder);
    const before = contentOf(folder);
    const again = await run(folder, { resume: true });
    expect([again.summary, again.remarks]).toEqual([undefined, [`${folder} has the whole run already: nothing to resume`]]);
    expect(again.manifest).toEqual(JSON.parse(JSON.stringify(manifest)));
    expect(contentOf(folder)).toEqual(before);
    await expect(run(folder, { resume: true, seed: 3 })).rejects.toThrow(/expected seed 3, received 1/u);
  });

  it('refuses files that are shorter than the journal says, or other ones', async () => {
    await stopped(folder, 9);
    const path = join(folder, 'ecs.ndjson.partial');
    const bytes = await readFile(path);
    await writeFile(path, bytes.subarray(0, 1000));
    await expect(run(folder, { resume: true })).rejects.toThrow(
      /ecs.ndjson.partial: expected at least \d+ bytes, as its journal says, received 1000/u,
    );
    bytes.fill(0x20);
    await writeFile(path, bytes);
    await expect(run(folder, { resume: true })).rejects.toThrow(/expected a slice with the digest/u);
    await rm(path);
    await expect(run(folder, { resume: true })).rejects.toThrow(RunError);
  });
});
