import { type FileHandle, open } from 'node:fs/promises';

/** Large enough that reading, and waiting for it, costs little beside checking. */
const READ_SIZE = 4 * 1024 * 1024;
/** Small files are many, and need no such buffer. */
const LEAST_READ_SIZE = 64 * 1024;

/**
 * Reads a file in pieces into two buffers in turn: while one is checked the other is filled.
 *
 * A piece is good until the next one is asked for; who needs it longer copies it.
 */
export async function* fileChunks(path: string, signal?: AbortSignal): AsyncGenerator<Buffer> {
  const file = await open(path);
  let reading: Promise<{ bytesRead: number }> | undefined;
  try {
    const { size } = await file.stat();
    // What is no ordinary file says 0, and a file may grow.
    const readSize = size === 0 ? READ_SIZE : Math.max(LEAST_READ_SIZE, Math.min(READ_SIZE, size + 1));
    let [next, spare] = [Buffer.allocUnsafeSlow(readSize), Buffer.allocUnsafeSlow(readSize)];
    reading = fill(file, next);
    for (;;) {
      const { bytesRead } = await reading;
      signal?.throwIfAborted();
      if (bytesRead === 0) return;
      const chunk = next.subarray(0, bytesRead);
      [next, spare] = [spare, next];
      reading = fill(file, next);
      yield chunk;
    }
  } finally {
    await reading?.catch(() => undefined); // nobody may write into a buffer that is gone
    await file.close();
  }
}

function fill(file: FileHandle, buffer: Buffer): Promise<{ bytesRead: number }> {
  const reading = file.read(buffer, 0, buffer.length, null);
  reading.catch(() => undefined); // met where it is waited for, which may be later
  return reading;
}
