import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runTool } from './memoryIo.js';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'wiretale-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const tool = (...argv: string[]) => runTool(argv, { cwd });
const STORY = 'psexec-lateral-movement';
const lines = (file: string) => readFileSync(join(cwd, file), 'utf8').split('\n').slice(0, -1);
const SILENT = `
id: silent
title: No background
start: 2026-01-01T00:00:00Z
world: { hosts: { a: {}, b: { role: server } } }
steps: [{ id: one, at: 1s, connect: { from: a/System, to: b, port: 445 } }]
`;

describe('wiretale run', () => {
  it('leaves one file per format with its index, labels and a manifest, and nothing else', async () => {
    const { code, stdout, stderr } = await tool('run', STORY);
    expect(code).toBe(0);
    expect(stdout).toBe('');
    const names = [
      'falcon-fdr.ndjson',
      'falcon-fdr.ndjson.idx',
      'labels.ndjson',
      'manifest.json',
      'sysmon-winevt.xml',
      'sysmon-winevt.xml.idx',
      'truth.md',
    ];
    expect(readdirSync(join(cwd, 'wiretale-out', STORY)).sort()).toEqual(names);
    expect(stderr).toContain('seed 1');
    expect(stderr).toContain(`again: wiretale run ${STORY} --seed 1`);
  });

  it('counts in summary and manifest what is in the files', async () => {
    await tool('run', STORY, '--out', 'o', '--seed', '9');
    const manifest = JSON.parse(readFileSync(join(cwd, 'o/manifest.json'), 'utf8'));
    const counts = Object.fromEntries(
      manifest.files.map(({ file, records }: { file: string; records: number }) => [file, records]),
    );
    expect(counts).toEqual({
      'sysmon-winevt.xml': lines('o/sysmon-winevt.xml').length,
      'falcon-fdr.ndjson': lines('o/falcon-fdr.ndjson').length,
      'labels.ndjson': lines('o/labels.ndjson').length,
    });
    const sum = (record: Record<string, number>) => Object.values(record).reduce((a, b) => a + b, 0);
    expect(sum(manifest.steps)).toBe(manifest.records);
    expect(manifest.hosts.reduce((total: number, { records }: { records: number }) => total + records, 0)).toBe(manifest.records);
    expect(manifest.outside).toEqual([]);
  });

  it('can be run again from its own manifest to the same bytes', async () => {
    await tool('run', STORY, '--out', 'a', '--hosts', '4', '--start', '2026-05-01T00:00:00Z', '--labels', 'all');
    const { command } = JSON.parse(readFileSync(join(cwd, 'a/manifest.json'), 'utf8')) as { command: string };
    await tool(...command.split(' ').slice(1), '--out', 'b');
    for (const file of readdirSync(join(cwd, 'a')))
      expect(readFileSync(join(cwd, 'b', file)).equals(readFileSync(join(cwd, 'a', file)))).toBe(true);
  });

  it('writes to stdout what it writes to a file', async () => {
    await tool('run', STORY, '--out', 'o');
    const { code, stdout } = await tool('run', STORY, '--out', '-', '--format', 'sysmon-winevt');
    expect(code).toBe(0);
    expect(stdout).toBe(readFileSync(join(cwd, 'o/sysmon-winevt.xml'), 'utf8'));
  });

  it('moves the story with --start: same seed, other dates, and boots and processes move along', async () => {
    await tool('run', STORY, '--out', 'o', '--start', '2025-01-01T00:00:00Z');
    for (const line of lines('o/sysmon-winevt.xml')) expect(line).toMatch(/SystemTime='202(4-12-31|5-01-01)T/u);
  });

  it('stops at --events records over both sensors', async () => {
    const { code } = await tool('run', STORY, '--out', 'o', '--events', '700');
    expect(code).toBe(0);
    expect(lines('o/sysmon-winevt.xml').length + lines('o/falcon-fdr.ndjson').length).toBe(700);
  });

  it('runs the background for --duration', async () => {
    await tool('run', STORY, '--out', 'o', '--duration', '30m');
    const { range } = JSON.parse(readFileSync(join(cwd, 'o/manifest.json'), 'utf8')) as {
      range: { first: string; last: string };
    };
    const minutes = (Date.parse(range.last) - Date.parse(range.first)) / 60_000;
    expect(minutes).toBeGreaterThan(28);
    expect(minutes).toBeLessThan(31.1);
  });

  it('writes a file per host with --split host, each with the records of that host only', async () => {
    await tool('run', STORY, '--out', 'o', '--split', 'host');
    const files = readdirSync(join(cwd, 'o/sysmon-winevt')).filter((name) => name.endsWith('.xml'));
    expect(files.length).toBeGreaterThan(4);
    for (const file of files)
      for (const line of lines(`o/sysmon-winevt/${file}`)) expect(line).toContain(`<Computer>${file.slice(0, -4)}</Computer>`);
  });

  it.each([
    [['--seed', 'zz'], /--seed: expected a whole number 0 to 4294967295, received "zz"/u],
    [['--format', 'sysmon-winevts'], /--format: .*did you mean sysmon-winevt\?/u],
    [['--duration', '5 parsecs'], /--duration: .*received "5 parsecs"/u],
    [['--duration', '10s'], /--duration: expected at least \d+s/u],
    [['--start', 'now'], /--start: expected an instant/u],
    [['--events', '12'], /--events: expected at least \d+/u],
    [['--events', '5000', '--duration', '1h'], /--events: expected without --duration/u],
    [['--out', '-'], /--out -: expected one --format/u],
    [['--labels', 'some'], /--labels: expected one of scenario, all, none/u],
    [['--hosts', '-1'], /--hosts: expected a whole number/u],
    [['--split', 'user'], /--split: expected one of host/u],
  ])('%j is refused with exit code 2, and nothing is written', async (options, message) => {
    const { code, stderr } = await tool('run', STORY, ...options);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('refuses options of a background where there is none', async () => {
    writeFileSync(join(cwd, 's.yaml'), SILENT);
    expect(await tool('run', 's.yaml', '--hosts', '3')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--hosts: expected a story with a background'),
    });
    expect(await tool('run', 's.yaml', '--events', '100')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--events: expected at most 2'),
    });
  });

  it('says exit code 74 and names the path where a folder cannot be written', async () => {
    writeFileSync(join(cwd, 'file'), '');
    const { code, stderr } = await tool('run', STORY, '--out', 'file/inside');
    expect(code).toBe(74);
    expect(stderr).toContain(join(cwd, 'file/inside'));
    expect(readdirSync(cwd)).toEqual(['file']);
  });

  const proc = existsSync('/proc/self');
  it.skipIf(!proc)(
    `does not hang where the system denies a folder whose parent is there${proc ? '' : ' (skipped: this system has no /proc)'}`,
    async () => expect((await tool('run', STORY, '--out', '/proc/wiretale')).code).toBe(74),
  );

  it('names what a story asks of its world in vain, with line and column', async () => {
    writeFileSync(join(cwd, 's.yaml'), SILENT.replace('port: 445', 'port: 4444'));
    const { code, stderr } = await tool('run', 's.yaml');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^s\.yaml:6:\d+: steps\[0\] "one"\.connect\.port: expected a port on which b listens/u);
    expect(readdirSync(cwd)).toEqual(['s.yaml']);
  });

  it('refuses a connection before its process starts', async () => {
    writeFileSync(
      join(cwd, 's.yaml'),
      `${SILENT.replace('a/System', 'p')}processes: { p: { host: a, user: SYSTEM, image: 'C:\\p.exe', start: 5s } }\n`,
    );
    const { code, stderr } = await tool('run', 's.yaml');
    expect(code).toBe(2);
    expect(stderr).toMatch(/at or after the start of a\/p, 2026-01-01T00:00:05.000Z, received 2026-01-01T00:00:01.000Z/u);
  });
});

describe('wiretale preview', () => {
  it('shows timeline, counts and the first records of the story, and writes nothing', async () => {
    const { code, stdout } = await tool('preview', STORY, '--json');
    expect(code).toBe(0);
    const preview = JSON.parse(stdout);
    expect(preview.timeline[0]).toMatchObject({ step: 'lookup', from: 'operator/dnscache', to: 'dc/dns port 53' });
    await tool('run', STORY, '--out', 'o');
    const winevt = lines('o/sysmon-winevt.xml');
    expect(preview.files[0].records).toBe(winevt.length);
    expect(preview.files[0].first).toHaveLength(2);
    for (const record of preview.files[0].first) expect(winevt).toContain(record);
  });

  it('shows the first records of the story itself, however many the background has before them', async () => {
    await tool('run', STORY, '--out', 'o', '--format', 'sysmon-winevt,ecs');
    const preview = JSON.parse((await tool('preview', STORY, '--json', '--first', '3', '--format', 'sysmon-winevt,ecs')).stdout);
    const labels = lines('o/labels.ndjson').map((line) => JSON.parse(line) as { format: string; record: number });
    for (const { format, file, first } of preview.files) {
      const numbers = labels.filter((label) => label.format === format).map(({ record }) => record);
      expect(numbers[0]).toBeGreaterThan(3);
      expect(first).toEqual(numbers.slice(0, 3).map((record) => lines(`o/${file}`)[record - 1]));
    }
    expect(preview.files).toHaveLength(2);
  });

  it('is readable as text and ends with a line end', async () => {
    const { stdout } = await tool('preview', 'ipv6-beaconing');
    expect(stdout).toContain('13 times');
    expect(stdout).not.toContain('what goes wrong');
    expect(stdout.endsWith('\n')).toBe(true);
  });

  it('tells what goes wrong with records', async () => {
    const { stdout } = await tool('preview', resolve('test/fixtures/faults.yaml'));
    expect(stdout).toMatch(/what goes wrong\n {2}laptop-offline +late, 1m30s to 2m30s, of laptop\n/u);
    expect(stdout).toMatch(/ {2}shifted +shiftFields, 2m30s to 3m30s, of old, sysmon alone\n/u);
    expect(stdout).toMatch(/ {2}set-back +clockJump, 3m30s to the end, of skewed\n/u);
  });
});
