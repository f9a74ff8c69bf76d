import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FolderOptions, type FormatId, type Manifest, prepareRun, runFolder } from '../../src/engine/index.js';
import { type ShownRecords, ShownTable } from '../../src/engine/truth/shownRecords.js';
import { truthPage, truthParts } from '../../src/engine/truth/truthPage.js';
import { FORMAT_IDS } from '../../src/generators/index.js';
import { type LoadedStory, loadStory, readStory } from '../../src/scenarios/index.js';
import { checks } from '../../src/validate/index.js';
import { isBuilt } from '../e2e/tool.js';
import { firstStories } from '../support/firstStories.js';
import { type MarkdownTable, readMarkdown } from '../support/markdown.js';
import type { Label } from '../support/runStory.js';
import { tries } from '../support/soak.js';
import { loaded, type StoryText, seeds, stories } from '../support/storyArbitrary.js';
import { winevtFields } from '../support/winevtFields.js';

const MINUTE = 60_000_000;
const library = firstStories;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wiretale-truth-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function run(story: LoadedStory, seed: number, more: Partial<FolderOptions> = {}, duration?: number): Promise<Manifest> {
  const formats: readonly FormatId[] = more.formats ?? ['sysmon-winevt', 'falcon-fdr'];
  const labels = more.labels ?? 'scenario';
  const { manifest } = await runFolder(story, prepareRun(story, { seed, duration }), {
    folder,
    formats,
    labels,
    splitByHost: false,
    wholeDigests: false,
    version: '1.2.3',
    story: 'story.yaml',
    parameters: { start: '2026-01-01T00:00:00Z', workstations: 3, formats, labels },
    command: 'wiretale run',
    ...more,
  });
  return manifest;
}

const textOf = (file: string) => readFileSync(join(folder, file), 'utf8');
const linesOf = (file: string) => textOf(file).split('\n').slice(0, -1);
const NO_TABLE: MarkdownTable = { head: [], rows: [] };

/** The tables of a page by the titles of their sections. */
function pageOf(text: string) {
  const { title, sections } = readMarkdown(text);
  const section = (name: string) => sections.find((one) => one.title === name)!;
  const rows = (name: string) => (section(name).tables[0] ?? NO_TABLE).rows;
  return { title, sections, section, rows };
}

/** `2-4, 7` as numbers; what is behind `...` is the last one only. */
function numbersOf(cell: string): { readonly listed: number[]; readonly last?: number } {
  const [listed, last] = cell.split(', ..., ');
  const numbers = listed!.split(', ').flatMap((run) => {
    const [first, end = first] = run.split('-').map(Number);
    return Array.from({ length: end! - first! + 1 }, (_, n) => first! + n);
  });
  return { listed: numbers, ...(last !== undefined && { last: Number(last) }) };
}

/** A moment as the page writes it, milliseconds. */
const momentOf = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`);
/** Far more than clocks of random stories are off, and less than steps of the library are apart by hours. */
const TOLERANCE = 120_000;

/** Holds everything that the page of a folder says of records against the records. @returns How many it names. */
function holdAgainstRecords(): number {
  const page = pageOf(textOf('truth.md'));
  const timeline = new Map(page.rows('What happened').map((row) => [row.step!, row]));
  const programs = new Map(page.rows('Programs').map((row) => [row.process!, row]));
  const hosts = new Map(page.rows('Hosts').map((row) => [row.host!, row]));
  let named = 0;
  for (const row of page.rows('Which records show it')) {
    const { from, to, port, time, 'seen by': seenBy } = timeline.get(row.step!)!;
    const [sysmonHosts, falconHosts] = ['Sysmon', 'Falcon'].map(
      (product) => new RegExp(`${product} on ([^;]*)`, 'u').exec(seenBy!)?.[1]?.split(', ') ?? [],
    );
    const [first, last = first] = time!.split(' to ').map(momentOf);
    const lines = linesOf(row.file!);
    const { listed, last: end } = numbersOf(row.numbers!);
    if (end === undefined) expect(listed).toHaveLength(Number(row.records));
    const ids = row['EventRecordID or id']!.split(', ').filter((id) => id !== '');
    expect(ids).toHaveLength(Number(row.records) <= 4 ? Number(row.records) : 0);
    const begins = from!.split(', ');
    const ends = [...begins, ...to!.split(', ').map((name) => name.slice(0, name.lastIndexOf(' ')))];
    const ports = port!.split(', ');
    for (const [n, number] of [...listed, ...(end === undefined ? [] : [end])].entries()) {
      const line = lines[number - 1]!;
      named += 1;
      let at: number;
      if (row.file!.includes('falcon-fdr')) {
        const event = JSON.parse(line) as Record<string, string>;
        const host = falconHosts!.find((id) => hosts.get(id)!.sensors!.includes(event.aid!))!;
        const own = begins.filter((key) => key.startsWith(`${host}/`));
        expect(own, line).toHaveLength(1);
        const { program } = programs.get(own[0]!)!;
        // The kernel has a file, which Sysmon does not tell.
        if (program !== 'System' && event.ContextBaseFileName) expect(program!.endsWith(event.ContextBaseFileName)).toBe(true);
        if (/^[1-9]/u.test(port!)) expect(ports.map((one) => one.split('/')[0])).toContain(event.RemotePort);
        if (ids.length > 0) expect(event.id).toBe(ids[n]);
        at = Number(event.ContextTimeStamp) * 1000;
      } else {
        const fields = winevtFields(line);
        const host = sysmonHosts!.find((id) => hosts.get(id)!.name === fields['System/Computer'])!;
        const process = ends.find(
          (key) =>
            key.startsWith(`${host}/`) &&
            programs.get(key)!.pid === fields.ProcessId &&
            programs.get(key)!.program === fields.Image,
        )!;
        expect(process, `${line} is of none of ${ends.join(', ')}`).toBeDefined();
        expect(fields.User).toBe(programs.get(process)!.account);
        const said = [fields.SourcePort, fields.DestinationPort].map((number) => `${number}/${fields.Protocol}`);
        expect(
          said.some((one) => ports.includes(one)),
          `${line} is of none of ${port}`,
        ).toBe(true);
        if (ids.length > 0) expect(`${host} ${fields['System/EventRecordID']}`).toBe(ids[n]);
        at = momentOf(fields.UtcTime!);
      }
      expect(at).toBeGreaterThan(first! - TOLERANCE);
      expect(at).toBeLessThan(last! + TOLERANCE);
    }
  }
  return named;
}

/** Labels of a run by step and file. */
function labelled(): Map<string, Label[]> {
  const found = new Map<string, Label[]>();
  for (const line of linesOf('labels.ndjson')) {
    const label = JSON.parse(line) as Label;
    const key = `${label.step} ${label.file}`;
    found.set(key, [...(found.get(key) ?? []), label]);
  }
  return found;
}

/** The page names the very records that labels name. */
function holdAgainstLabels(): void {
  const found = labelled();
  const rows = pageOf(textOf('truth.md')).rows('Which records show it');
  expect(rows.map(({ step, file }) => `${step} ${file}`).sort()).toEqual([...found.keys()].sort());
  for (const { step, file, records, numbers } of rows) {
    const labels = found.get(`${step} ${file}`)!;
    expect(Number(records)).toBe(labels.length);
    const { listed, last } = numbersOf(numbers!);
    const expected = labels.map(({ record }) => record);
    expect(listed).toEqual(expected.slice(0, listed.length));
    expect(last ?? listed.at(-1)).toBe(expected.at(-1));
  }
}

/** As many as a story may expect: every check in every form of Sysmon's. */
const ISSUES = FORMAT_IDS.filter((format) => /^sysmon|^ecs/u.test(format))
  .flatMap((format) => [...Object.keys(checks.sysmon3), ...Object.keys(checks.input)].map((check) => ({ check, format })))
  .slice(0, 1000);

describe('every claim of an answer key holds', () => {
  it.each(library.flatMap(({ id, file }) => [1, 7].map((seed) => ({ id, file, seed }))))(
    'of $id with seed $seed',
    async ({ file, seed }) => {
      const story = await loadStory(file);
      const manifest = await run(story, seed);
      expect(holdAgainstRecords()).toBeGreaterThan(10);
      holdAgainstLabels();
      const page = pageOf(textOf('truth.md'));
      expect(page.title).toBe(story.story.title);
      expect(
        page
          .rows('What happened')
          .map(({ step }) => step)
          .sort(),
      ).toEqual(story.story.steps.map(({ id }) => id).sort());
      for (const { step, connections } of page.rows('What happened')) expect(Number(connections), step).toBeGreaterThan(0);
      const own = Object.entries(manifest.steps).filter(([step]) => step !== 'background');
      const sum = own.reduce((total, [, count]) => total + count, 0);
      expect(page.section('Which records show it').paragraphs[0]).toContain(
        `${sum} records of sensors are the story's, among ${manifest.records} in all.`,
      );
      const benign = story.story.steps.filter(({ role }) => role !== 'malicious');
      expect(page.rows('What looks bad but is not')).toEqual(
        benign.map(({ id, role, title }) => ({ step: id, role, 'what it is': title })),
      );
    },
  );

  it('of random stories', async () => {
    let named = 0;
    await fc.assert(
      fc.asyncProperty(stories, seeds, fc.boolean(), async (text, seed, splitByHost) => {
        await run(loaded(text), seed, { splitByHost });
        named += holdAgainstRecords();
        holdAgainstLabels();
      }),
      tries(25),
    );
    expect(named).toBeGreaterThan(100);
  });
});

/** Each kind of step and block, among hosts that are few enough for every name to be told. */
const EVERY_KIND = `id: every-kind
title: Every kind of step
start: 2026-03-10T09:00:00Z
world:
  domain: { dns: corp.example }
  site: { ipv4: 10.20.0.0/16, ipv6: '2001:db8:20:1::/64' }
  hosts:
    desk: { user: clerk }
    racks: { count: 2, role: server }
    dc: { role: domain-controller }
  users: { clerk: {} }
  outside: { c2: { name: c2.example } }
processes:
  tool: { host: desk, user: clerk, image: 'C:\\tool.exe', start: 0s }
steps:
  - { id: ask, at: 1s, role: benign, resolve: { from: tool, name: c2 } }
  - { id: call, after: end of ask, beacon: { from: tool, to: c2, port: 443, every: 30s, for: 4m } }
  - { id: look, at: 20s, role: red-herring, scan: { from: tool, to: 'racks-*', ports: [445, 135], rate: 5/s } }
  - { id: take, at: 2m, transfer: { from: tool, to: racks-1, port: 445, size: 20MB, rate: 5MB/s, connections: 2, chunk: 5MB } }
  - { id: walk, at: 3m, spread: { from: tool, to: 'racks-*', over: [{ port: 445 }], gap: 40..60ms, run: { image: 'C:\\worm.exe', user: SYSTEM, start: 1..3s }, pause: 2..3s } }
  - id: sweep
    at: 4m
    forEach: { hosts: 'racks-*', gap: 2s, steps: [{ id: touch, rules: [touch.yml], connect: { from: tool, to: '\${host}', port: 445 } }] }
  - id: way
    at: 5m
    choose:
      - { id: loud, weight: 1, steps: [{ id: shout, connect: { from: tool, to: racks-1, port: 3389 } }] }
      - { id: quiet, weight: 1, steps: [{ id: hush, connect: { from: tool, to: dc, port: 88 } }] }
expect:
  rules:
    - { rule: way.yml, steps: [way/loud/shout, way/quiet/hush] }
    - { rule: sweep.yml, steps: [sweep/touch], times: 2 }
`;

describe('of every kind of step', () => {
  it.each([1, 2, 3, 4, 5, 6])('the claims hold, and what the seed leaves out is not told (seed %i)', async (seed) => {
    const manifest = await run(readStory(EVERY_KIND, 'kinds.yaml'), seed, { labels: 'all' });
    expect(holdAgainstRecords()).toBe(manifest.records);
    holdAgainstLabels();
    const page = pageOf(textOf('truth.md'));
    const steps = page.rows('What happened').map(({ step }) => step!);
    const [chosen] = steps.filter((step) => step.startsWith('way/'));
    expect(['way/loud/shout', 'way/quiet/hush']).toContain(chosen);
    expect([...steps].sort()).toEqual(['ask', 'call', 'look', 'sweep/touch', 'take', 'walk', chosen].sort());
    expect(Object.keys(manifest.steps).sort()).toEqual(
      page
        .rows('Which records show it')
        .map(({ step }) => step!)
        .filter((step, n, all) => all.indexOf(step) === n)
        .sort(),
    );
    expect(page.rows('What happened').find(({ step }) => step === 'sweep/touch')).toMatchObject({
      from: 'desk/tool',
      time: expect.stringMatching(/^2026-03-10 09:04:00\.000 to 2026-03-10 09:04:02\.\d{3}$/u),
      connections: '2 in 2 rounds',
      port: '445/tcp',
    });
    for (const labels of labelled().values())
      for (const { step, rules } of labels)
        expect(rules).toEqual(
          { 'sweep/touch': ['touch.yml', 'sweep.yml'], 'way/loud/shout': ['way.yml'], 'way/quiet/hush': ['way.yml'] }[step] ?? [],
        );
  });
});

describe('an answer key', () => {
  it('is in the manifest, with its digest', async () => {
    const { truth } = await run(await loadStory(library[0]!.file), 3);
    const bytes = readFileSync(join(folder, 'truth.md'));
    expect(truth).toEqual({ file: 'truth.md', bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
  });

  it('is the same whatever is labelled, packed, or made again', async () => {
    const story = await loadStory(library[0]!.file);
    const pages = new Set<string>();
    for (const more of [{}, { labels: 'all' }, { gzip: 6 }, { wholeDigests: true, command: 'another' }, {}] as const) {
      await run(story, 3, more);
      pages.add(textOf('truth.md'));
    }
    expect(pages.size).toBe(1);
  });

  it.skipIf(!isBuilt)('is the same with one thread and with four (run npm run build first)', async () => {
    const story = await loadStory(library[0]!.file);
    const pages = [];
    for (const workers of [1, 4]) {
      await run(story, 3, { workers }, 60 * MINUTE);
      pages.push(textOf('truth.md'));
    }
    expect(pages[1]).toBe(pages[0]);
  });

  it('of a run without labels names no records, and says why', async () => {
    const manifest = await run(await loadStory(library[0]!.file), 3, { labels: 'none' });
    const page = pageOf(textOf('truth.md'));
    expect(page.section('Which records show it').paragraphs[0]).toContain(
      'the run was made without labels: make it again with labels',
    );
    expect(Object.fromEntries(page.rows('Which records show it').map(({ step, records }) => [step, Number(records)]))).toEqual(
      Object.fromEntries(Object.entries(manifest.steps).filter(([step]) => step !== 'background')),
    );
  });

  it('of a part says that it is one, and tells of its records by their numbers in the whole', async () => {
    const story = await loadStory(library.find(({ id }) => id === 'ipv6-beaconing')!.file);
    await run(story, 3);
    const whole = pageOf(textOf('truth.md')).rows('Which records show it');
    const found = new Map<string, number[]>();
    for (const number of [1, 2, 3]) {
      await run(story, 3, { shard: { number, of: 3 } });
      const page = pageOf(textOf('truth.md'));
      expect(page.section('Which records show it').paragraphs[0]).toContain(`This is part ${number} of 3`);
      for (const { step, file, numbers } of page.rows('Which records show it')) {
        const key = `${step} ${file}`;
        found.set(key, [...(found.get(key) ?? []), ...numbersOf(numbers!).listed]);
      }
    }
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(whole.map(({ step, file, numbers }) => [`${step} ${file}`, numbersOf(numbers!).listed])),
    );
  });

  it('says what should fire and stay silent, and what validate should report', async () => {
    const text = readFileSync(library.find(({ id }) => id === 'psexec-lateral-movement')!.file, 'utf8');
    const rule = '7b434893-c57d-4f41-908d-6a17bf1ae98f';
    const story = readStory(
      `${text.replace('  - id: call-home\n', '  - id: call-home\n    rules: [shells_call.yml]\n').replace(/^expect:\n(?: .*\n)+/mu, '')}
expect:
  rules:
    - { rule: ${rule}, steps: [control-service, ask-mapper], times: 1 }
    - { rule: lookups.yml, steps: [lookup], times: 2..3 }
  silent: [beacons.yml, office.yml]
  issues:
    - { check: sysmon3/stream-record-id, format: sysmon-winevt, times: 3, step: ticket }
`,
      'story.yaml',
    );
    const { expectations } = await run(story, 1);
    const page = pageOf(textOf('truth.md'));
    expect(page.rows('What should fire')).toEqual([
      { rule: 'shells_call.yml', 'on records of': 'call-home', times: 'at least once' },
      { rule, 'on records of': 'control-service', times: '1' },
      { rule, 'on records of': 'ask-mapper', times: '1' },
      { rule: 'lookups.yml', 'on records of': 'lookup', times: '2 to 3' },
    ]);
    expect(page.section('What should fire').paragraphs).toEqual(['To stay silent: beacons.yml, office.yml.']);
    const issue = { check: 'sysmon3/stream-record-id', format: 'sysmon-winevt', times: 3, step: 'ticket' };
    expect(page.rows('What validate should report')).toEqual([
      { check: issue.check, form: issue.format, times: '3', 'because of': 'ticket' },
    ]);
    expect(expectations).toEqual({
      rules: [
        { rule: 'shells_call.yml', step: 'call-home', times: { min: 1 } },
        { rule, step: 'control-service', times: { min: 1, max: 1 } },
        { rule, step: 'ask-mapper', times: { min: 1, max: 1 } },
        { rule: 'lookups.yml', step: 'lookup', times: { min: 2, max: 3 } },
      ],
      silent: ['beacons.yml', 'office.yml'],
      issues: [issue],
    });
  });

  it('knows how far clocks are off', async () => {
    const text = readFileSync(library.find(({ id }) => id === 'psexec-lateral-movement')!.file, 'utf8');
    const clock = 'clock: { wall: -1h, trace: 2500ms, drift: 12.5 }';
    const { plan, recipe } = prepareRun(
      readStory(text.replace('role: server\n', `role: server\n      ${clock}\n`), 'story.yaml'),
      { seed: 1 },
    );
    const { tail } = truthParts({ plan, recipe });
    const row = pageOf(`# A page\n\n${tail}`)
      .rows('Hosts')
      .find(({ host }) => host === 'target')!;
    expect(row['wall clock']).toMatch(/^-3600(\.\d+)? s$|^-3599\.\d+ s$/u);
    expect(row['trace clock']).toMatch(/^\+2\.\d+ s$/u);
    expect(row.drift).toBe('12.5 ppm');
  });
});

/** The page of a story, without its records. */
function quickPage(story: LoadedStory, seed = 1): string {
  const prepared = prepareRun(story, { seed });
  const shown: ShownRecords[] = story.story.steps.map(({ id }, n) => ({
    step: id,
    file: 'sysmon-winevt.xml',
    records: 1,
    runs: [[n + 1, n + 1]],
    ids: [`host ${n}`],
  }));
  return truthPage(truthParts(prepared), { steps: { background: 4 }, shown, labels: true });
}

describe('whatever a story is called', () => {
  const markup = fc
    .array(
      fc.constantFrom(
        '|',
        '\\',
        '`',
        '``',
        '*',
        '_',
        '<b>',
        '&amp;',
        '[a](b)',
        '![x]',
        '~~',
        '#',
        '$',
        '\n',
        '\r\n',
        '\t',
        '\u202e',
        '\u0007',
        ' ',
        'a',
        'http://',
        'www.x',
        '@',
        '-',
        '1. ',
      ),
      {
        minLength: 1,
        maxLength: 60,
      },
    )
    .map((parts) => parts.join(''));
  const texts = fc
    .oneof(markup, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }))
    .filter((text) => text.length <= 200);
  const CONTROLS = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

  it('the page is well formed, has no control characters, and shows the texts', () => {
    fc.assert(
      fc.property(stories, texts, texts, (text, title, description) => {
        const named: StoryText = { ...text, title, steps: text.steps.map((step) => ({ ...step, title: description })) };
        const page = quickPage(loaded({ ...named, description } as StoryText));
        expect(page.replaceAll('\n', '')).not.toMatch(CONTROLS);
        const read = pageOf(page);
        // What no terminal shows is written out, and what is long is cut.
        const isShown = (whole: string) => !/[\p{C}\u2028\u2029]/u.test(whole) && Array.from(whole).length <= 160;
        if (isShown(title)) expect(read.title.trim()).toBe(title.trim());
        if (isShown(description)) expect(read.rows('What happened')[0]!.what!.trim()).toBe(description.trim());
        expect(read.rows('What happened')).toHaveLength(text.steps.length);
      }),
      tries(100),
    );
  });
});

describe('of a large story the page is a page', () => {
  const MOST_LINES = 200;
  const MOST_BYTES = 65_536;
  const big = (steps: readonly object[], hosts = 2): LoadedStory =>
    readStory(
      JSON.stringify({
        id: 'big',
        title: 'A big story',
        description: 'Much. '.repeat(1000),
        start: '2026-03-10T09:00:00Z',
        techniques: Array.from({ length: 100 }, (_, n) => `T1${String(n).padStart(3, '0')}`),
        world: {
          domain: { dns: 'corp.example' },
          hosts: Object.fromEntries(Array.from({ length: hosts }, (_, n) => [`desk-${n}`, {}])),
          users: Object.fromEntries(Array.from({ length: hosts }, (_, n) => [`clerk-${n}`, {}])),
        },
        processes: Object.fromEntries(
          Array.from({ length: hosts }, (_, n) => [
            `tool-${n}`,
            { host: `desk-${n}`, user: `clerk-${n}`, image: `C:\\${'long\\'.repeat(40)}tool.exe`, start: '0s' },
          ]),
        ),
        steps,
        expect: {
          rules: [{ rule: 'r'.repeat(200), steps: (steps as { id: string }[]).map(({ id }) => id).slice(0, 1000) }],
          silent: Array.from({ length: 1000 }, (_, n) => `${'s'.repeat(190)}${n}`),
          issues: ISSUES,
        },
      }),
      'big.yaml',
    );

  it('with a thousand steps on a hundred hosts, in every form', async () => {
    const steps = Array.from({ length: 1000 }, (_, n) => ({
      id: `step-${n}`,
      title: 't'.repeat(400),
      role: n % 3 === 0 ? 'benign' : 'malicious',
      at: `${n + 1}s`,
      connect: { from: `tool-${n % 100}`, to: `desk-${(n + 1) % 100}`, port: 445 },
    }));
    await run(big(steps, 100), 1, { formats: ['sysmon-winevt', 'ecs', 'sysmon-flat'] });
    const text = textOf('truth.md');
    expect(text.split('\n').length).toBeLessThanOrEqual(MOST_LINES);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MOST_BYTES);
    const page = pageOf(text);
    expect(page.section('What happened').paragraphs).toEqual([
      expect.stringMatching(/^And 976 more steps, the last of them until 2026-03-10 09:16:40\.\d{3}\.$/u),
    ]);
    const { paragraphs, tables } = page.section('Which records show it');
    const [, rest] = paragraphs;
    const [, rows, records] = /^And (\d+) more rows of (\d+) records: the labels name them all\.$/u.exec(rest!)!.map(Number);
    const labels = linesOf('labels.ndjson').length;
    expect(Number(records) + tables[0]!.rows.reduce((sum, row) => sum + Number(row.records), 0)).toBe(labels);
    expect(rows! + tables[0]!.rows.length).toBe(labelled().size);
  });

  it('with a hundred thousand connections', async () => {
    const beacon = { from: 'tool-0', to: 'desk-1', port: 445, every: '100ms', for: '7h' };
    const manifest = await run(big([{ id: 'call', at: '1s', beacon }]), 1);
    expect(manifest.steps.call).toBeGreaterThan(200_000);
    const text = textOf('truth.md');
    expect(text.split('\n').length).toBeLessThanOrEqual(MOST_LINES);
    const [row] = pageOf(text).rows('Which records show it');
    expect(Number(row!.records)).toBe(manifest.steps.call);
    const { listed, last } = numbersOf(row!.numbers!);
    expect(last ?? listed.at(-1)).toBe(manifest.steps.call);
  });
});

describe('runs of numbers', () => {
  /** Rising numbers. */
  const rising = fc
    .array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 120 })
    .map((gaps) => gaps.map((_, n) => gaps.slice(0, n + 1).reduce((sum, gap) => sum + gap, 0)));

  it('are the same in whatever pieces they come together, and however those are joined', () => {
    fc.assert(
      fc.property(rising, fc.array(fc.nat(119)), fc.boolean(), (numbers, cuts, fromTheEnd) => {
        const ends = [...new Set([0, ...cuts.filter((cut) => cut < numbers.length), numbers.length])].sort((a, b) => a - b);
        const pieces = ends.slice(1).map((end, n) => {
          const table = new ShownTable();
          for (const number of numbers.slice(ends[n], end)) table.note('step', 'file', number, `id ${number}`);
          return table.rows()[0]!;
        });
        const join = (one: ShownRecords, next: ShownRecords) => {
          const table = new ShownTable();
          table.add(one);
          table.add(next);
          return table.rows()[0]!;
        };
        const row = fromTheEnd ? pieces.reduceRight((next, one) => join(one, next)) : pieces.reduce(join);
        const runs: [number, number][] = [];
        for (const number of numbers) {
          if (runs.at(-1)?.[1] === number - 1) runs.at(-1)![1] = number;
          else runs.push([number, number]);
        }
        expect(row).toEqual({
          step: 'step',
          file: 'file',
          records: numbers.length,
          runs: runs.slice(0, 20),
          ...(runs.length > 20 && { last: numbers.at(-1) }),
          ids: numbers.slice(0, 4).map((number) => `id ${number}`),
        });
      }),
      // The first piece goes on in the second, which has more runs than are kept.
      { ...tries(300), examples: [[Array.from({ length: 30 }, (_, n) => (n === 0 ? 1 : 2 * n)), [1], true]] },
    );
  });
});
