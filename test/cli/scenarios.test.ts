import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listLibrary } from '../../src/scenarios/library.js';
import { storyJsonSchema } from '../../src/scenarios/schema/storyJsonSchema.js';
import { SOUND } from '../scenarios/brokenStories.js';
import { runTool } from './memoryIo.js';

/** 445 and 139 are open on Windows, 446 is not. */
const ASKS = `
id: asks
title: Where it knocks is asked
start: 2026-01-01T00:00:00Z
parameters: { door: { type: port, default: 445 } }
world: { hosts: { a: {}, b: { role: server } } }
steps: [{ id: one, at: 1s, connect: { from: a/System, to: b, port: '\${door}' } }]
`;

let cwd = '';
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'wiretale-'));
  await writeFile(join(cwd, 'sound.yaml'), SOUND);
  await mkdir(join(cwd, 'parts'));
  await writeFile(join(cwd, 'parts/whole.yaml'), SOUND.replace('world:', 'include: [part.yaml]\nworld:'));
  await writeFile(join(cwd, 'parts/part.yaml'), 'world: { users: { carol: 5 } }\n');
  await writeFile(join(cwd, 'asks.yaml'), ASKS);
  await symlink('long.yaml', join(cwd, 'long.yaml'));
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

  it('list finds stories by a technique, with those below it, and by a tactic', async () => {
    const idsOf = async (...argv: string[]) =>
      (JSON.parse((await scenarios('list', '--json', ...argv)).stdout) as { id: string; techniques: string[] }[]).map(
        ({ id, techniques }) => ({ id, techniques }),
      );
    const all = await idsOf();
    const within = (technique: string) => all.filter(({ techniques }) => techniques.some((id) => id.startsWith(technique)));
    expect(await idsOf('--technique', 'T1021')).toEqual(within('T1021'));
    expect(await idsOf('--technique', 'T1021.006')).toEqual(within('T1021.006'));
    expect((await idsOf('--tactic', 'lateral-movement')).map(({ id }) => id)).toContain('psexec-lateral-movement');
    expect((await idsOf('--tactic', 'lateral-movement')).map(({ id }) => id)).not.toContain('ipv6-beaconing');
    expect((await idsOf('--tactic', 'command-and-control', '--technique', 'T1573')).map(({ id }) => id)).toContain(
      'ipv6-beaconing',
    );
    expect(await scenarios('list', '--tactic', 'reconnaissance', '--technique', 'T1595')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: `none of the ${all.length} stories shows it\n`,
    });
  });

  it.each([
    [
      ['--technique', 'T1O21'],
      '--technique: expected a technique of ATT&CK such as T1021.002, received "T1O21" (did you mean T1021?)',
    ],
    [['--tactic', 'lateral'], /--tactic: expected one of reconnaissance, .*, received "lateral"/u],
  ] as const)('list refuses %j', async (argv, message) => {
    const { code, stdout, stderr } = await scenarios('list', ...argv);
    expect([code, stdout]).toEqual([2, '']);
    if (typeof message === 'string') expect(stderr).toContain(message);
    else expect(stderr).toMatch(message);
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

  it('check says everything that is wrong, of every story, shows where, and is 2', async () => {
    const { code, stdout, stderr } = await scenarios('check', 'broken.yaml', 'missing.yaml', 'sound.yaml');
    expect([code, stdout]).toEqual([2, 'ok sound.yaml (story)\n']);
    expect(stderr).toBe(
      `broken.yaml:9:21: world.hosts.target.role: expected one of workstation, server, domain-controller, received "serber" (did you mean server?)
  9 | target: { role: serber, boot: { at: -3d } }
    |                 ^
broken.yaml:29:32: steps[2] "call".beacon.to: expected a host or outside party of the story (operator, target, web, c2), localhost, or an IP address, received "c3"
  29 | beacon: { from: agent, to: c3, port: 443, every: 60s, jitter: 10%, for: 1h }
     |                            ^
missing.yaml: expected a story in a file, received nothing: there is no such file
3 problems in 2 of 3 stories
`,
    );
  });

  it('check --json says the same to programs', async () => {
    const { code, stdout, stderr } = await scenarios('check', 'broken.yaml', 'sound.yaml', '--json');
    expect([code, stderr]).toEqual([2, '2 problems in 1 of 2 stories\n']);
    expect(JSON.parse(stdout)).toEqual({
      problems: 2,
      stories: [
        {
          story: 'broken.yaml',
          ok: false,
          problems: [
            expect.objectContaining({ code: 'WRONG_VALUE', file: 'broken.yaml', line: 9, column: 21, received: '"serber"' }),
            expect.objectContaining({ code: 'UNKNOWN_NAME', line: 29, column: 32, excerptColumn: 28 }),
          ],
        },
        { story: 'sound.yaml', ok: true, id: 'story', problems: [] },
      ],
    });
    expect((await scenarios('check', 'broken.yaml', 'sound.yaml', '--report', 'json')).stdout).toBe(stdout);
  });

  it('check --report github annotates the files, those that are included too', async () => {
    const { code, stdout } = await scenarios('check', 'broken.yaml', 'parts/whole.yaml', '--report', 'github');
    expect(code).toBe(2);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.split('::')[1]),
    ).toEqual([
      'error file=broken.yaml,line=9,col=21,title=WRONG_VALUE',
      'error file=broken.yaml,line=29,col=32,title=UNKNOWN_NAME',
      'error file=parts/part.yaml,line=1,col=26,title=WRONG_VALUE',
    ]);
  });

  it('check remarks on techniques that ATT&CK does not have, or that list and steps do not share, and is 0', async () => {
    const story = (techniques: string, technique: string) =>
      ASKS.replace('parameters:', `techniques: ${techniques}\nparameters:`).replace(
        'id: one,',
        `id: one, technique: ${technique},`,
      );
    const remarksOn = async (techniques: string, technique: string) => {
      await writeFile(join(cwd, 'techniques.yaml'), story(techniques, technique));
      const { code, stdout, stderr } = await scenarios('check', './techniques.yaml');
      expect([code, stdout]).toEqual([0, 'ok ./techniques.yaml (asks)\n']);
      const { stories } = JSON.parse((await scenarios('check', '--json', './techniques.yaml')).stdout);
      const github = (await scenarios('check', '--report', 'github', './techniques.yaml')).stdout;
      const lines = stderr.split('\n').filter(Boolean);
      expect([(stories[0].remarks ?? []).length, github.split('::notice ').length - 1]).toEqual([lines.length, lines.length]);
      return lines.map((line) => /^remark: .\/techniques\.yaml:(\d+):\d+: (.*)$/u.exec(line)!.slice(1).join(' '));
    };
    expect(await remarksOn('[T1021.002]', 'T1021.002')).toEqual([]);
    expect(await remarksOn('[T1021]', 'T1021.002')).toEqual([]);
    expect(await remarksOn('[]', 'T1021.002')).toEqual([]);
    expect(await remarksOn('[T1021.099]', 'T1021.099')).toEqual([
      '5 techniques[0]: expected a technique of ATT&CK for Enterprise 17.0, received "T1021.099"',
    ]);
    expect(await remarksOn('[]', 'T9999')).toEqual([
      '8 steps[0] "one".technique: expected a technique of ATT&CK for Enterprise 17.0, received "T9999"',
    ]);
    expect(await remarksOn('[T1021.002, T1105]', 'T1046')).toEqual([
      '8 steps[0] "one".technique: expected one of the story\'s techniques (T1021.002, T1105), received "T1046" (add T1046 to techniques)',
      '5 techniques[0]: expected a technique that a step shows, received "T1021.002"',
      '5 techniques[1]: expected a technique that a step shows, received "T1105"',
    ]);
  });

  it('check --set gives parameters their values', async () => {
    expect((await scenarios('check', 'asks.yaml', '--set', 'door=446')).code).toBe(2);
    expect((await scenarios('check', 'asks.yaml', '--set', 'door=139')).code).toBe(0);
    expect(await scenarios('check', 'asks.yaml', '--set', 'door=x', '--report', 'github')).toMatchObject({
      code: 2,
      stdout: expect.stringMatching(/^::error file=asks.yaml,title=WRONG_VALUE::--set: door: expected a port/u),
    });
    expect((await scenarios('check', 'asks.yaml', '--set', 'dor=139')).stderr).toContain('(did you mean door?)');
  });

  it('check says of a file that cannot be read why', async () => {
    const { code, stdout, stderr } = await scenarios('check', './long.yaml', 'sound.yaml');
    expect([code, stdout]).toEqual([74, 'ok sound.yaml (story)\n']);
    expect(stderr).toContain('circle');
    const json = JSON.parse((await scenarios('check', './long.yaml', '--json')).stdout);
    expect(json).toMatchObject({ problems: 1, stories: [{ ok: false, error: expect.stringContaining('circle'), problems: [] }] });
  });

  it('schema prints the schema', async () => {
    const { code, stdout, stderr } = await scenarios('schema');
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual(storyJsonSchema());
  });

  it.each([
    [['lst'], 'scenarios: expected one of list, show, check, init, schema, received "lst" (did you mean list?)'],
    [['show'], 'scenarios show: expected one STORY, received 0'],
    [['show', 'a.yaml', 'b.yaml'], 'scenarios show: expected one STORY, received 2'],
    [['check'], 'scenarios check: expected at least one STORY, received none'],
    [['list', 'x'], 'scenarios list: expected no STORY, received "x"'],
    [['show', 'nowhere'], 'unknown scenario "nowhere"'],
    [['schema', 'x'], 'scenarios schema: expected no STORY, received "x"'],
    [['check', 'sound.yaml', '--report', 'sarif'], '--report: expected one of text, json, github, received "sarif"'],
    [['check', 'sound.yaml', '--report', 'text', '--json'], '--json: expected without --report text'],
    [['list', '--set', 'a=b'], '--set: expected with scenarios check, received with scenarios list'],
    [['schema', '--json'], '--json: expected with scenarios list or show or check, received with scenarios schema'],
    [['check', 'sound.yaml', '--id', 'x'], '--id: expected with scenarios init, received with scenarios check'],
    [['check', '.'], 'unknown scenario "."'],
    [['check', './'], './: expected a story in a file, received a folder'],
  ])('%j is wrong usage', async (argv, message) => {
    const { code, stdout, stderr } = await scenarios(...argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});
