import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Chunk, GzipPool, gzipSink, type Sink } from '../../src/sinks/index.js';

/** Keeps what it is given: packed members, and where records end in all that they hold. */
function keepingSink(pause: () => Promise<void> = async () => undefined) {
  const members: Buffer[] = [];
  const ends: number[] = [];
  const written = { bytes: 0, stored: 0 };
  let isOpen = true;
  let busy = false;
  const sink: Sink = {
    atOnce: 1,
    async write(chunk) {
      expect([isOpen, busy]).toEqual([true, false]);
      busy = true;
      await pause();
      members.push(Buffer.from(chunk.bytes));
      ends.push(...Array.from(chunk.ends, (end) => written.bytes + end));
      written.bytes += chunk.unpacked!;
      written.stored += chunk.bytes.length;
      busy = false;
    },
    flush: async () => ({ ...written }),
    finish: async () => ({ ...written }),
    publish: async () => undefined,
    leave: async () => undefined,
    async abandon() {
      isOpen = false;
    },
  };
  return { sink, members, ends };
}

/** Slices of records, cut into chunks behind the records that `cuts` says: as writers of chunks do. */
function chunksOf(slices: readonly (readonly string[])[], cuts: readonly boolean[]): Chunk[] {
  const chunks: Chunk[] = [];
  let open = { text: '', ends: [] as number[], sliceEnds: [] as number[] };
  let n = 0;
  const handOver = () => {
    chunks.push({ bytes: Buffer.from(open.text), ends: open.ends, sliceEnds: open.sliceEnds });
    open = { text: '', ends: [], sliceEnds: [] };
  };
  for (const records of slices) {
    for (const record of records) {
      open.text += record;
      open.ends.push(open.text.length);
      n += 1;
      if (cuts[n % cuts.length]) handOver();
    }
    open.sliceEnds.push(open.text.length);
  }
  handOver();
  return chunks;
}

/** Writes chunks from one buffer that is used again, as the engine does. */
async function packed(chunks: readonly Chunk[], memberSize: number, pause?: () => Promise<void>) {
  const { sink, members, ends } = keepingSink(pause);
  const gzip = gzipSink(sink, new GzipPool({ level: 6, memberSize }));
  const shared = Buffer.alloc(Math.max(1, ...chunks.map(({ bytes }) => bytes.length)));
  for (const chunk of chunks) {
    shared.set(chunk.bytes);
    await gzip.write({ ...chunk, bytes: shared.subarray(0, chunk.bytes.length) });
    shared.fill(0x21);
  }
  return { finished: await gzip.finish(), members, ends };
}

/** Where members have to end: counted from the start of each slice. */
const membersOf = (slices: readonly (readonly string[])[], memberSize: number) =>
  slices.flatMap((records) => {
    const text = records.join('');
    return Array.from({ length: Math.ceil(text.length / memberSize) }, (_, n) =>
      text.slice(n * memberSize, (n + 1) * memberSize),
    );
  });

const record = fc.stringMatching(/^[a-c]{0,30}$/u).map((text) => `${text}\n`);
const someSlices = fc.array(fc.array(record, { maxLength: 8 }), { maxLength: 5 });
const someCuts = fc.array(fc.boolean(), { minLength: 1, maxLength: 7 });
const size = fc.integer({ min: 1, max: 60 });
const text = (members: readonly Buffer[]) => gunzipSync(Buffer.concat(members)).toString();

describe('a sink that packs', () => {
  it('ends members at every end of a slice and at fixed distances from its start, and nowhere else', async () => {
    await fc.assert(
      fc.asyncProperty(someSlices, someCuts, size, async (slices, cuts, memberSize) => {
        const { members } = await packed(chunksOf(slices, cuts), memberSize);
        const expected = membersOf(slices, memberSize);
        expect(members.map((member) => gunzipSync(member).toString())).toEqual(expected.length > 0 ? expected : ['']);
      }),
    );
  });

  it('writes the same bytes however they arrive, and however slow the disk is', async () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(someSlices, someCuts, someCuts, size, pauses, async (slices, cuts, others, memberSize, some) => {
        let n = 0;
        const pause = async () => {
          for (let i = some[n++ % some.length]!; i > 0; i -= 1) await new Promise((resolve) => setImmediate(resolve));
        };
        const one = await packed(chunksOf(slices, cuts), memberSize);
        const other = await packed(chunksOf(slices, others), memberSize, pause);
        expect(other).toEqual(one);
      }),
    );
  });

  it('says where records end in the bytes before packing, and how many those and the packed ones are', async () => {
    await fc.assert(
      fc.asyncProperty(someSlices, someCuts, size, async (slices, cuts, memberSize) => {
        const { finished, members, ends } = await packed(chunksOf(slices, cuts), memberSize);
        let end = 0;
        expect(ends).toEqual(slices.flat().map(({ length }) => (end += length)));
        expect(finished).toEqual({ bytes: end, stored: Buffer.concat(members).length });
        expect(text(members)).toBe(slices.flat().join(''));
      }),
    );
  });

  it('flushed behind a slice says where the file can be cut: what comes after goes on from there with the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(someSlices, someSlices, size, async (before, after, memberSize) => {
        const whole = Buffer.concat((await packed(chunksOf([...before, ...after], [false]), memberSize)).members);
        const { sink, members } = keepingSink();
        const gzip = gzipSink(sink, new GzipPool({ level: 6, memberSize }));
        for (const chunk of chunksOf(before, [true])) await gzip.write(chunk);
        const { bytes, stored } = await gzip.flush();
        expect(bytes).toBe(before.flat().join('').length);
        expect(stored).toBe(Buffer.concat(members).length);
        expect(whole.subarray(0, stored).equals(Buffer.concat(members))).toBe(true);
        const rest = await packed(chunksOf(after, [false]), memberSize);
        if (after.flat().length > 0) expect(whole.subarray(stored).equals(Buffer.concat(rest.members))).toBe(true);
      }),
    );
  });

  it('writes headers without time, name and system, and for an empty output an empty member', async () => {
    const { members } = await packed([], 10);
    // RFC 1952: magic, deflate, no flags, no time, no extra flags, unknown system; no data; check sum and length 0.
    expect(members.map((member) => member.toString('hex'))).toEqual(['1f8b08000000000000ff03000000000000000000']);
    const { members: others } = await packed(chunksOf([['abc\n']], [true]), 10);
    expect(others[0]!.subarray(0, 10).toString('hex')).toBe('1f8b08000000000000ff');
  });

  it.each([1, 6, 9])('packs as zlib does at level %i', async (level) => {
    const { sink, members } = keepingSink();
    const bytes = Buffer.from('the same again and again, but not quite '.repeat(50));
    const gzip = gzipSink(sink, new GzipPool({ level, memberSize: 10_000 }));
    await gzip.write({ bytes, ends: [bytes.length] });
    await gzip.finish();
    expect(members[0]!.subarray(10).equals(gzipSync(bytes, { level }).subarray(10))).toBe(true);
  });

  const long: Chunk = { bytes: Buffer.alloc(1000, 'a'), ends: [1000] };

  it('takes no more than can be packed and written: a slow disk makes its writers wait', async () => {
    let release: () => void = () => undefined;
    const stalled = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { sink, members } = keepingSink(() => stalled);
    const pool = new GzipPool({ level: 1, memberSize: 10 });
    const taken = { one: 0, other: 0 };
    // Two files share the bound, and neither keeps the other from its end.
    const writers = (['one', 'other'] as const).map(async (name) => {
      const gzip = gzipSink(name === 'one' ? sink : keepingSink(() => stalled).sink, pool);
      for (let n = 0; n < 100; n += 1) {
        await gzip.write({ bytes: long.bytes.subarray(0, 10), ends: [10] });
        taken[name] += 1;
      }
      await gzip.finish();
    });
    for (let n = 0; n < 100; n += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(taken.one + taken.other).toBeLessThanOrEqual(20);
    expect(taken.one + taken.other).toBeGreaterThan(4);
    release();
    await Promise.all(writers);
    expect(taken).toEqual({ one: 100, other: 100 });
    expect(text(members)).toBe('a'.repeat(1000));
  });

  it('says what the disk refused, to whoever writes, flushes or finishes next, and leaves the others their share', async () => {
    const refused = Object.assign(new Error('full'), { code: 'ENOSPC' });
    const pool = new GzipPool({ level: 1, memberSize: 10 });
    const gzip = gzipSink(keepingSink(() => Promise.reject(refused)).sink, pool);
    const writeAll = async () => {
      for (;;) await gzip.write(long);
    };
    await expect(writeAll()).rejects.toBe(refused);
    await expect(gzip.flush()).rejects.toBe(refused);
    await expect(gzip.finish()).rejects.toBe(refused);
    await gzip.abandon();
    const { sink, members } = keepingSink();
    const other = gzipSink(sink, pool);
    await other.write(long);
    await other.finish();
    expect(members).toHaveLength(100);
  });

  it('given up writes nothing more, though members were on their way', async () => {
    const { sink, members } = keepingSink(() => new Promise((resolve) => setImmediate(resolve)));
    const gzip = gzipSink(sink, new GzipPool({ level: 1, memberSize: 100 }));
    await gzip.write(long);
    await gzip.abandon();
    const before = members.length;
    for (let n = 0; n < 50; n += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(members.length).toBe(before);
    expect(before).toBeLessThan(10);
  });
});
