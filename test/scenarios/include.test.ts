import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadStory } from '../../src/scenarios/loadStory.js';
import { StoryError } from '../../src/scenarios/storyError.js';

const STORY = `id: whole
title: A story in several files
start: 2026-03-10T09:00:00Z
include: [world.yaml, tools.yaml]
world:
  hosts:
    desk: { user: clerk }
steps:
  - { id: last, at: 9s, connect: { from: script, to: files, port: "\${door}" } }
`;
const WORLD = `parameters:
  door: { type: port, default: 445 }
world:
  domain: { dns: corp.example }
  hosts:
    files: { role: server }
  users:
    clerk: {}
`;
const TOOLS = `processes:
  script: { host: desk, user: clerk, image: 'C:\\a.exe', start: 0s }
steps:
  - { id: first, at: 1s, connect: { from: script, to: files, port: 135 } }
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wiretale-include-'));
  await write({});
});
afterEach(() => rm(folder, { recursive: true }));

const write = async (files: Readonly<Record<string, string>>) => {
  const all = { 'story.yaml': STORY, 'world.yaml': WORLD, 'tools.yaml': TOOLS, ...files };
  for (const [name, text] of Object.entries(all)) await writeFile(join(folder, name), text);
};
const load = (set = {}) => loadStory('story.yaml', { cwd: folder, set });
const problems = async () => {
  const error: unknown = await load().catch((thrown: unknown) => thrown);
  if (!(error instanceof StoryError)) throw error;
  return error.problems.map(({ file, line, column, path, code }) => [file, line, column, path, code]);
};

describe('a story in several files', () => {
  it('is the story with the parts of the others', async () => {
    const { story, included } = await load({ door: '3389' });
    expect(Object.keys(story.world.hosts)).toEqual(['desk', 'files']);
    expect(story.world.domain).toEqual({ dns: 'corp.example' });
    expect(story.steps.map(({ id, connect }) => [id, connect!.port])).toEqual([
      ['first', 135],
      ['last', 3389],
    ]);
    expect(included).toEqual([
      { file: 'world.yaml', text: WORLD },
      { file: 'tools.yaml', text: TOOLS },
    ]);
  });

  it('tells of a mistake in the file where it is', async () => {
    await write({ 'tools.yaml': TOOLS.replace('to: files', 'to: fails'), 'world.yaml': WORLD.replace('server', 'serber') });
    expect(await problems()).toEqual([
      ['world.yaml', 6, 20, 'world.hosts.files.role', 'WRONG_VALUE'],
      ['tools.yaml', 4, 55, 'steps[0] "first".connect.to', 'UNKNOWN_NAME'],
    ]);
  });

  it.each([
    [
      'a host twice',
      { 'world.yaml': WORLD.replace('files:', 'desk: {}\n    files:') },
      ['world.yaml', 6, 5, 'world.hosts.desk', 'DUPLICATE'],
    ],
    [
      'a domain twice',
      { 'story.yaml': STORY.replace('world:', 'world:\n  domain: { dns: a.example }') },
      ['world.yaml', 4, 3, 'world.domain', 'DUPLICATE'],
    ],
    ['a step twice', { 'tools.yaml': TOOLS.replace('first', 'last') }, ['story.yaml', 9, 11, 'steps[0] "last".id', 'DUPLICATE']],
    ['what belongs into a story', { 'world.yaml': `title: x\n${WORLD}` }, ['world.yaml', 1, 1, 'title', 'UNKNOWN_KEY']],
    ['an include within', { 'world.yaml': `include: [tools.yaml]\n${WORLD}` }, ['world.yaml', 1, 1, 'include', 'UNKNOWN_KEY']],
    ['no mapping', { 'tools.yaml': '- a\n' }, ['tools.yaml', 1, 1, '', 'WRONG_VALUE']],
    ['no YAML', { 'tools.yaml': 'a: [1\n' }, ['tools.yaml', 2, 1, '', 'SYNTAX']],
    ['an unknown file', { 'story.yaml': STORY.replace('tools', 'tolls') }, ['story.yaml', 4, 23, 'include[1]', 'WRONG_VALUE']],
    ['itself', { 'story.yaml': STORY.replace('tools', 'story') }, ['story.yaml', 4, 23, 'include[1]', 'WRONG_VALUE']],
    [
      'a path',
      { 'story.yaml': STORY.replace('tools.yaml', '../tools.yaml') },
      ['story.yaml', 4, 23, 'include[1]', 'WRONG_VALUE'],
    ],
    [
      'a path of Windows',
      { 'story.yaml': STORY.replace('tools.yaml', '..\\tools.yaml') },
      ['story.yaml', 4, 23, 'include[1]', 'WRONG_VALUE'],
    ],
    [
      'an absolute path',
      { 'story.yaml': STORY.replace('tools.yaml', '/etc/hosts.yaml') },
      ['story.yaml', 4, 23, 'include[1]', 'WRONG_VALUE'],
    ],
    [
      'no list',
      { 'story.yaml': STORY.replace('[world.yaml, tools.yaml]', '5') },
      ['story.yaml', 4, 10, 'include', 'WRONG_VALUE'],
    ],
  ] as const)('refuses %s', async (_, files, problem) => {
    await write(files);
    expect((await problems())[0]).toEqual(problem);
  });

  it.each([
    ['a folder', (path: string) => mkdir(path)],
    ['a pipe that nobody writes to', async (path: string) => void execFileSync('mkfifo', [path])],
    ['a link to itself', (path: string) => symlink('tools.yaml', path)],
  ])('refuses %s in its place, and does not wait for it', async (_, make) => {
    await rm(join(folder, 'tools.yaml'));
    await make(join(folder, 'tools.yaml'));
    expect(await problems()).toEqual([['story.yaml', 4, 23, 'include[1]', 'WRONG_VALUE']]);
  });

  it('does not follow a link out of the folder', async () => {
    await mkdir(join(folder, 'inside'));
    await rm(join(folder, 'tools.yaml'));
    await writeFile(join(folder, 'inside', 'tools.yaml'), TOOLS);
    await symlink(join(folder, 'inside', 'tools.yaml'), join(folder, 'tools.yaml'));
    expect(await problems()).toEqual([['story.yaml', 4, 23, 'include[1]', 'WRONG_VALUE']]);
  });
});
