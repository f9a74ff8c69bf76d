import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import { visibleText } from '../scenarios/visibleText.js';
import { fileChunks, type Source } from '../validate/index.js';
import type { Io } from './io.js';

const STDIN = '-';

/**
 * Files to read under the names they are shown by.
 *
 * @param before - Called before each read, with the bytes read so far of all files; waited for.
 */
export function dataFiles(files: readonly string[], io: Io, before: (bytes: number) => Promise<void> | void): Source[] {
  let bytes = 0;
  async function* counted(open: () => AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of open()) {
      bytes += chunk.length;
      yield chunk;
      await before(bytes);
    }
  }
  const { signal } = io;
  return files.map((file) =>
    file === STDIN
      ? { name: 'stdin', open: () => counted(() => addAbortSignal(signal, io.stdin as Readable)) }
      : {
          name: visibleText(file),
          open: () => counted(() => fileChunks(resolve(io.cwd, file), signal)),
        },
  );
}

/** Bytes of all the files; undefined where it cannot be known before they are read. */
export function totalBytes(files: readonly string[], io: Io): number | undefined {
  let total = 0;
  for (const file of files) {
    const size = file === STDIN ? undefined : sizeOf(resolve(io.cwd, file));
    if (size === undefined) return undefined;
    total += size;
  }
  return total;
}

function sizeOf(path: string): number | undefined {
  try {
    const stats = statSync(path);
    return stats.isFile() ? stats.size : undefined;
  } catch {
    return undefined; // who reads it says why
  }
}
