import type { Hash } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import type { Sink, Written } from './sink.js';

/** Unfinished files are told by their ending. */
export const UNFINISHED = '.partial';
/** Bytes of one entry of an index: the end of a record in the file, an unsigned 64-bit integer, lowest byte first. */
export const INDEX_ENTRY = 8;

/** Chunks on their way: one that the system takes, and the next. */
const AT_ONCE = 2;

/** The beginning of an unfinished file that is kept. */
export interface Kept {
  /** How much it is: {@link Sink.flush} behind it. */
  readonly written: Written;
  /** Records in it: entries of its index. */
  readonly records: number;
}

export interface FileOptions {
  /** Where an index of the records goes: their ends, before packing. Absent: nowhere. */
  readonly index?: string;
  /** Hashes the file, where that is asked for; it has been fed what is kept. */
  readonly hash?: Hash;
  /** Goes on behind what an unfinished file has, and cuts off the rest; absent: starts afresh. The file must have as much. */
  readonly keep?: Kept;
}

/** Writes a file, and its index if asked, under temporary names, and renames them when they are complete. */
export async function fileSink(path: string, { index, hash, keep }: FileOptions = {}): Promise<Sink> {
  const names = [path, ...(index === undefined ? [] : [index])];
  const handles: FileHandle[] = [];
  const close = async () => {
    for (const handle of handles.splice(0)) await handle.close();
  };
  const leave = () => close().catch(() => undefined);
  const abandon = async () => {
    await leave();
    for (const name of names) await rm(name + UNFINISHED, { force: true }).catch(() => undefined);
  };
  try {
    for (const name of names) handles.push(await open(name + UNFINISHED, keep ? 'r+' : 'w'));
    if (keep) {
      await handles[0]!.truncate(keep.written.stored);
      await handles[1]?.truncate(keep.records * INDEX_ENTRY);
    }
  } catch (error) {
    await (keep ? leave() : abandon());
    throw error;
  }
  /** Where the next chunk and its entries go: those before may still be on their way. */
  const next = { bytes: keep?.written.bytes ?? 0, stored: keep?.written.stored ?? 0, entries: keep?.records ?? 0 };
  let written: Promise<Written> = Promise.resolve({ bytes: next.bytes, stored: next.stored });
  return {
    atOnce: AT_ONCE,
    write({ bytes, ends, unpacked = bytes.length }) {
      const parts = [writeAll(handles[0]!, bytes, next.stored)];
      if (index !== undefined) parts.push(writeAll(handles[1]!, indexEntries(next.bytes, ends), next.entries * INDEX_ENTRY));
      hash?.update(bytes);
      next.bytes += unpacked;
      next.stored += bytes.length;
      next.entries += ends.length;
      const behind = { bytes: next.bytes, stored: next.stored };
      const done = naming(path, () => Promise.all(parts));
      written = Promise.all([done, written]).then(() => behind);
      written.catch(() => undefined);
      return done;
    },
    flush: () => written,
    async finish() {
      await written;
      await naming(path, close);
      return { ...(await written), ...(hash && { sha256: hash.digest('hex') }) };
    },
    async publish() {
      for (const name of names) await rename(name + UNFINISHED, name);
    },
    abandon,
    leave,
  };
}

/** Errors of an open file do not say which file it is. */
async function naming(path: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Error && !('path' in error)) Object.assign(error, { path });
    throw error;
  }
}

/** A write may take a part only, as on a full disk; the rest then says why. */
async function writeAll(handle: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let from = 0; from < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, from, bytes.length - from, at + from);
    from += bytesWritten;
  }
}

const IS_LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

function indexEntries(base: number, ends: ArrayLike<number>): Uint8Array {
  const words = new Uint32Array(ends.length * 2);
  for (let i = 0; i < ends.length; i += 1) {
    const position = base + ends[i]!;
    // An element takes the lowest 32 bits.
    words[i * 2] = position;
    words[i * 2 + 1] = position / 2 ** 32;
  }
  const bytes = Buffer.from(words.buffer);
  return IS_LITTLE_ENDIAN ? bytes : bytes.swap32();
}
