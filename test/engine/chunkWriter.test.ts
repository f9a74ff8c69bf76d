import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChunkWriter } from '../../src/engine/chunkWriter.js';
import type { Chunk, Sink } from '../../src/sinks/index.js';
import { tries } from '../support/soak.js';

/** Pieces of an eighth are large. */
const SIZE = 32;
const NOTHING = { bytes: 0, stored: 0 };

/** A sink that is slow: it reads what it was given only a while later, as a disk does, and that of several chunks in any order. */
function slowSink(atOnce: number) {
  const parts: string[] = [];
  const ends: number[] = [];
  const sliceEnds: number[] = [];
  let before = 0;
  let underWay = 0;
  let written = Promise.resolve(NOTHING);
  const take = async ({ bytes }: Chunk, n: number) => {
    underWay += 1;
    expect(underWay).toBeLessThanOrEqual(atOnce);
    for (let turns = n % 3; turns >= 0; turns -= 1) await new Promise((resolve) => setImmediate(resolve));
    parts[n] = Buffer.from(bytes).toString('utf8');
    underWay -= 1;
  };
  const sink: Sink = {
    atOnce,
    write(chunk) {
      ends.push(...Array.from(chunk.ends, (end) => before + end));
      sliceEnds.push(...chunk.sliceEnds!.map((end) => before + end));
      before += chunk.bytes.length;
      const behind = { bytes: before, stored: before };
      const done = take(chunk, parts.push('') - 1);
      written = Promise.all([written, done]).then(() => behind);
      return done;
    },
    flush: () => written,
    finish: () => written,
    publish: async () => undefined,
    abandon: async () => undefined,
    leave: async () => undefined,
  };
  return { sink, ends, sliceEnds, parts };
}

/** Records of which somebody writes some at a time into three areas by turns, as makers of slices do; now and then all is flushed. */
async function appended(records: readonly string[], pieces: readonly Piece[], atOnce: number) {
  const { sink, ends, sliceEnds, parts } = slowSink(atOnce);
  const writer = new ChunkWriter(sink, SIZE);
  const areas = [0, 1, 2].map(() => ({ bytes: Buffer.alloc(4096), free: Promise.resolve() }));
  let given = '';
  const slices: number[] = [];
  for (let from = 0, n = 0; from < records.length; n += 1) {
    const { records: count, endsSlice, flush, wait } = pieces[n % pieces.length]!;
    const some = records.slice(from, from + count);
    const area = areas[n % 3]!;
    await area.free;
    area.bytes.fill(0x21);
    const length = area.bytes.write(some.join(''));
    let end = 0;
    area.free = writer.append(
      area.bytes.subarray(0, length),
      some.map((record) => (end += record.length)),
    );
    given += some.join('');
    from += some.length;
    if (endsSlice) {
      writer.endSlice();
      slices.push(given.length);
    }
    if (!flush) continue;
    const soFar = given;
    const flushed = writer.flush().then((written) => {
      expect(written).toEqual({ bytes: soFar.length, stored: soFar.length });
      expect(parts.join('').startsWith(soFar)).toBe(true);
    });
    if (wait) await flushed;
    else checks.push(flushed);
  }
  await writer.flush();
  await Promise.all(checks.splice(0));
  return { text: parts.join(''), parts: parts.filter((part) => part !== ''), ends, slices, sliceEnds };
}

/** What was promised while others went on. */
const checks: Promise<void>[] = [];

/** Records shorter than a chunk, as long as one, and longer than several. */
const record = fc.stringMatching(/^[a-z]{0,30}$/u).map((text) => `${text}\n`);
const list = fc.array(record, { maxLength: 30 });
interface Piece {
  readonly records: number;
  readonly endsSlice: boolean;
  readonly flush: boolean;
  readonly wait: boolean;
}
const pieces = fc.array(
  fc.record({ records: fc.integer({ min: 1, max: 5 }), endsSlice: fc.boolean(), flush: fc.boolean(), wait: fc.boolean() }),
  {
    minLength: 1,
    maxLength: 4,
  },
);

describe('a writer of chunks', () => {
  it('hands over all records whatever their length, with their ends and those of slices, and flushes what it was given', async () => {
    await fc.assert(
      fc.asyncProperty(list, pieces, fc.integer({ min: 1, max: 3 }), async (records, some, atOnce) => {
        const { text, ends, slices, sliceEnds } = await appended(records, some, atOnce);
        expect(text).toBe(records.join(''));
        let end = 0;
        expect(ends).toEqual(records.map(({ length }) => (end += length)));
        expect(sliceEnds).toEqual(slices);
      }),
      tries(300),
    );
  });

  it('hands over as they are pieces that are an eighth of a chunk, and joins shorter ones', async () => {
    const one = [{ records: 1, endsSlice: false, flush: false, wait: false }];
    const { parts } = await appended(['a\n', 'b\n', `${'x'.repeat(3 * SIZE)}\n`, 'c\n', 'xyz\n', 'd\n'], one, 2);
    expect(parts).toEqual(['a\nb\n', `${'x'.repeat(3 * SIZE)}\n`, 'c\n', 'xyz\n', 'd\n']);
  });

  it('says what the sink said, to whoever waits', async () => {
    const write = async () => {
      throw new Error('no room');
    };
    const nothing = async () => undefined;
    const writer = new ChunkWriter(
      {
        atOnce: 2,
        write,
        flush: async () => NOTHING,
        finish: async () => NOTHING,
        publish: nothing,
        abandon: nothing,
        leave: nothing,
      },
      SIZE,
    );
    await expect(writer.append(Buffer.from('long enough\n'), [12])).rejects.toThrow('no room');
    await expect(writer.flush()).rejects.toThrow('no room');
  });
});
