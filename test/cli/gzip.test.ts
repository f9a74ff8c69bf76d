import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GzipPool, gzipSink, streamSink } from '../../src/sinks/index.js';
import { runTool } from './memoryIo.js';

let cwd = '';
const tool = (...argv: string[]) => runTool(argv, { cwd });
const read = (file: string) => readFileSync(join(cwd, file));
const RUN = ['run', 'psexec-lateral-movement', '--duration', '1h'];
/** Nothing here is over IPv6, which is all that Falcon records. */
const SILENT = `
id: silent
title: No background
start: 2026-01-01T00:00:00Z
world: { hosts: { a: {}, b: { role: server } } }
steps: [{ id: one, at: 1s, connect: { from: a/System, to: b, port: 445 } }]
`;
const FILES = ['sysmon-winevt.xml', 'falcon-fdr.ndjson', 'labels.ndjson'];

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'wiretale-'));
  for (const [out, ...more] of [['plain'], ['packed', '--gzip']] as const)
    expect((await tool(...RUN, '--out', out, ...more)).code).toBe(0);
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** Keeps bytes as they are. */
function binary() {
  const parts: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      parts.push(Buffer.from(chunk));
      done();
    },
  });
  return { stream, bytes: () => Buffer.concat(parts) };
}

describe('run --gzip', () => {
  it('says in summary and manifest what lies in the folder, and how to make it again', async () => {
    const { stderr } = await tool(...RUN, '--out', 'again', '--gzip', '--gzip-level', '9');
    expect(stderr).toContain('again/sysmon-winevt.xml.gz');
    const { command, parameters, files } = JSON.parse(read('again/manifest.json').toString());
    expect(parameters.gzip).toBe(9);
    expect(files.map(({ file }: { file: string }) => file)).toEqual(FILES.map((file) => `${file}.gz`));
    await tool(...command.split(' ').slice(1), '--out', 'twice');
    for (const file of [...FILES.map((name) => `${name}.gz`), 'manifest.json'])
      expect(read(`twice/${file}`).equals(read(`again/${file}`)), file).toBe(true);
    expect(read('again/sysmon-winevt.xml.gz').length).toBeLessThan(read('packed/sysmon-winevt.xml.gz').length);
  });

  it('writes to stdout what it writes to a file', async () => {
    const { stream, bytes } = binary();
    const argv = [...RUN, '--format', 'sysmon-winevt', '--out', '-', '--gzip'];
    const { code, stderr } = await runTool(argv, { cwd, stdout: stream });
    expect([code, stderr]).toEqual([0, expect.stringMatching(/^\d+ records, seed 1\n$/u)]);
    expect(bytes().equals(read('packed/sysmon-winevt.xml.gz'))).toBe(true);
  });

  it('writes to stdout sound gzip where there are no records', async () => {
    writeFileSync(join(cwd, 'silent.yaml'), SILENT);
    const { stream, bytes } = binary();
    const argv = ['run', './silent.yaml', '--format', 'falcon-fdr', '--out', '-', '--gzip'];
    const { code, stderr } = await runTool(argv, { cwd, stdout: stream });
    expect([code, stderr]).toEqual([0, '0 records, seed 1\n']);
    expect(gunzipSync(bytes())).toHaveLength(0);
  });

  it.each([
    [['--gzip-level', '4'], /^--gzip-level: expected with --gzip/u],
    [['--gzip', '--gzip-level', '0'], /^--gzip-level: expected a whole number 1 to 9, received "0"/u],
    [['--gzip', '--gzip-level', '10'], /^--gzip-level: expected a whole number 1 to 9, received "10"/u],
  ])('%j is refused with exit code 2', async (options, message) => {
    const { code, stderr } = await tool(...RUN, '--out', 'refused', ...options);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
  });
});

/** Readers of gzip that are not zlib in this process, and what has them unpack a file to stdout. */
const READERS: Readonly<Record<string, readonly string[]>> = {
  gzip: ['-dc'],
  zcat: [],
  python3: ['-c', 'import gzip, shutil, sys; shutil.copyfileobj(gzip.open(sys.argv[1]), sys.stdout.buffer)'],
};

describe('what run --gzip has written', () => {
  for (const [reader, options] of Object.entries(READERS)) {
    const absent = spawnSync(reader, ['--version']).error !== undefined;
    it.skipIf(absent).each(FILES)(`is for ${reader} the plain file: %s${absent ? ' (skipped: not installed)' : ''}`, (file) => {
      const path = join(cwd, 'packed', `${file}.gz`);
      const { status, stdout, stderr } = spawnSync(reader, [...options, path], { maxBuffer: 2 ** 28 });
      expect([status, stderr.toString()]).toEqual([0, '']);
      expect(stdout.equals(read(`plain/${file}`))).toBe(true);
    });
  }

  const absent = spawnSync('gzip', ['--version']).error !== undefined;
  it.skipIf(absent)(
    `is sound for gzip -t, empty files and joined ones too${absent ? ' (skipped: gzip is not installed)' : ''}`,
    async () => {
      await tool('run', 'psexec-lateral-movement', '--out', 'hosts', '--split', 'host', '--gzip');
      const { files } = JSON.parse(read('hosts/manifest.json').toString()) as { files: { file: string; records: number }[] };
      expect(files.some(({ records }) => records === 0)).toBe(true);
      const paths = files.map(({ file }) => join(cwd, 'hosts', file));
      const joined = join(cwd, 'joined.gz');
      writeFileSync(joined, Buffer.concat(paths.map((path) => readFileSync(path))));
      expect(spawnSync('gzip', ['-t', ...paths, joined])).toMatchObject({ status: 0 });
      const all = Buffer.concat(paths.map((path) => gunzipSync(readFileSync(path))));
      expect(spawnSync('gzip', ['-dc', joined], { maxBuffer: 2 ** 28 }).stdout.equals(all)).toBe(true);
    },
  );
});

describe('validate and query', () => {
  it.each([
    ['sysmon-winevt.xml', '>tcp<', '>TCP<'],
    ['falcon-fdr.ndjson', '"Protocol":"6"', '"Protocol":"x"'],
  ])('find in %s with faults, packed in many members, what they find in the plain file', async (file, sound, broken) => {
    const text = read(`plain/${file}`).toString();
    let n = 0;
    const faulty = text.replaceAll(sound, () => {
      n += 1;
      return n % 7 === 3 ? broken : sound;
    });
    writeFileSync(join(cwd, file), faulty);
    const { stream, bytes } = binary();
    const gzip = gzipSink(streamSink(stream), new GzipPool({ level: 6, memberSize: 4999 }));
    await gzip.write({ bytes: Buffer.from(faulty), ends: [] });
    await gzip.finish();
    writeFileSync(join(cwd, `${file}.gz`), bytes());
    const plain = await tool('validate', '--json', file);
    expect(plain.code).toBe(1);
    const packed = await tool('validate', '--json', `${file}.gz`);
    expect({ ...packed, stdout: packed.stdout.replaceAll(`${file}.gz`, file) }).toEqual(plain);
  });

  it('find the run sound', async () => {
    for (const file of FILES.slice(0, 2)) {
      const [plain, packed] = [await tool('validate', `plain/${file}`), await tool('validate', `packed/${file}.gz`)];
      expect(plain.code).toBe(0);
      expect(packed).toEqual(plain);
    }
  });

  it('answer a question as of the plain file', async () => {
    const question = 'Protocol=6';
    const plain = await tool('query', question, 'plain/falcon-fdr.ndjson');
    expect(plain.stdout).not.toBe('');
    expect(await tool('query', question, 'packed/falcon-fdr.ndjson.gz')).toEqual(plain);
  });
});
