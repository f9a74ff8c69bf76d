import { createHash } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import type { Sink } from './sink.js';

/** Unfinished files are told by their ending. */
export const UNFINISHED = '.partial';
/** Bytes of one entry of an index: the end of a record in the file, an unsigned 64-bit integer, lowest byte first. */
const INDEX_ENTRY = 8;

export interface FileOptions {
  /** Where an index of the records goes: their ends, before packing. Absent: nowhere. */
  readonly index?: string;
  /** Whether the file is hashed. */
  readonly sha256?: boolean;
}

/** Writes a file, and its index if asked, under temporary names, and renames them when they are complete. */
export async function fileSink(path: string, { index, sha256 = false }: FileOptions = {}): Promise<Sink> {
  const names = [path, ...(index === undefined ? [] : [index])];
  const handles: FileHandle[] = [];
  const close = async () => {
    for (const handle of handles.splice(0)) await handle.close();
  };
  const abandon = async () => {
    await close().catch(() => undefined);
    for (const name of names) await rm(name + UNFINISHED, { force: true }).catch(() => undefined);
  };
  try {
    for (const name of names) handles.push(await open(name + UNFINISHED, 'w'));
  } catch (error) {
    await abandon();
    throw error;
  }
  const hash = sha256 ? createHash('sha256') : undefined;
  const written = { bytes: 0, stored: 0 };
  return {
    write: ({ bytes, ends, unpacked = bytes.length }) =>
      naming(path, async () => {
        await writeAll(handles[0]!, bytes);
        hash?.update(bytes);
        if (index !== undefined) await writeAll(handles[1]!, indexEntries(written.bytes, ends));
        written.bytes += unpacked;
        written.stored += bytes.length;
      }),
    flush: async () => ({ ...written }),
    async finish() {
      await naming(path, close);
      return { ...written, ...(hash && { sha256: hash.digest('hex') }) };
    },
    async publish() {
      for (const name of names) await rename(name + UNFINISHED, name);
    },
    abandon,
  };
}

/** Errors of an open file do not say which file it is. */
async function naming(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Error && !('path' in error)) Object.assign(error, { path });
    throw error;
  }
}

/** A write may take a part only, as on a full disk; the rest then says why. */
async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let from = 0; from < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, from, bytes.length - from);
    from += bytesWritten;
  }
}

function indexEntries(base: number, ends: ArrayLike<number>): Uint8Array {
  const entries = Buffer.allocUnsafe(ends.length * INDEX_ENTRY);
  for (let i = 0; i < ends.length; i += 1) {
    const position = base + ends[i]!;
    entries.writeUInt32LE(position % 2 ** 32, i * INDEX_ENTRY);
    entries.writeUInt32LE(Math.floor(position / 2 ** 32), i * INDEX_ENTRY + 4);
  }
  return entries;
}
