import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storyProblem } from '../../src/scenarios/loadedStory.js';
import { loadStory, readStory } from '../../src/scenarios/loadStory.js';
import { formatProblem, StoryError } from '../../src/scenarios/storyError.js';
import { BROKEN, SOUND } from './brokenStories.js';
import { markedStory } from './markedStory.js';
import { problemsOf } from './problemsOf.js';

describe('readStory', () => {
  it('reads a sound story', () => expect(readStory(SOUND, 'story.yaml').story.steps).toHaveLength(3));

  it('takes a byte order mark and Windows line breaks', () => {
    expect(readStory(`\ufeff${SOUND.replaceAll('\n', '\r\n')}`, 'story.yaml').story.id).toBe('story');
  });

  describe.each(Object.entries(BROKEN))('%s', (_, cases) => {
    it.each(cases)('%j -> %j: %s %s', (original, replacement, path, code) => {
      const { text, place } = markedStory(SOUND, original, replacement);
      expect(problemsOf(text)).toMatchObject([{ path, code, ...place }]);
    });
  });
});

describe('a story with several mistakes', () => {
  const text = SOUND.replace('role: server', 'role: serber')
    .replace('to: c2', 'to: c3')
    .replace('title:', 'titel:')
    .replace('after: copy + 4..9ms', 'after: 5 parsecs')
    .replace('user: alice,', 'user: alcie,');

  it('gets all of them at once, in the order of the file', () => {
    expect(problemsOf(text).map(({ line, path }) => [line, path])).toEqual([
      [1, 'title'],
      [2, 'titel'],
      [9, 'world.hosts.target.role'],
      [17, 'processes.shell.user'],
      [25, 'steps[1] "run".after'],
      [29, 'steps[2] "call".beacon.to'],
    ]);
  });

  it('has one line for each, with place, expected, received and the nearest name', () => {
    const message = new StoryError(problemsOf(text)).message.split('\n');
    expect(message).toHaveLength(6);
    expect(message[2]).toBe(
      'story.yaml:9:21: world.hosts.target.role: expected one of workstation, server, domain-controller, received "serber" (did you mean server?)',
    );
    expect(message[4]).toBe(
      'story.yaml:25:12: steps[1] "run".after: expected a step and a time, such as copy + 4..9ms, or end of copy + 1s, received "5 parsecs"',
    );
  });

  it('keeps to what is wrong when names got lost: what refers to them is not blamed', () => {
    expect(problemsOf(SOUND.replace('processes:', 'proceses:'))).toMatchObject([
      { path: 'proceses', cure: 'did you mean processes?' },
    ]);
    expect(problemsOf(SOUND.replace('  hosts:', '  hots:'))).toHaveLength(2);
  });
});

describe('messages', () => {
  const only = (original: string, replacement: string) => problemsOf(SOUND.replace(original, () => replacement))[0]!;

  it('say what to do', () => {
    expect(only('role: server', 'sysmon: { era: 11 }').cure).toBe('write it in quotes: "11"');
    expect(only('port: 445', "port: '445'").cure).toBe('write it without quotes');
    expect(only('role: server', 'joined: yes').cure).toBe('did you mean true?');
    expect(only('at: 1s', 'at: 1s\n    port: 5').cure).toBe('it belongs into connect, beacon, transfer or listen');
    expect(only('10.20.0.0/16', '10.20.0.1/16').cure).toBe('did you mean 10.20.0.0/16?');
    expect(only('from: shell, to: target, port', 'from: operator, to: target, port').cure).toContain('operator/System');
  });

  it('guess nothing where nothing is close', () => expect(only('to: c2', 'to: printer').cure).toBeUndefined());

  it('show a cycle once and whole', () => {
    const text = SOUND.replace('at: 1s', 'after: call');
    expect(problemsOf(text).map(({ received }) => received)).toEqual(['copy -> call -> run -> copy']);
  });

  it('show nothing, mappings and lists in words', () => {
    expect(only('id: story', '').received).toBe('nothing');
    expect(only('title: A story', 'title: { a: b }').received).toBe('a mapping');
    expect(only('title: A story', 'title: []').received).toBe('an empty list');
    expect(only('title: A story', 'title:').received).toBe('nothing');
  });

  it('cut long texts at 60 characters and never write to the terminal behind them', () => {
    expect(only('role: server', `role: ${'x'.repeat(100_000)}`).received).toBe(`"${'x'.repeat(57)}..."`);
    const spoofed = only('role: server', 'role: "a\\e[2J\\u202e\\u0085b\\nc"');
    expect(spoofed.received).toBe('"a\\u{1b}[2J\\u{202e}\\u{85}b\\nc"');
    const problem = only('alice: {}', '"a\\e[2J": {}');
    expect(formatProblem(problem)).not.toContain('\u001b');
  });
});

describe('storyProblem', () => {
  const loaded = readStory(SOUND, 'story.yaml');

  it('points at a value, at a key, or at the nearest parent that the file has', () => {
    expect(loaded.places.locate(['steps', 1, 'connect', 'service'])).toMatchObject({ line: 26, column: 50 });
    expect(loaded.places.locate(['steps', 1, 'connect', 'service'], 'key')).toMatchObject({ line: 26, column: 41 });
    expect(loaded.places.locate(['steps', 1, 'connect', 'nothing', 'there'])).toMatchObject({ line: 26, column: 14 });
    expect(loaded.places.locate(['nothing'])).toMatchObject({ line: 1, column: 1, excerpt: 'id: story' });
  });

  it('takes what was received from the file', () => {
    const problem = storyProblem(loaded, ['steps', 1, 'connect', 'service'], {
      expected: 'a service of target',
      cure: 'did you mean svc?',
    });
    expect(formatProblem(problem)).toBe(
      'story.yaml:26:50: steps[1] "run".connect.service: expected a service of target, received "svcctl" (did you mean svc?)',
    );
  });
});

describe('loadStory', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wiretale-'));
    await writeFile(join(folder, 'story.yaml'), SOUND);
    await writeFile(join(folder, 'large.yaml'), `${SOUND}#${' '.repeat(1_048_576)}`);
    await writeFile(join(folder, 'latin1.yaml'), Buffer.from('id: story\ntitle: Gr\xfc\xdfe\n', 'latin1'));
    await writeFile(join(folder, 'middle.yaml'), Buffer.from('id: story\ntitle: na\xefve \xfc\n', 'latin1'));
    await writeFile(join(folder, 'half.yaml'), Buffer.from('id: \xe2\x82x\n', 'latin1'));
    await writeFile(join(folder, 'cut.yaml'), Buffer.from('id: story\ntitle: ü', 'utf8').subarray(0, -1));
    await writeFile(join(folder, 'empty.yaml'), '');
    await mkdir(join(folder, 'folder.yaml'));
    execFileSync('mkfifo', [join(folder, 'pipe.yaml'), join(folder, 'told.yaml')]);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('reads a file, relative to the folder it is told', async () => {
    expect((await loadStory('story.yaml', { cwd: folder })).file).toBe('story.yaml');
  });

  it('waits for whoever writes to a pipe', async () => {
    const pipe = join(folder, 'told.yaml');
    // Both ends are held open, so that the reader finds a writer that has said nothing yet.
    const writer = await open(pipe, 'r+');
    const loaded = loadStory('told.yaml', { cwd: folder });
    for (const part of [SOUND.slice(0, 100), SOUND.slice(100)]) {
      await setTimeout(60);
      await writer.write(part);
    }
    await setTimeout(60);
    await writer.close();
    expect((await loaded).story).toEqual((await loadStory('story.yaml', { cwd: folder })).story);
  });

  it.each([
    ['missing.yaml', 'NO_STORY', 'missing.yaml: expected a story in a file, received nothing: there is no such file'],
    [
      'story.yaml/inside.yaml',
      'NO_STORY',
      'story.yaml/inside.yaml: expected a story in a file, received nothing: there is no such file',
    ],
    ['folder.yaml', 'NO_STORY', 'folder.yaml: expected a story in a file, received a folder'],
    ['large.yaml', 'TOO_LARGE', 'large.yaml: expected a story of at most 1048576 bytes (1 MiB), received a larger file'],
    ['latin1.yaml', 'SYNTAX', 'latin1.yaml:2:10: expected UTF-8, received the byte 0xfc (byte 20 of the file)'],
    ['middle.yaml', 'SYNTAX', 'middle.yaml:2:10: expected UTF-8, received the byte 0xef (byte 20 of the file)'],
    ['half.yaml', 'SYNTAX', 'half.yaml:1:5: expected UTF-8, received the byte 0xe2 (byte 5 of the file)'],
    ['cut.yaml', 'SYNTAX', 'cut.yaml:2:8: expected UTF-8, received the byte 0xc3 (byte 18 of the file)'],
    ...['empty.yaml', 'pipe.yaml'].map((file) => [
      file,
      'NO_STORY',
      `${file}:1:1: expected a story: a mapping with id, title, start, world and steps, received nothing`,
    ]),
    ['/dev/zero', 'TOO_LARGE', '/dev/zero: expected a story of at most 1048576 bytes (1 MiB), received a larger file'],
  ] as [string, string, string][])('%s: %s', async (file, code, message) => {
    const error: unknown = await loadStory(file, { cwd: folder }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StoryError);
    expect(error).toMatchObject({ code: 'INVALID_STORY', message, problems: [{ code }] });
  });
});
