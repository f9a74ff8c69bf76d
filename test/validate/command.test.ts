import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { ExitCode } from '../../src/cli/exitCode.js';
import { main } from '../../src/cli/main.js';
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

async function run(commandLine: string[], stdin = '') {
  const [stdout, stderr] = [sink(), sink()];
  const streams = { stdout: stdout.stream, stderr: stderr.stream, stdin: Readable.from([Buffer.from(stdin)]) };
  const io = { ...streams, cwd: folder, env: {}, interactive: false, signal: new AbortController().signal };
  const code = await main(['validate', ...commandLine], io);
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

describe('wiretale validate', () => {
  it('is silent on stdout about sound data', async () => {
    expect(await run(['sound.ndjson'])).toEqual({
      code: ExitCode.done,
      stdout: '',
      stderr: '1 records checked (falcon-fdr 1): 0 errors, 0 warnings, 0 notes\n',
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
    expect(stderr).toContain('1 records checked');
  });

  it('--no-stream and --profile reach the validator', async () => {
    const twice = `${sound}\n${sound}`;
    expect((await run(['-'], twice)).stdout).toContain('falcon-ip6/stream-duplicate');
    expect((await run(['--no-stream', '-'], twice)).stdout).toBe('');
    expect((await run(['--profile', 'lenient', '-'], nthConnect(0, { aid: 'masked' }))).code).toBe(ExitCode.done);
  });

  it('--checks lists every check', async () => {
    const { code, stdout } = await run(['--checks']);
    expect(code).toBe(ExitCode.done);
    expect(stdout.trimEnd().split('\n')).toHaveLength(Object.keys(checksById).length);
  });

  it('no file is a usage error', async () => expect(await run([])).toMatchObject({ code: ExitCode.usage, stdout: '' }));

  it.each(['zz', '-1', '1.5', ''])('--max-issues %j is refused by name', async (value) => {
    const { code, stderr } = await run([`--max-issues=${value}`, 'sound.ndjson']);
    expect(code).toBe(ExitCode.usage);
    expect(stderr).toContain('--max-issues: expected a whole number');
  });

  it.each([['--profile', 'loose'], ['--colour']])('%s is refused', async (...words) => {
    expect(await run([...words, 'sound.ndjson'])).toMatchObject({ code: ExitCode.usage, stdout: '' });
  });
});
