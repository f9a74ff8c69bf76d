import { spawnSync } from 'node:child_process';
import { closeSync, createWriteStream, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { nthConnect, nthEvent } from '../validate/streams.js';
import { TOOL } from './tool.js';

const folder = mkdtempSync(join(tmpdir(), 'wiretale-hostile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MOST_MEMORY = 150;
const MOST_SECONDS = 60;
const SIZE = 100 * 1024 * 1024;
/** The kernel's mark of the most memory the process had, as it ends. */
const SAY_MEMORY = `import { readFileSync } from 'node:fs';
  process.on('exit', () => process.stderr.write(/VmHWM:.*/.exec(readFileSync('/proc/self/status', 'utf8'))[0]));`;
const hasMark = process.platform === 'linux';

/** So much of a text, again and again, without having it in memory. */
function* much(text: string | Buffer): Generator<string | Buffer> {
  const bytes = Buffer.from(text);
  const piece = Buffer.concat(Array<Buffer>(Math.ceil((1024 * 1024) / bytes.length)).fill(bytes));
  for (let written = 0; written < SIZE; written += piece.length) yield piece;
}

function written(name: string, parts: Iterable<string | Buffer>): string {
  const path = join(folder, name);
  const file = openSync(path, 'w');
  for (const part of parts) writeSync(file, part as string);
  closeSync(file);
  return path;
}

/** Checks a file in a process of its own. @returns Records checked, and each issue as `check@line`. */
function validate(path: string) {
  const say = hasMark ? ['--import', `data:text/javascript,${encodeURIComponent(SAY_MEMORY)}`] : [];
  const args = ['--max-old-space-size=120', ...say, TOOL, 'validate', '--json', path];
  const { stdout, stderr, status, signal } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    timeout: MOST_SECONDS * 1000,
  });
  expect({ status, signal }).toEqual({ status: 1, signal: null });
  if (hasMark) expect(Number(/VmHWM:\s*(\d+)/.exec(stderr)![1]) / 1024, 'megabytes').toBeLessThan(MOST_MEMORY);
  rmSync(path);
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  return lines.filter(({ check }) => check !== undefined).map(({ check, line }) => `${check}@${line}`);
}

const xml = (between: Iterable<string | Buffer>) => [nthEvent(0), '\n', ...between, '\n', nthEvent(1, ['>tcp<', '>TCP<']), '\n'];
const json = (between: Iterable<string | Buffer>) => [
  nthConnect(0),
  '\n',
  ...between,
  '\n',
  nthConnect(1, { Protocol: 'x' }),
  '\n',
];

describe('files of a hundred megabytes that are made to hurt: what stands behind is checked, in bounded memory', () => {
  const x = 'xxxxxxxx';
  it.each<[string, string, () => Iterable<string | Buffer>, string[]]>([
    ['a line of elements', 'xml', () => ['<Event><System>', ...much('<a>x</a>'), '</System></Event>'], ['input/too-long@2']],
    ['text in an element', 'xml', () => ['<Event><System>', ...much(x), '</System></Event>'], ['input/too-long@2']],
    ['an attribute', 'xml', () => ["<Event a='", ...much(x), "'/></Event>"], ['input/too-long@2']],
    ['a comment between events', 'xml', () => ['<!--', ...much(x), '-->'], ['input/truncated@2']],
    ['a comment in an event', 'xml', () => ['<Event><!--', ...much(x), '--></Event>'], ['input/too-long@2']],
    ['stray text', 'xml', () => much(x), ['input/stray-text@2']],
    ['blanks', 'xml', () => much('        '), []],
    ['NUL', 'xml', () => much('\0\0\0\0'), ['input/stray-text@2']],
    ['bytes that are not UTF-8', 'xml', () => much(Buffer.alloc(8, 0xff)), ['input/encoding@2', 'input/stray-text@2']],
    ['ampersands', 'xml', () => ['<Event>', ...much('&&&&'), '</Event>'], ['input/too-long@2']],
    ['a line of numbers', 'ndjson', () => ['{"a":[', ...much('1,'), '1]}'], ['input/too-long@2']],
    ['a string', 'ndjson', () => ['{"a":"', ...much(x), '"}'], ['input/too-long@2']],
    ['escapes', 'ndjson', () => ['{"a":"', ...much('\\"'), '"}'], ['input/too-long@2']],
    ['opening braces', 'ndjson', () => much('{{{{'), ['input/too-long@2']],
    ['bytes that are not UTF-8', 'ndjson', () => much(Buffer.alloc(8, 0xff)), ['input/encoding@2', 'input/too-long@2']],
  ])('%s in a file of %s', (name, ending, between, expected) => {
    const parts = ending === 'xml' ? xml(between()) : json(between());
    const last = ending === 'xml' ? 'sysmon3/protocol@3' : 'falcon-ip6/protocol@3';
    expect(validate(written(`${name}.${ending}`, parts))).toEqual([...expected, last]);
  });

  it('an object over ten million lines', () => {
    const found = validate(written('laid-out.ndjson', json(['{\n', ...much('"a":1,\n'), '}'])));
    expect(found[0]).toBe('input/too-long@2');
    expect(found).toHaveLength(2);
    expect(found[1]).toMatch(/^falcon-ip6\/protocol@\d{8}$/);
  });
});

describe('nesting, packing, layouts', () => {
  it.each<[string, string, string]>([
    ['xml', `<Event>${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}</Event>`, 'input/xml-syntax@2'],
    ['ndjson', `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 'input/json-syntax@2'],
  ])('ten thousand levels in %s', (ending, deep, expected) => {
    const parts = ending === 'xml' ? xml([deep]) : json([deep]);
    const last = ending === 'xml' ? 'sysmon3/protocol@3' : 'falcon-ip6/protocol@3';
    expect(validate(written(`deep.${ending}`, parts))).toEqual([expected, last]);
  });

  it('more layouts than are learned', () => {
    const others = Array.from({ length: 300 }, (_, n) => `${nthEvent(1).replace('</System>', `<!-- ${n} --></System>`)}\n`);
    const found = validate(written('layouts.xml', xml(others)));
    expect(found).toContain('sysmon3/protocol@303');
  });

  it('gzip that ends too early', () => {
    const packed = gzipSync(Buffer.from(`${nthEvent(0)}\n${nthEvent(1, ['>tcp<', '>TCP<'])}\n`.repeat(50)));
    const found = validate(written('cut.gz', [packed.subarray(0, -8)]));
    expect(found).toContain('sysmon3/protocol@2');
    expect(found).toContain('input/gzip@undefined');
  });

  it('a gigabyte of zeros in gzip', async () => {
    const path = join(folder, 'bomb.gz');
    const zeros = Buffer.alloc(1024 * 1024);
    await pipeline(Readable.from(Array<Buffer>(1024).fill(zeros)), createGzip({ level: 1 }), createWriteStream(path));
    expect(validate(path)).toEqual(['input/unknown-form@1']);
  });
});
