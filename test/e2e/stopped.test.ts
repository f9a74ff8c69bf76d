import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contentOf, filesIn } from '../support/folderContent.js';
import { tries } from '../support/soak.js';
import { isBuilt, runBuilt, TOOL } from './tool.js';

/** About 40 MB of records and labels. */
const RUN = [
  'run',
  'psexec-lateral-movement',
  '--hosts',
  '30',
  '--events',
  '12000',
  '--format',
  'sysmon-winevt,ecs',
  '--labels',
  'all',
];

/** What a run has written so far. Files may be renamed meanwhile. */
function bytesIn(path: string): number {
  return filesIn(path).reduce((sum, name) => sum + (statSync(join(path, name), { throwIfNoEntry: false })?.size ?? 0), 0);
}

/** What is said to people: a run of more than a second tells programs besides how far it is. */
const remarks = (stderr: string) => stderr.replaceAll(/^\{"progress":.*\n/gmu, '');

/** Looks again and again until something is so, or the process has ended. */
async function until(child: ChildProcess, isSo: () => boolean): Promise<void> {
  while (child.exitCode === null && child.signalCode === null && !isSo()) await new Promise((resolve) => setImmediate(resolve));
}

describe.skipIf(!isBuilt)('a run that is stopped (run npm run build first)', () => {
  let whole = '';
  let out = '';
  beforeAll(async () => {
    whole = mkdtempSync(join(tmpdir(), 'wiretale-whole-'));
    expect((await runBuilt([...RUN, '--out', whole])).code).toBe(0);
  });
  afterAll(() => rmSync(whole, { recursive: true, force: true }));
  beforeEach(async () => {
    out = join(await mkdtemp(join(tmpdir(), 'wiretale-stopped-')), 'out');
  });
  afterEach(() => rm(join(out, '..'), { recursive: true, force: true }));

  /** Runs until so many bytes are written, and sends a signal then. */
  async function stoppedBy(signal: NodeJS.Signals, bytes: number, options: readonly string[] = []) {
    const child = spawn(process.execPath, [TOOL, ...RUN, '--out', out, ...options], { stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
    await until(child, () => bytesIn(out) >= bytes);
    child.kill(signal);
    return { code: await ended, stderr: remarks(stderr) };
  }

  const size = fc.integer({ min: 0, max: 60_000_000 });
  it.runIf(['linux', 'win32'].includes(process.platform))(
    'keeps others out of its folder until it is gone, however it ends',
    async () => {
      const child = spawn(process.execPath, [TOOL, ...RUN.map((word) => (word === '12000' ? '3000000' : word)), '--out', out], {
        stdio: 'ignore',
      });
      const ended = new Promise((resolve) => child.on('close', resolve));
      await until(child, () => bytesIn(out) > 1_000_000);
      const before = filesIn(out);
      for (const options of [['--resume'], []]) {
        const { code, stderr } = await runBuilt([...RUN, '--out', join(out, '..', 'out'), ...options]);
        expect([code, stderr]).toEqual([
          75,
          `--out ${join(out, '..', 'out')}: expected a folder that nobody writes into, another run is at work there; wait for it, or name another folder\n`,
        ]);
      }
      expect(filesIn(out)).toEqual(before);
      child.kill('SIGKILL');
      await ended;
      expect((await runBuilt([...RUN, '--out', out])).code).toBe(0);
      expect(contentOf(out)).toEqual(contentOf(whole));
    },
  );

  it('by SIGKILL at any moment, and that again and again, is the run that was never stopped once it has gone on to its end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(size, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 3 }),
        async (moments, workers) => {
          rmSync(out, { recursive: true, force: true });
          const options = ['--resume', '--workers', `${workers}`];
          for (const bytes of moments) {
            await stoppedBy('SIGKILL', bytes, options);
            // Nothing that is not complete has its name: the manifest comes last.
            if (!existsSync(join(out, 'manifest.json'))) continue;
            for (const { file } of JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')).files)
              expect(existsSync(join(out, file))).toBe(true);
          }
          const { code, stderr } = await runBuilt([...RUN, '--out', out, ...options]);
          expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
          expect(contentOf(out)).toEqual(contentOf(whole));
        },
      ),
      tries(5),
    );
  });

  it.each([
    ['SIGINT', '1'],
    ['SIGTERM', '1'],
    ['SIGINT', '3'],
    ['SIGTERM', '3'],
  ] as const)(
    'by %s with %s workers says how to go on, with exit code 130, and leaves nothing that could be taken for complete',
    async (signal, workers) => {
      const { code, stderr } = await stoppedBy(signal, 15_000_000, ['--workers', workers]);
      expect([code, stderr]).toEqual([130, 'interrupted; the same command with --resume goes on\n']);
      expect(filesIn(out).filter((name) => !name.endsWith('.partial'))).toEqual(['run.journal']);
      const resumed = await runBuilt([...RUN, '--out', out, '--resume']);
      expect(remarks(resumed.stderr)).toMatch(/^going on behind slice \d+, which is complete\n/u);
      expect(contentOf(out)).toEqual(contentOf(whole));
    },
  );

  it('by SIGINT while it makes all its parts goes on with each of them, and they join to the whole', async () => {
    const stopped = await stoppedBy('SIGINT', 20_000_000, ['--shard', 'all/3']);
    expect([stopped.code, stopped.stderr]).toEqual([130, 'interrupted; the same command with --resume goes on\n']);
    expect((await runBuilt([...RUN, '--out', out, '--shard', 'all/3', '--resume'])).code).toBe(0);
    const joined = join(out, '../joined');
    expect((await runBuilt(['merge', out, '--out', joined])).code).toBe(0);
    expect(contentOf(joined)).toEqual(contentOf(whole));
  });

  it.each([
    { options: ['--workers', '1'] },
    { options: ['--workers', '3'] },
    { options: ['--workers', '1', '--gzip'] },
    { options: ['--workers', '3', '--gzip'] },
  ])('by SIGTERM while its reader takes nothing, with $options, ends at once with exit code 130', async ({ options }) => {
    const run = ['run', 'ipv6-beaconing', '--hosts', '30', '--events', '500000', '--format', 'ecs', '--out', '-'];
    const child = spawn(process.execPath, [TOOL, ...run, ...options], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    // The first bytes are there, and nobody takes more than those.
    await new Promise((resolve) => child.stdout.once('readable', resolve));
    child.kill('SIGTERM');
    const code = await new Promise((resolve) => child.on('exit', resolve));
    expect([code, stderr.replace(/^\{"progress".*\n/gmu, '')]).toEqual([130, 'interrupted\n']);
  });

  it.each(['1', '3'])('by a reader who has seen enough, with %s workers, ends quietly', async (workers) => {
    const run = `'${process.execPath}' '${TOOL}' run ipv6-beaconing --hosts 30 --events 200000 --format ecs --out - --workers ${workers}`;
    const { stdout, stderr } = await promisify(execFile)('bash', [
      '-c',
      `${run} | head -c 3000000 | wc -c; echo "\${PIPESTATUS[0]}"`,
    ]);
    expect([stdout.trim().split(/\s+/u), remarks(stderr)]).toEqual([['3000000', '0'], '']);
  });

  const disk = mkdtempSync(join(tmpdir(), 'wiretale-disk-'));
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'wiretale', disk]).status === 0;
  afterAll(() => {
    if (isMounted) spawnSync('umount', [disk]);
    rmSync(disk, { recursive: true, force: true });
  });
  it.skipIf(!isMounted).each(['1', '3'])(
    `by a full disk, with %s workers, says what to do, with exit code 74, and goes on elsewhere${isMounted ? '' : ' (skipped: this user may not mount a small disk)'}`,
    async (workers) => {
      const full = join(disk, workers);
      const { code, stderr } = await runBuilt([...RUN, '--out', full, '--workers', workers]);
      expect(code).toBe(74);
      const said = /^cannot write \S+: no space is left on the device \(free some space, or name another place\)(.*)\n$/u.exec(
        remarks(stderr),
      )?.[1];
      if (said === '') {
        // On a busy machine the disk is full before the first slice is known to be on it: then nothing is left.
        expect(filesIn(full)).toEqual([]);
        return;
      }
      expect(said).toBe('; the same command with --resume goes on');
      expect(filesIn(full).filter((name) => !name.endsWith('.partial'))).toEqual(['run.journal']);
      spawnSync('cp', ['-r', full, out]);
      rmSync(full, { recursive: true });
      expect((await runBuilt([...RUN, '--out', out, '--resume'])).code).toBe(0);
      expect(contentOf(out)).toEqual(contentOf(whole));
    },
  );

  it('by SIGINT while nothing happens in the story for months, ends there', async () => {
    const folder = join(out, '..');
    const story = `id: year
title: One call a month
start: 2026-01-01T00:00:00Z
world: { hosts: { desk: {} }, outside: { c2: {} } }
steps: [{ id: call, at: 1s, beacon: { from: desk/System, to: c2, port: 443, every: 30d, calls: 12 } }]
`;
    writeFileSync(join(folder, 'year.yaml'), story);
    const argv = [TOOL, 'run', 'year.yaml', '--out', 'o'];
    const child = spawn(process.execPath, argv, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
    await new Promise<void>((resolve) => {
      // It tells programs how far it is after a second, and needs several.
      child.stderr.setEncoding('utf8').on('data', (said: string) => {
        stderr += said;
        if (stderr.includes('"progress"')) resolve();
      });
      child.on('close', () => resolve());
    });
    child.kill('SIGINT');
    expect([await ended, remarks(stderr)]).toEqual([130, expect.stringMatching(/^interrupted/u)]);
  });
});
