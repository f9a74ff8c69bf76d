import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChunkWriter } from '../../src/engine/chunkWriter.js';
import type { Sink } from '../../src/sinks/index.js';
import { tries } from '../support/soak.js';

const SIZE = 8;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** A sink that is slow: it reads what it was given only a while later, as a disk does. */
function slowSink() {
  const parts: string[] = [];
  const ends: number[] = [];
  const sliceEnds: number[] = [];
  let before = 0;
  const sink: Sink = {
    async write(chunk) {
      await new Promise((resolve) => setImmediate(resolve));
      parts.push(Buffer.from(chunk.bytes).toString('utf8'));
      ends.push(...Array.from(chunk.ends, (end) => before + end));
      sliceEnds.push(...chunk.sliceEnds!.map((end) => before + end));
      before += chunk.bytes.length;
    },
    flush: async () => ({ bytes: before, stored: before }),
    finish: async () => ({ bytes: before, stored: before }),
    publish: async () => undefined,
    abandon: async () => undefined,
  };
  return { sink, ends, sliceEnds, parts };
}

/** Slices of records, as runs write them. */
async function written(slices: readonly (readonly string[])[]) {
  const { sink, ends, sliceEnds, parts } = slowSink();
  const writer = new ChunkWriter(sink, { digests: true, size: SIZE });
  const summaries = [];
  for (const records of slices) {
    for (const record of records) {
      if (!writer.fits(record.length)) await writer.makeRoom(record.length);
      expect(writer.fits(record.length)).toBe(true);
      writer.buffer.set(Buffer.from(record), writer.at);
      writer.advance(writer.at + record.length);
    }
    summaries.push(await writer.endSlice());
  }
  const flushed = await writer.flush();
  return { text: parts.join(''), parts, ends, sliceEnds, summaries, flushed };
}

/** The same, where somebody else writes a slice's records, some at a time, into two areas by turns. */
async function appended(slices: readonly (readonly string[])[], pieces: readonly number[]) {
  const { sink, ends, sliceEnds, parts } = slowSink();
  const writer = new ChunkWriter(sink, { digests: true, size: SIZE });
  const summaries = [];
  const areas = [0, 1].map(() => ({ bytes: Buffer.alloc(4096), free: Promise.resolve() }));
  let n = 0;
  for (const records of slices) {
    for (let from = 0; from < records.length; ) {
      const some = records.slice(from, from + pieces[n % pieces.length]!);
      const area = areas[n % 2]!;
      await area.free;
      area.bytes.fill(0x21);
      const length = area.bytes.write(some.join(''));
      let end = 0;
      area.free = writer.append(
        area.bytes.subarray(0, length),
        some.map((record) => (end += record.length)),
      );
      from += some.length;
      n += 1;
    }
    summaries.push(await writer.endSlice());
  }
  const flushed = await writer.flush();
  return { text: parts.join(''), parts, ends, sliceEnds, summaries, flushed };
}

/** Records shorter than a chunk, as long as one, and longer than several. */
const record = fc.stringMatching(/^[a-z]{0,30}$/u).map((text) => `${text}\n`);
const slices = fc.array(fc.array(record, { maxLength: 6 }), { maxLength: 5 });

describe('a writer of chunks', () => {
  it('takes records that others have written as it takes single ones', async () => {
    const pieces = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(slices, pieces, async (list, some) => {
        const { parts: _, ...one } = await written(list);
        const { parts: __, ...other } = await appended(list, some);
        expect(other).toEqual(one);
      }),
    );
  });

  it('hands over all records whatever their length, with their ends and the digests of the slices', async () => {
    await fc.assert(
      fc.asyncProperty(slices, async (list) => {
        const { text, ends, summaries, flushed } = await written(list);
        const records = list.flat();
        expect(text).toBe(records.join(''));
        let end = 0;
        expect(ends).toEqual(records.map(({ length }) => (end += length)));
        expect(summaries).toEqual(list.map((part) => ({ bytes: part.join('').length, sha256: sha256(part.join('')) })));
        expect(flushed).toEqual({ bytes: text.length, stored: text.length });
      }),
      tries(300),
    );
  });

  it('says where each slice ends, the last one and empty ones too, and hands over no more often for it', async () => {
    await fc.assert(
      fc.asyncProperty(slices, async (list) => {
        const { sliceEnds, parts } = await written(list);
        let end = 0;
        expect(sliceEnds).toEqual(list.map((part) => (end += part.join('').length)));
        const { parts: inOneSlice } = await written([list.flat()]);
        expect(parts.filter((part) => part !== '')).toEqual(inOneSlice.filter((part) => part !== ''));
      }),
    );
  });

  it('takes a record that is longer than a chunk, and others before and after it', async () => {
    const long = `${'x'.repeat(3 * SIZE)}\n`;
    const { text, parts } = await written([['a\n', long, 'b\n', long, 'c\n']]);
    expect(text).toBe(`a\n${long}b\n${long}c\n`);
    // Nothing shares a chunk with what does not fit into one beside it.
    expect(parts[0]).toBe('a\n');
    expect(parts[1]!.startsWith(long)).toBe(true);
  });
});
