import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileSink, INDEX_ENTRY, UNFINISHED } from '../../src/sinks/index.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wiretale-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Entries of an index as numbers. */
const entriesOf = (index: Buffer) =>
  Array.from({ length: index.length / INDEX_ENTRY }, (_, n) => Number(index.readBigUInt64LE(n * INDEX_ENTRY)));

/** Chunks of records: what they are, and where they end in their chunk. */
const chunks = fc.array(
  fc.array(fc.string({ maxLength: 40 }), { maxLength: 6 }).map((records) => {
    const parts = records.map((text) => Buffer.from(`${text.replaceAll('\n', ' ')}\n`));
    let end = 0;
    return { bytes: Buffer.concat(parts), ends: parts.map(({ length }) => (end += length)) };
  }),
  { minLength: 1, maxLength: 8 },
);

describe('a sink that writes a file', () => {
  it('has all chunks in their order, however many are on their way, and an index of where records end', () =>
    fc.assert(
      fc.asyncProperty(chunks, fc.nat(3), async (list, before) => {
        const [file, index] = [join(folder, 'file'), join(folder, 'file.idx')];
        const kept = Buffer.from('kept\n'.repeat(before));
        writeFileSync(file + UNFINISHED, Buffer.concat([kept, Buffer.from('what was torn')]));
        writeFileSync(index + UNFINISHED, Buffer.alloc(before * INDEX_ENTRY + 3));
        const keep = { written: { bytes: kept.length, stored: kept.length }, records: before };
        const sink = await fileSink(file, { index, keep });
        const flushed: Promise<unknown>[] = [];
        const expected: unknown[] = [];
        let bytes = kept.length;
        const written = list.map((chunk) => {
          const done = sink.write(chunk);
          bytes += chunk.bytes.length;
          flushed.push(sink.flush());
          expected.push({ bytes, stored: bytes });
          return done;
        });
        await Promise.all(written);
        expect(await Promise.all(flushed)).toEqual(expected);
        expect(await sink.finish()).toEqual({ bytes, stored: bytes });
        await sink.publish();
        expect(readFileSync(file).equals(Buffer.concat([kept, ...list.map((chunk) => chunk.bytes)]))).toBe(true);
        const ends: number[] = [];
        let at = kept.length;
        for (const chunk of list) {
          ends.push(...chunk.ends.map((end) => at + end));
          at += chunk.bytes.length;
        }
        expect(entriesOf(readFileSync(index)).slice(before)).toEqual(ends);
      }),
    ));

  it('has an index of files that are longer than 32 bits can say', async () => {
    const [file, index] = [join(folder, 'long'), join(folder, 'long.idx')];
    for (const name of [file, index]) writeFileSync(name + UNFINISHED, '');
    const before = 3 * 2 ** 32 - 5;
    const sink = await fileSink(file, { index, keep: { written: { bytes: before, stored: 0 }, records: 0 } });
    await sink.write({ bytes: Buffer.from('abc\ndefg\n'), ends: [4, 9] });
    expect(await sink.finish()).toEqual({ bytes: before + 9, stored: 9 });
    await sink.publish();
    expect(entriesOf(readFileSync(index))).toEqual([before + 4, before + 9]);
  });

  it('says which file it is that cannot be written', async () => {
    const file = join(folder, 'closed');
    const sink = await fileSink(file);
    await sink.leave();
    await expect(sink.write({ bytes: Buffer.from('a\n'), ends: [2] })).rejects.toMatchObject({ path: file });
    await expect(sink.flush()).rejects.toMatchObject({ path: file });
  });
});
