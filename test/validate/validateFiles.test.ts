import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { type Issue, type Validation, validateChunks, validateFiles } from '../../src/validate/index.js';
import { nthConnect, nthEvent } from './streams.js';

const folder = mkdtempSync(join(tmpdir(), 'validate-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, bytes: string | Uint8Array) => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};

async function found(validation: Validation): Promise<(readonly [string, number | undefined])[]> {
  const issues: Issue[] = [];
  for await (const issue of validation) issues.push(issue);
  return issues.map(({ check, line }) => [check, line] as const);
}

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const lines = Array.from({ length: 9 }, (_, n) => nthConnect(n)).join('\n');
const bytes = Buffer.from(lines.replaceAll('example', 'exämple€😀'));

describe('validateChunks', () => {
  it.each([1, 2, 3, 7, 1000])('reads pieces of %i bytes', async (size) => {
    const validation = validateChunks(pieces(bytes, size));
    expect(await found(validation)).toEqual([]);
    expect(validation.summary).toMatchObject({ records: 9, errors: 0 });
  });

  it.each([1, 5, 1000])('unpacks gzip of several members in pieces of %i bytes', async (size) => {
    const packed = Buffer.concat([gzipSync(`${nthEvent(0)}\n`), gzipSync(nthEvent(1))]);
    const validation = validateChunks(pieces(packed, size));
    expect(await found(validation)).toEqual([]);
    expect(validation.summary.records).toBe(2);
  });

  it('says where gzip is cut off and checks what came before', async () => {
    const random = Buffer.from(Array.from({ length: 50_000 }, (_, n) => (n * 7919) % 251)).toString('hex');
    const packed = gzipSync(`${nthConnect(0)}\n${nthConnect(1)}\n{"event_simpleName":"${random}"}\n`);
    const validation = validateChunks(pieces(packed.subarray(0, packed.length - 20), 100));
    expect((await found(validation)).map(([check]) => check)).toContain('input/gzip');
    expect(validation.summary.records).toBe(2);
  });

  it('names the lines that are not UTF-8 and checks the others', async () => {
    const broken = Buffer.from(`${nthConnect(0)}\n${nthConnect(1)}\n${nthConnect(2)}`);
    broken[broken.indexOf('example.exe', broken.indexOf('\n'))] = 0xff;
    const validation = validateChunks(pieces(broken, 10_000));
    expect(await found(validation)).toEqual([['input/encoding', 2]]);
    expect(validation.summary.records).toBe(3);
  });

  it.each<[string, number[]]>([
    ['a binary log', [...Buffer.from('ElfFile\0\0\0')]],
    ['a zip archive', [0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8]],
  ])('refuses %s by name', async (_, head) =>
    expect(await found(validateChunks(pieces(Uint8Array.from(head), 3)))).toEqual([['input/unknown-form', 1]]),
  );

  it('passes on an error of the source', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield bytes;
      throw new Error('disk gone');
    }
    await expect(found(validateChunks(failing()))).rejects.toThrow('disk gone');
  });

  it('keeps memory bounded where a record never ends', async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('<Event>');
      for (let n = 0; n < 300; n += 1) yield Buffer.alloc(65_536, 'x');
      yield Buffer.from(`</Event>\n${nthEvent(0)}`);
    }
    const validation = validateChunks(endless());
    expect(await found(validation)).toEqual([['input/too-long', 1]]);
    expect(validation.summary.records).toBe(1);
  });
});

describe('validateFiles', () => {
  it('checks each file as a capture of its own and lists what cannot be read', async () => {
    const validation = validateFiles([file('a.xml', nthEvent(0)), join(folder, 'none.xml'), folder, file('b.xml', nthEvent(0))]);
    expect(await found(validation)).toEqual([]);
    expect(validation.summary).toMatchObject({
      records: 2,
      sources: 4,
      unreadable: [
        { name: join(folder, 'none.xml'), cause: 'no such file' },
        { name: folder, cause: 'it is a directory' },
      ],
    });
  });
});
