import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { schemaLine } from '../../src/cli/scenarios/initStory.js';
import { readStory } from '../../src/scenarios/loadStory.js';
import { runTool } from './memoryIo.js';

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'wiretale-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const init = (...argv: string[]) => runTool(['scenarios', 'init', ...argv], { cwd });
const written = (file: string) => readFileSync(join(cwd, file), 'utf8');

describe('scenarios init', () => {
  it('writes a story that passes the check, that can be run, and says what to do next', async () => {
    const { code, stdout, stderr } = await init('first.yaml');
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toBe('wrote ./first.yaml; wiretale preview ./first.yaml shows what it tells\n');
    expect(await runTool(['scenarios', 'check', './first.yaml'], { cwd })).toMatchObject({ code: 0, stderr: '' });
    expect((await runTool(['run', './first.yaml', '--set', 'patience=3m'], { cwd })).code).toBe(0);
    expect(readdirSync(join(cwd, 'wiretale-out'))).toEqual(['first']);
  });

  it('is sound where what it has in comments happens too', async () => {
    const { stdout } = await init('-');
    const more = stdout.replace(/^ {2}# (?=- id| {2})/gmu, '  ');
    expect(more.split('- id:').length).toBeGreaterThan(stdout.replace(/^ *#.*$/gmu, '').split('- id:').length + 2);
    expect(readStory(more, 'more.yaml').story.steps.length).toBeGreaterThan(readStory(stdout, 'first.yaml').story.steps.length);
  });

  it('explains every part of it', async () => {
    const lines = (await init('-')).stdout.split('\n');
    for (const part of ['start:', 'parameters:', 'world:', 'processes:', 'steps:', 'background:'])
      expect(lines[lines.findIndex((line) => line.startsWith(part)) - 1]).toMatch(/^# /u);
  });

  it('begins with the line for editors', async () => {
    await init('first.yaml');
    expect(written('first.yaml')).toMatch(/^# yaml-language-server: \$schema=\S+story\.schema\.json\n/u);
  });

  it('names the story after its file, unless it is told its name', async () => {
    await init('./My first_Story.v2.yml');
    expect(written('My first_Story.v2.yml')).toMatch(/^id: my-first-story-v2$/mu);
    await init('--id', 'raid', '--title', 'A "raid": #1 \\ é');
    const { story } = readStory(written('raid.yaml'), 'raid.yaml');
    expect([story.id, story.title]).toEqual(['raid', 'A "raid": #1 \\ é']);
    await init('日本.yaml');
    expect(written('日本.yaml')).toMatch(/^id: my-story$/mu);
  });

  it.each(['123', 'null', '1e3', '0x1f', 'yes', 'true', 'n', 'plain', '-'])(
    'is sound as %s.yaml, whatever YAML takes that for',
    async (name) => {
      const title = 'What ${patience} and $${x} mean: "#1"';
      await init(`./${name}.yaml`, '--title', title);
      const { story } = readStory(written(`${name}.yaml`), `${name}.yaml`);
      expect([story.id, story.title]).toEqual([name === '-' ? 'my-story' : name, title]);
    },
  );

  it('never writes over anything, nor through a link that leads nowhere', async () => {
    writeFileSync(join(cwd, 'mine.yaml'), 'mine');
    symlinkSync(join(cwd, 'elsewhere.yaml'), join(cwd, 'link.yaml'));
    for (const name of ['mine.yaml', 'link.yaml'])
      expect(await init(name)).toEqual({
        code: 2,
        stdout: '',
        stderr: `scenarios init: expected a new file, received "${name}", which is there already (name another)\n`,
      });
    expect(written('mine.yaml')).toBe('mine');
    expect(existsSync(join(cwd, 'elsewhere.yaml'))).toBe(false);
  });

  it.each([
    [['a', 'b'], 2, 'scenarios init: expected one FILE, received 2'],
    [['story'], 2, 'received "story" (write story.yaml)'],
    [['folder/'], 2, 'received "folder/" (name a file in it)'],
    [['.yaml'], 2, 'expected a file with the ending .yaml'],
    [[''], 2, 'received ""'],
    [['a\nb.yaml'], 2, 'expected a name without control characters, received "a\\nb.yaml"'],
    [['x.yaml', '--id', 'No Id'], 2, '--id: expected lower-case letters, digits and hyphens, received "No Id"'],
    [['x.yaml', '--title', ''], 2, '--title: expected one line of 1 to 200 characters, received ""'],
    [['x.yaml', '--title', 'a\nb'], 2, 'received "a\\nb"'],
    [['missing/x.yaml'], 74, 'missing/x.yaml: no such file or folder (check the path)'],
    [['folder.yaml'], 2, 'which is there already'],
    [[`${'x'.repeat(300)}.yaml`], 74, 'the name is too long'],
  ])('%j is refused, and leaves nothing', async (argv, code, message) => {
    mkdirSync(join(cwd, 'folder.yaml'));
    const result = await init(...argv);
    expect([result.code, result.stdout]).toEqual([code, '']);
    expect(result.stderr).toContain(message);
    expect(result.stderr.trim().split('\n')).toHaveLength(1);
    expect(readdirSync(cwd)).toEqual(['folder.yaml']);
  });
});

describe('the line for editors', () => {
  it.each([
    // In a project that has the package, and in a clone: relative, so that it holds for everybody.
    ['/home/u/project', '/home/u/project/node_modules/wiretale', './node_modules/wiretale/schema/story.schema.json'],
    ['/home/u/project/a/b', '/home/u/project/node_modules/wiretale', '../../node_modules/wiretale/schema/story.schema.json'],
    ['/home/u/clone/scenarios', '/home/u/clone', '../schema/story.schema.json'],
    // Elsewhere: of this machine.
    ['/home/u/stories', '/usr/lib/node_modules/wiretale', 'file:///usr/lib/node_modules/wiretale/schema/story.schema.json'],
    [
      '/home/u/project2',
      '/home/u/project/node_modules/wiretale',
      'file:///home/u/project/node_modules/wiretale/schema/story.schema.json',
    ],
    // Editors read up to the first blank.
    ['/p', '/p/node_modules/my fork/wiretale', 'file:///p/node_modules/my%20fork/wiretale/schema/story.schema.json'],
  ])('from %s to %s', (folder, root, line) => expect(schemaLine(folder, root)).toBe(line));
});
