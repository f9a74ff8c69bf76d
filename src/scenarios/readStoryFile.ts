import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StoryError, type StoryProblemCode } from './storyError.js';

/** Bytes. A story of a thousand steps has about 200 KiB. */
const LARGEST_STORY = 1_048_576;

/** Reads the text of a story: UTF-8 with or without a byte order mark, at most 1 MiB. */
export async function readStoryFile(file: string, cwd = '.'): Promise<string> {
  const problem = (code: StoryProblemCode, expected: string, received: string, place?: { line: number; column: number }) =>
    new StoryError([{ code, file, path: '', expected, received, ...place }]);
  const path = resolve(cwd, file);
  const kind = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR')
      throw problem('NO_STORY', 'a story in a file', 'nothing: there is no such file');
    throw error;
  });
  if (kind.isDirectory()) throw problem('NO_STORY', 'a story in a file', 'a folder');
  const content = await firstBytes(path);
  if (content.length > LARGEST_STORY)
    throw problem('TOO_LARGE', `a story of at most ${LARGEST_STORY} bytes (1 MiB)`, 'a larger file');
  const wrong = firstInvalidUtf8(content);
  if (wrong === undefined) return new TextDecoder().decode(content);
  const before = new TextDecoder().decode(content.subarray(0, wrong)).split('\n');
  const place = { line: before.length, column: before.at(-1)!.length + 1 };
  throw problem('SYNTAX', 'UTF-8', `the byte 0x${content[wrong]?.toString(16) ?? ''} (byte ${wrong + 1} of the file)`, place);
}

/** Milliseconds after which a pipe is asked again. */
const PIPE_PAUSE = 20;

/**
 * The first bytes of a file, one more than a story has: a device has no size, and a file may grow.
 *
 * A pipe, as `<(program)` makes one, is not waited for where nobody writes to it: to open it would last for ever, and not be interrupted.
 */
async function firstBytes(path: string): Promise<Buffer> {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const bytes = Buffer.alloc(LARGEST_STORY + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += Math.max(0, read)) {
      read = await handle.read(bytes, length, bytes.length - length).then(
        ({ bytesRead }) => bytesRead,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'EAGAIN') return -1;
          throw error;
        },
      );
      if (read < 0) await pause(PIPE_PAUSE);
    }
    return bytes.subarray(0, length);
  } finally {
    await handle.close();
  }
}

/** @returns The offset of the first byte of what is no character of UTF-8. */
function firstInvalidUtf8(bytes: Uint8Array): number | undefined {
  const isBeginning = (length: number, whole: boolean) => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream: !whole });
      return true;
    } catch {
      return false;
    }
  };
  if (isBeginning(bytes.length, true)) return undefined;
  let valid = 0;
  for (let above = bytes.length + 1; valid + 1 < above; ) {
    const middle = (valid + above) >> 1;
    if (isBeginning(middle, false)) valid = middle;
    else above = middle;
  }
  let at = Math.min(valid, bytes.length - 1);
  // A character that was begun and is not gone on with is wrong from its beginning.
  if (valid > 0 && !isBeginning(valid, true)) for (at = valid - 1; (bytes[at]! & 0xc0) === 0x80; ) at -= 1;
  return at;
}
