import { describe, expect, it } from 'vitest';
import { prepareRun } from '../../src/engine/index.js';
import type { LoadedStory } from '../../src/scenarios/index.js';
import { readStory } from '../../src/scenarios/loadStory.js';
import { BROKEN_BLOCKS, SOUND_BLOCKS } from './brokenBlocks.js';
import { markedStory } from './markedStory.js';
import { checkedProblemsOf, problemsOf } from './problemsOf.js';

const HEAD = `id: loops
title: Loops
start: 2026-05-04T07:30:00Z
parameters:
  calls: { type: integer, default: 2, min: 1, max: 5 }
  door: { type: port, default: 445 }
  who: { type: choice, of: [desk, clients-2], default: desk }
world:
  domain: { dns: corp.example }
  hosts:
    desk: { role: workstation, user: clerk }
    clients: { role: workstation, count: 3, name: "PC-\${n}" }
    build: { role: server, os: linux }
    dc: { role: domain-controller }
  users:
    clerk: {}
    staff: { count: 2, name: "temp\${n}" }
processes:
  worm: { hosts: { role: workstation }, image: 'C:\\worm-\${host}.exe', user: SYSTEM, start: 1s }
  script: { host: desk, user: clerk, image: 'C:\\a.exe', start: 1s }
steps:
`;

const read = (steps: string, set: Record<string, string> = {}): LoadedStory => readStory(HEAD + steps, 'story.yaml', { set });

/** What a story comes to: keys, labels and peers of its steps. */
const told = ({ story }: LoadedStory) =>
  story.steps.map(({ connect }, n) => [story.frames[n]!.key, story.frames[n]!.label, connect!.from, connect!.to, connect!.port]);

describe('blocks', () => {
  it('for each host that matches, in each round the steps inside', () => {
    const story = read(`
  - id: sweep
    at: 5s
    technique: T1021.002
    role: red-herring
    forEach:
      hosts: clients-*
      stagger: 1..2s
      steps:
        - { id: touch, connect: { from: script, to: "\${host}", port: "\${door}" } }
        - { id: other, role: benign, after: touch + 5ms, connect: { from: "\${host}/worm", to: dc, port: 445 } }`);
    expect(told(story)).toEqual(
      [1, 2, 3].flatMap((n) => [
        [`sweep/clients-${n}/touch`, 'sweep/touch', 'script', `clients-${n}`, 445],
        [`sweep/clients-${n}/other`, 'sweep/other', `clients-${n}/worm`, 'dc', 445],
      ]),
    );
    expect(story.story.steps.map(({ technique, role }) => [technique, role])).toEqual(
      [1, 2, 3].flatMap(() => [
        ['T1021.002', 'red-herring'],
        ['T1021.002', 'benign'],
      ]),
    );
    expect(story.story.blocks).toMatchObject([
      { key: 'sweep', label: 'sweep', id: 'sweep', at: { kind: 'start' } },
      { key: 'sweep/clients-1', inside: 0, follows: { block: 0, edge: 'start', by: { min: 0, max: 0 } } },
      { key: 'sweep/clients-2', inside: 0, follows: { block: 1, edge: 'start', by: { min: 1e6, max: 2e6 } } },
      { key: 'sweep/clients-3', inside: 0, follows: { block: 2, edge: 'start', by: { min: 1e6, max: 2e6 } } },
    ]);
    expect(story.story.frames.map(({ inside }) => inside)).toEqual([1, 1, 2, 2, 3, 3]);
  });

  it('blocks in blocks, with variables of all', () => {
    const story = read(`
  - id: outer
    at: 5s
    repeat:
      times: "\${calls}"
      gap: 10s
      steps:
        - id: inner
          forEach: { in: [445, 135], as: where, gap: 1s, steps: [ { id: x, title: "round \${n} of \${where}, $\${n}", connect: { from: script, to: dc, port: "\${where}" } } ] }`);
    expect(told(story)).toEqual(
      [1, 2].flatMap((n) => [445, 135].map((port) => [`outer/${n}/inner/${port}/x`, 'outer/inner/x', 'script', 'dc', port])),
    );
    expect(story.story.steps.map(({ title }) => title)).toEqual(
      [1, 2].flatMap((n) => [445, 135].map((port) => `round ${n} of ${port}, \${n}`)),
    );
    const keys = story.story.blocks.map(({ key, follows }) => [
      key,
      follows && story.story.blocks[follows.block]!.key,
      follows?.edge,
    ]);
    expect(keys).toEqual([
      ['outer', undefined, undefined],
      ['outer/1', 'outer', 'start'],
      ['outer/1/inner', undefined, undefined],
      ['outer/1/inner/445', 'outer/1/inner', 'start'],
      ['outer/1/inner/135', 'outer/1/inner/445', 'end'],
      ['outer/2', 'outer/1', 'end'],
      ['outer/2/inner', undefined, undefined],
      ['outer/2/inner/445', 'outer/2/inner', 'start'],
      ['outer/2/inner/135', 'outer/2/inner/445', 'end'],
    ]);
  });

  it('a choice has all its options, each under its condition', () => {
    const { story } = read(`
  - id: either
    at: 1s
    choose:
      - { id: quiet, weight: 3, steps: [ { id: q, connect: { from: script, to: dc, port: 445 } } ] }
      - { id: loud, steps: [ { id: q, connect: { from: script, to: dc, port: 135 } } ] }`);
    const options = [
      { id: 'quiet', weight: 3 },
      { id: 'loud', weight: 1 },
    ];
    expect(story.frames).toEqual([
      {
        key: 'either/quiet/q',
        label: 'either/quiet/q',
        round: 'quiet',
        inside: 1,
        conditions: [{ key: 'either', option: 'quiet', options }],
      },
      {
        key: 'either/loud/q',
        label: 'either/loud/q',
        round: 'loud',
        inside: 2,
        conditions: [{ key: 'either', option: 'loud', options }],
      },
    ]);
  });

  it('parallel steps begin with their block', () => {
    const { story } = read(`
  - id: both
    at: 1s
    parallel:
      - { id: one, connect: { from: script, to: dc, port: 445 } }
      - { id: two, at: 3s, connect: { from: script, to: dc, port: 135 } }`);
    expect(story.frames.map(({ key }) => key)).toEqual(['both/one', 'both/two']);
    expect(story.blocks.map(({ follows }) => follows)).toEqual([undefined, { block: 0, edge: 'start', by: { min: 0, max: 0 } }]);
  });
});

describe('hosts, users and processes', () => {
  const { story } = read('  - { id: a, at: 5s, connect: { from: clients-2/worm, to: "${who}", port: 445 } }', {
    who: 'clients-2',
  });

  it('are as many as counted, each with its number', () => {
    expect(Object.entries(story.world.hosts).map(([id, { name }]) => [id, name])).toEqual([
      ['desk', undefined],
      ['clients-1', 'PC-1'],
      ['clients-2', 'PC-2'],
      ['clients-3', 'PC-3'],
      ['build', undefined],
      ['dc', undefined],
    ]);
    expect(Object.entries(story.world.users).map(([id, { name }]) => [id, name])).toEqual([
      ['clerk', undefined],
      ['staff-1', 'temp1'],
      ['staff-2', 'temp2'],
    ]);
  });

  it('run on every host that a selector means', () => {
    expect(Object.entries(story.processes).map(([id, { host, image }]) => [id, host, image])).toEqual([
      ...['desk', 'clients-1', 'clients-2', 'clients-3'].map((host) => [`${host}/worm`, host, `C:\\worm-${host}.exe`]),
      ['script', 'desk', 'C:\\a.exe'],
    ]);
  });

  it.each([
    ['2026-05-04T07:30:00Z', '{ os: windows-11 }', ['desk', 'clients-1', 'clients-2', 'clients-3']],
    ['2019-05-04T07:30:00Z', '{ os: windows-10 }', ['desk', 'clients-1', 'clients-2', 'clients-3']],
    ['2019-05-04T07:30:00Z', '{ os: windows-server-2019 }', ['dc']],
    ['2019-05-04T07:30:00Z', '{ role: server, sensor: falcon }', ['build']],
    ['2026-05-04T07:30:00Z', '{ role: server, sensor: sysmon }', ['build']],
  ])('run on hosts by what these run, which from %s goes by its time: %s', (start, selector, hosts) => {
    const text = HEAD.replace(/^start: .*$/mu, `start: ${start}`)
      .replace('{ role: workstation }, image', `${selector}, image`)
      .replace("'C:\\worm-${host}.exe'", hosts[0] === 'build' ? '/worm' : "'C:\\worm.exe'")
      .replace('user: SYSTEM', hosts[0] === 'build' ? 'user: root' : 'user: SYSTEM');
    const { processes } = readStory(`${text}  - { id: a, at: 5s, connect: { from: script, to: dc, port: 445 } }`, 's.yaml').story;
    expect(Object.keys(processes)).toEqual([...hosts.map((host) => `${host}/worm`), 'script']);
  });

  it('run as whoever works at their hosts', () => {
    const { processes } = readStory(
      HEAD.replace('user: SYSTEM', 'user: "${host.user}"') +
        '  - { id: a, at: 5s, connect: { from: script, to: dc, port: 445 } }',
      'story.yaml',
    ).story;
    expect(['desk/worm', 'clients-1/worm'].map((id) => processes[id]!.user)).toEqual(['clerk', 'clients-1-user']);
  });

  it('parameters have the values that are set', () => {
    expect(story.steps[0]!.connect!.to).toBe('clients-2');
  });

  it('a choice may be one of numbers, as text too where the command line says it', () => {
    const step = '  - { id: a, at: 5s, connect: { from: script, to: dc, port: "${door}" } }';
    const text = HEAD.replace('{ type: port, default: 445 }', '{ type: choice, of: [445, 135], default: 445 }') + step;
    const portOf = (set: Record<string, string>) => readStory(text, 's.yaml', { set }).story.steps[0]!.connect!.port;
    expect([portOf({}), portOf({ door: '135' })]).toEqual([445, 135]);
    expect(() => portOf({ door: '136' })).toThrow('expected one of 445, 135, received "136"');
    expect(problemsOf(text.replace('default: 445 }', 'default: "445" }'))).toMatchObject([{ path: 'parameters.door.default' }]);
  });

  it('rounds of a repeat may come at times that are drawn', () => {
    const steps = `  - id: again
    at: 5s
    repeat: { times: 40, every: 10..20s, steps: [{ id: a, connect: { from: script, to: dc, port: 445 } }] }`;
    const times = prepareRun(read(steps), { seed: 3 }).plan.steps.map(({ at }) => at);
    expect(times).toHaveLength(40);
    const gaps = times.slice(1).map((time, n) => (time - times[n]!) / 1e6);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(20);
    expect(new Set(gaps).size).toBeGreaterThan(30);
  });
});

describe('a broken story', () => {
  it('differs from a sound one', () => expect(problemsOf(SOUND_BLOCKS)).toEqual([]));

  describe.each(Object.entries(BROKEN_BLOCKS))('%s', (_, cases) => {
    it.each(cases)('%j -> %j: %s %s', (original, replacement, path, code) => {
      const { text, place } = markedStory(SOUND_BLOCKS, original, replacement);
      expect(problemsOf(text)).toMatchObject([{ path, code, ...place }]);
    });
  });
});

describe('parents', () => {
  const story = (first: string, second: string) =>
    checkedProblemsOf(
      `${HEAD.replace(
        /^ {2}script:.*$/mu,
        `  script: { host: desk, user: clerk, image: 'C:\\\\a.exe', start: 1s, parent: ${first} }
  other: { host: desk, user: clerk, image: 'C:\\\\b.exe', start: 1s, parent: ${second} }`,
      )}  - { id: a, at: 5s, connect: { from: script, to: dc, port: 445 } }`,
    );

  it('are there first: two that start each other are refused, each at its line', () => {
    expect(story('other', 'script').map(({ code, path }) => [code, path])).toEqual([
      ['CYCLE', 'processes.script.parent'],
      ['CYCLE', 'processes.other.parent'],
    ]);
    expect(story('other', 'services')).toEqual([]);
  });
});
