import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listLibrary } from '../../src/scenarios/library.js';
import { SOUND } from '../scenarios/brokenStories.js';
import { runTool } from './memoryIo.js';

let cwd = '';
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'wiretale-'));
  await writeFile(join(cwd, 'sound.yaml'), SOUND);
  await writeFile(join(cwd, 'broken.yaml'), SOUND.replace('to: c2', 'to: c3').replace('role: server', 'role: serber'));
});
afterAll(() => rm(cwd, { recursive: true }));

const scenarios = (...argv: string[]) => runTool(['scenarios', ...argv], { cwd });

describe('wiretale scenarios', () => {
  it('list names every story of the library, and nothing else is said', async () => {
    const { code, stdout, stderr } = await scenarios('list');
    expect([code, stderr]).toEqual([0, '']);
    const ids = stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split(' ')[0]);
    expect(ids).toEqual((await listLibrary()).map(({ id }) => id));
    expect((await scenarios()).stdout).toBe(stdout);
  });

  it('list --json is JSON', async () => {
    const stories = JSON.parse((await scenarios('list', '--json')).stdout) as { id: string }[];
    expect(stories.map(({ id }) => id)).toEqual((await listLibrary()).map(({ id }) => id));
  });

  it('show prints the story as it is written', async () =>
    expect(await scenarios('show', './sound.yaml')).toEqual({ code: 0, stdout: SOUND, stderr: '' }));

  it('show --json describes it', async () => {
    expect(JSON.parse((await scenarios('show', 'sound.yaml', '--json')).stdout)).toMatchObject({
      id: 'story',
      start: '2026-03-10T09:00:00.000Z',
      hosts: ['operator', 'target', 'web'],
      steps: [{ id: 'copy' }, { id: 'run' }, { id: 'call' }],
      text: SOUND,
    });
  });

  it('check says ok', async () =>
    expect(await scenarios('check', 'sound.yaml')).toEqual({ code: 0, stdout: 'ok sound.yaml (story)\n', stderr: '' }));

  it('check says everything that is wrong, of every story, and is 2', async () => {
    const { code, stdout, stderr } = await scenarios('check', 'broken.yaml', 'missing.yaml', 'sound.yaml');
    expect([code, stdout]).toEqual([2, 'ok sound.yaml (story)\n']);
    expect(
      stderr
        .trim()
        .split('\n')
        .map((line) => line.split(': expected')[0]),
    ).toEqual(['broken.yaml:9:21: world.hosts.target.role', 'broken.yaml:29:32: steps[2] "call".beacon.to', 'missing.yaml']);
  });

  it.each([
    [['lst'], 'scenarios: expected one of list, show, check, received "lst" (did you mean list?)'],
    [['show'], 'scenarios show: expected one STORY, received 0'],
    [['show', 'a.yaml', 'b.yaml'], 'scenarios show: expected one STORY, received 2'],
    [['check'], 'scenarios check: expected at least one STORY, received none'],
    [['list', 'x'], 'scenarios list: expected no STORY, received "x"'],
    [['show', 'nowhere'], 'unknown scenario "nowhere"'],
    [['check', '.'], 'unknown scenario "."'],
    [['check', './'], './: expected a story in a file, received a folder'],
  ])('%j is wrong usage', async (argv, message) => {
    const { code, stdout, stderr } = await scenarios(...argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});
