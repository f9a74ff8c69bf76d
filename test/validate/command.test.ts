import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { ExitCode } from '../../src/cli/exitCode.js';
import type { Io } from '../../src/cli/io.js';
import { main } from '../../src/cli/main.js';
import { REPORT_IDS } from '../../src/report/index.js';
import { packageVersion } from '../../src/scenarios/packageRoot.js';
import { checksById } from '../../src/validate/index.js';
import { nthConnect } from './streams.js';

const folder = mkdtempSync(join(tmpdir(), 'validate-command-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sound = nthConnect(0);
const faulty = [1, 2, 3].map((n) => nthConnect(n, { RemotePort: 'x' })).join('\n');
writeFileSync(join(folder, 'sound.ndjson'), sound);
writeFileSync(join(folder, 'faulty.ndjson'), faulty);

function sink(): { stream: Writable; text: () => string } {
  const chunks: string[] = [];
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      chunks.push(String(chunk));
      done();
    },
  });
  return { stream, text: () => chunks.join('') };
}

async function run(commandLine: readonly string[], stdin = '', overrides: Partial<Io> = {}) {
  const [stdout, stderr] = [sink(), sink()];
  const streams = { stdout: stdout.stream, stderr: stderr.stream, stdin: Readable.from([Buffer.from(stdin)]) };
  const io = { ...streams, cwd: folder, env: {}, interactive: false, signal: new AbortController().signal, ...overrides };
  const code = await main(['validate', ...commandLine], io);
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

describe('wiretale validate', () => {
  it('is silent on stdout about sound data', async () => {
    expect(await run(['sound.ndjson'])).toEqual({
      code: ExitCode.done,
      stdout: '',
      stderr: '1 record checked (falcon-fdr 1): 0 errors, 0 warnings, 0 notes\n',
    });
  });

  it('prints issues to stdout and the counts to stderr', async () => {
    const { code, stdout, stderr } = await run(['faulty.ndjson', '--max-issues', '2']);
    expect(code).toBe(ExitCode.findings);
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(
        /^error: faulty\.ndjson:1: RemotePort: expected .*, received "x" \[MALFORMED; falcon-ip6\/port; docs/,
      ),
      expect.stringMatching(/^error: faulty\.ndjson:2: /),
      'falcon-ip6/port: and 1 more',
      '',
    ]);
    expect(stderr).toContain('3  error    falcon-ip6/port\n');
  });

  it('reads standard input as -', async () => {
    const { code, stdout } = await run(['-'], faulty);
    expect(code).toBe(ExitCode.findings);
    expect(stdout).toMatch(/^error: stdin:1: /);
  });

  it('--json gives every issue and then the summary', async () => {
    const { stdout } = await run(['--json', '--max-issues', '0', 'faulty.ndjson']);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ type }) => type)).toEqual(['issue', 'issue', 'issue', 'summary']);
    expect(lines.at(-1)).toMatchObject({ records: 3, errors: 3 });
  });

  it('names a file that cannot be read, checks the others and exits with 74', async () => {
    const { code, stderr } = await run(['none.ndjson', 'sound.ndjson']);
    expect(code).toBe(ExitCode.io);
    expect(stderr).toContain('cannot read none.ndjson: no such file\n');
    expect(stderr).toContain('1 record checked');
  });

  it('shows names and causes without what would act on a terminal', async () => {
    const { stderr } = await run(['sound.ndjson/\u001b[31m', '\u001b[32m']);
    expect(stderr.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    expect(stderr).toContain('cannot read \\u{1b}[32m: no such file\n');
  });

  it('--no-stream and --profile reach the validator', async () => {
    const twice = `${sound}\n${sound}`;
    expect((await run(['-'], twice)).stdout).toContain('falcon-ip6/stream-duplicate');
    expect((await run(['--no-stream', '-'], twice)).stdout).toBe('');
    expect((await run(['--profile', 'lenient', '-'], nthConnect(0, { aid: 'masked' }))).code).toBe(ExitCode.done);
  });

  it('--only and --ignore say which issues there are, and so how it ends', async () => {
    expect(await run(['faulty.ndjson', '--ignore', 'falcon-ip6/port'])).toMatchObject({ code: ExitCode.done, stdout: '' });
    expect(await run(['faulty.ndjson', '--only', 'sysmon3/*,input/*'])).toMatchObject({ code: ExitCode.done, stdout: '' });
    const { code, stderr } = await run(['faulty.ndjson', '--only', 'falcon-ip6/*']);
    expect([code, stderr]).toEqual([ExitCode.findings, expect.stringContaining('3 errors')]);
  });

  it('--checks lists every check', async () => {
    const { code, stdout } = await run(['--checks']);
    expect(code).toBe(ExitCode.done);
    expect(stdout.trimEnd().split('\n')).toHaveLength(Object.keys(checksById).length);
  });

  it('--checks --json gives them as JSON lines, with sentence and source', async () => {
    const { stdout } = await run(['--checks', '--json']);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines).toHaveLength(Object.keys(checksById).length);
    const { strict, lenient, demand, basis } = checksById['falcon-ip6/port'];
    const source = 'docs/checks/network-connect-ip6.md#falcon-ip6-port';
    expect(lines).toContainEqual({ type: 'check', id: 'falcon-ip6/port', strict, lenient, demand, basis, source });
  });

  it('--checks lists those that --only and --ignore leave', async () => {
    const ids = async (...words: string[]) =>
      (await run(['--checks', ...words])).stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.split(' ')[0]!]));
    const all = Object.keys(checksById);
    expect(await ids('--only', 'falcon-ip6/*')).toEqual(all.filter((id) => id.startsWith('falcon-ip6/')));
    expect(await ids('--only', 'input/empty,falcon-ip6/port')).toEqual(['input/empty', 'falcon-ip6/port']);
    expect(await ids('--only', 'input/empty', '--only', 'falcon-ip6/port')).toEqual(['input/empty', 'falcon-ip6/port']);
    expect(await ids('--only', 'falcon-ip6/*', '--ignore', 'falcon-ip6/port')).not.toContain('falcon-ip6/port');
    expect(await ids('--ignore', 'sysmon3/*,input/*')).toEqual(all.filter((id) => !/^(?:sysmon3|input)\//u.test(id)));
  });

  it('no file is a usage error', async () => expect(await run([])).toMatchObject({ code: ExitCode.usage, stdout: '' }));

  it.each(['zz', '-1', '1.5', ''])('--max-issues %j is refused by name', async (value) => {
    const { code, stderr } = await run([`--max-issues=${value}`, 'sound.ndjson']);
    expect(code).toBe(ExitCode.usage);
    expect(stderr).toContain('--max-issues: expected a whole number');
  });

  it.each([
    [['--only', 'falcon-ip6/prot'], '(did you mean falcon-ip6/port?)'],
    [['--ignore', 'sysmon3'], '(did you mean sysmon3/*?)'],
    [['--only', 'falcon-ip6/port,nothing/here'], '(wiretale validate --checks lists them)'],
    [['--only', ''], 'expected a check'],
    [['--only', 'input/empty', '--ignore', 'input/*'], 'expected to leave a check to make'],
    [['--report', 'sarf'], '(did you mean sarif?)'],
    [['--report', 'text', '--json'], 'expected without --report text'],
    [['--checks', '--report', 'junit'], 'expected --report text or json'],
    [['--capture', 'flie'], '(did you mean file?)'],
    [['--profile', 'loose'], 'expected one of strict, lenient'],
    [['-', '-'], 'standard input can be read once'],
  ])('%j is refused with a cure', async (words, cure) => {
    const { code, stdout, stderr } = await run([...words, 'sound.ndjson']);
    expect([code, stdout]).toEqual([ExitCode.usage, '']);
    expect(stderr).toContain(cure);
  });

  it.each([['--profile'], ['--report'], ['--only'], ['--colour']])('%s without more is refused', async (word) => {
    expect(await run(['sound.ndjson', word])).toMatchObject({ code: ExitCode.usage, stdout: '' });
  });

  it.each(['file', 'folder', 'all'])('--capture %s is taken', async (capture) =>
    expect((await run(['--capture', capture, 'sound.ndjson'])).code).toBe(ExitCode.done),
  );
});

describe('wiretale validate --report', () => {
  it.each(REPORT_IDS)('%s ends with the same exit codes', async (id) => {
    expect((await run(['--report', id, 'sound.ndjson'])).code).toBe(ExitCode.done);
    expect((await run(['--report', id, 'faulty.ndjson'])).code).toBe(ExitCode.findings);
    expect((await run(['--report', id, 'faulty.ndjson', 'none.ndjson'])).code).toBe(ExitCode.io);
  });

  it('json is --json', async () => {
    const { stdout } = await run(['--report', 'json', 'faulty.ndjson']);
    expect(stdout).toBe((await run(['--json', 'faulty.ndjson'])).stdout);
  });

  it('summary has the counts on stdout, and leaves them out of stderr', async () => {
    const { stdout, stderr } = await run(['--report', 'summary', 'faulty.ndjson', 'none.ndjson']);
    expect(stdout).toMatch(/^ +3 {2}error {4}falcon-ip6\/port {2}\S.*\n3 records checked \(falcon-fdr 3\): 3 errors, /u);
    expect(stderr).toBe('cannot read none.ndjson: no such file\n');
  });

  it('junit names every file, sound ones too', async () => {
    const { stdout } = await run(['--report', 'junit', 'sound.ndjson', 'faulty.ndjson', 'none.ndjson']);
    const suites = stdout.match(/<testsuite name="[^"]*"/gu);
    expect(suites).toEqual(['faulty', 'sound', 'none'].map((name) => `<testsuite name="${name}.ndjson"`));
  });

  it('sarif has the version of the tool, and rules for the checks that are made', async () => {
    const { stdout } = await run(['--report', 'sarif', '--only', 'falcon-ip6/*', 'faulty.ndjson']);
    const [{ tool, results }] = (
      JSON.parse(stdout) as { runs: [{ tool: { driver: { version: string; rules: object[] } }; results: object[] }] }
    ).runs;
    expect(tool.driver.version).toBe(packageVersion());
    expect(tool.driver.rules).toHaveLength(Object.keys(checksById).filter((id) => id.startsWith('falcon-ip6/')).length);
    expect(results).toHaveLength(3);
  });

  it('github has annotations', async () => {
    const { stdout } = await run(['--report', 'github', 'faulty.ndjson']);
    expect(stdout).toMatch(/^(?:::error file=faulty\.ndjson,line=\d,title=falcon-ip6\/port::.*\n){3}$/u);
  });
});

describe('wiretale validate, while it reads', () => {
  const later = () => new Promise((resolve) => setTimeout(resolve, 300));

  it('shows on a terminal how far it is, and takes that away', async () => {
    const slow = Readable.from(
      (async function* () {
        yield Buffer.from(`${sound}\n`);
        await later();
        yield Buffer.from(`${nthConnect(1)}\n`);
        yield Buffer.from(`${nthConnect(2)}\n`);
      })(),
    );
    const { stderr } = await run(['-'], '', { stdin: slow, interactive: true });
    expect(stderr).toContain('\r\u001b[K0 MB, 2 records, 0 issues\r\u001b[K');
    expect(stderr.split('\r\u001b[K').at(-1)).toMatch(/^3 records checked .*\n$/u);
  });

  it('shows what it has found before it waits for more', async () => {
    const seen: string[] = [];
    const stdout = sink();
    const slow = Readable.from(
      (async function* () {
        yield Buffer.from(`${faulty}\n`);
        yield Buffer.from('\n');
        seen.push(stdout.text());
      })(),
    );
    await run(['-'], '', { stdin: slow, stdout: stdout.stream });
    expect(seen[0]).toMatch(/^error: stdin:1: RemotePort/u);
  });

  it('ends with 130 when it is interrupted', async () => {
    const stop = new AbortController();
    const endless = new PassThrough();
    endless.write(`${sound}\n`);
    setTimeout(() => stop.abort(), 50);
    const { code, stderr } = await run(['-'], '', { stdin: endless, signal: stop.signal });
    expect([code, stderr]).toEqual([ExitCode.interrupted, 'interrupted\n']);
  });

  it('ends quietly when its reader has left', async () => {
    const closed = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE', syscall: 'write' })),
      highWaterMark: 1,
    });
    expect(await run(['faulty.ndjson'], '', { stdout: closed })).toMatchObject({ code: ExitCode.done, stderr: '' });
  });

  it('says that the output failed, and not that the input did', async () => {
    const full = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('write ENOSPC'), { code: 'ENOSPC', syscall: 'write' })),
      highWaterMark: 1,
    });
    const { code, stderr } = await run(['faulty.ndjson'], '', { stdout: full });
    expect([code, stderr]).toEqual([ExitCode.io, expect.stringMatching(/^cannot write the output: no space is left/u)]);
  });
});
