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
  let before = 0;
  const sink: Sink = {
    async write(chunk) {
      await new Promise((resolve) => setImmediate(resolve));
      parts.push(Buffer.from(chunk.bytes).toString('utf8'));
      ends.push(...Array.from(chunk.ends, (end) => before + end));
      before += chunk.bytes.length;
    },
    position: () => before,
    finish: async () => undefined,
    publish: async () => undefined,
    abandon: async () => undefined,
    leave: async () => undefined,
  };
  return { sink, ends, parts };
}

/** Records of which somebody writes some at a time into two areas by turns, as makers of slices do; now and then all is flushed. */
async function appended(records: readonly string[], pieces: readonly Piece[]) {
  const { sink, ends, parts } = slowSink();
  const writer = new ChunkWriter(sink, { whole: createHash('sha256'), size: SIZE });
  const areas = [0, 1].map(() => ({ bytes: Buffer.alloc(4096), free: Promise.resolve() }));
  let given = '';
  for (let from = 0, n = 0; from < records.length; n += 1) {
    const { records: count, flush, wait } = pieces[n % pieces.length]!;
    const some = records.slice(from, from + count);
    const area = areas[n % 2]!;
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
    if (!flush) continue;
    const soFar = given;
    const flushed = writer.flush().then((position) => {
      expect(position).toBe(soFar.length);
      expect(parts.join('').startsWith(soFar)).toBe(true);
    });
    if (wait) await flushed;
    else checks.push(flushed);
  }
  await writer.flush();
  await Promise.all(checks.splice(0));
  return { text: parts.join(''), parts, ends, whole: writer.wholeDigest() };
}

/** What was promised while others went on. */
const checks: Promise<void>[] = [];

/** Records shorter than a chunk, as long as one, and longer than several. */
const record = fc.stringMatching(/^[a-z]{0,30}$/u).map((text) => `${text}\n`);
const list = fc.array(record, { maxLength: 30 });
interface Piece {
  readonly records: number;
  readonly flush: boolean;
  readonly wait: boolean;
}
const pieces = fc.array(fc.record({ records: fc.integer({ min: 1, max: 5 }), flush: fc.boolean(), wait: fc.boolean() }), {
  minLength: 1,
  maxLength: 4,
});

describe('a writer of chunks', () => {
  it('hands over all records whatever their length, with their ends and the digest of the whole, and flushes what it was given', async () => {
    await fc.assert(
      fc.asyncProperty(list, pieces, async (records, some) => {
        const { text, ends, whole } = await appended(records, some);
        expect(text).toBe(records.join(''));
        let end = 0;
        expect(ends).toEqual(records.map(({ length }) => (end += length)));
        expect(whole).toBe(sha256(text));
      }),
      tries(300),
    );
  });

  it('hands over as they are pieces that are half as long as a chunk, and joins shorter ones', async () => {
    const one = [{ records: 1, flush: false, wait: false }];
    const { parts } = await appended(['a\n', 'b\n', `${'x'.repeat(3 * SIZE)}\n`, 'c\n', 'xyz\n', 'd\n'], one);
    expect(parts).toEqual(['a\nb\n', `${'x'.repeat(3 * SIZE)}\n`, 'c\n', 'xyz\n', 'd\n']);
  });

  it('says what the sink said, to whoever waits', async () => {
    const write = async () => {
      throw new Error('no room');
    };
    const nothing = async () => undefined;
    const writer = new ChunkWriter(
      { write, position: () => 0, finish: nothing, publish: nothing, abandon: nothing, leave: nothing },
      { size: SIZE },
    );
    await expect(writer.append(Buffer.from('long enough\n'), [12])).rejects.toThrow('no room');
    await expect(writer.flush()).rejects.toThrow('no room');
  });
});
