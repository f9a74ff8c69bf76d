import type { Chunk, Sink, Written } from '../sink.js';
import { gzipMember } from './gzipMember.js';
import type { GzipPool } from './gzipPool.js';

/**
 * Packs what goes to another sink, as gzip of many members.
 *
 * A member ends where the slice does, and at fixed distances from the slice's start: what is written depends on nothing but the bytes and
 * where slices end. So each slice can be unpacked by itself, a file can be cut behind any of them, and files can be joined.
 */
export function gzipSink(sink: Sink, pool: GzipPool): Sink {
  const { level, memberSize } = pool.options;
  let buffer: Uint8Array | undefined;
  let length = 0;
  let ends: number[] = [];
  /** What has been written when the last member is. */
  let written: Promise<Written> = sink.flush();
  let failure: { readonly error: unknown } | undefined;

  const endMember = async () => {
    if (!buffer) return;
    const member = { buffer, length, ends };
    [buffer, length, ends] = [undefined, 0, []];
    await pool.ready();
    const before = written;
    written = pool.pack(member.buffer, member.length, async (packed) => {
      await before;
      if (failure) throw failure.error;
      await sink.write({ bytes: await packed, ends: member.ends, unpacked: member.length });
      return sink.flush();
    });
    written.catch((error: unknown) => {
      failure ??= { error };
    });
  };

  const giveUp = async () => {
    failure ??= { error: new Error('given up') };
    await written.catch(() => undefined);
  };

  const take = async (chunk: Chunk) => {
    const stops = [...(chunk.sliceEnds ?? []), chunk.bytes.length];
    let at = 0;
    let record = 0;
    for (const [n, stop] of stops.entries()) {
      while (at < stop) {
        if (failure) throw failure.error;
        buffer ??= pool.buffer();
        const to = Math.min(stop, at + memberSize - length);
        buffer.set(chunk.bytes.subarray(at, to), length);
        for (; record < chunk.ends.length && chunk.ends[record]! <= to; record += 1) ends.push(length + chunk.ends[record]! - at);
        length += to - at;
        at = to;
        if (length === memberSize) await endMember();
      }
      if (n < stops.length - 1) await endMember();
    }
  };

  /** All that was handed over is in members. */
  let taken = Promise.resolve();
  return {
    atOnce: 1,
    write(chunk) {
      taken = take(chunk);
      return taken;
    },
    flush: () => taken.then(() => written),
    async finish() {
      await endMember();
      const { stored } = await written;
      // Readers of gzip take a file without any member for one that is cut off.
      if (stored === 0) await sink.write({ bytes: await gzipMember(new Uint8Array(0), level), ends: [], unpacked: 0 });
      return sink.finish();
    },
    publish: () => sink.publish(),
    async abandon() {
      await giveUp();
      await sink.abandon();
    },
    async leave() {
      await giveUp();
      await sink.leave();
    },
  };
}
