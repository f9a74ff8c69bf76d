import { CaptureMemory } from './capture.js';
import { FileChecker } from './input/fileChecker.js';
import { UnpackError, unpacked } from './input/unpacked.js';
import type { Issue } from './issue.js';
import { type Settings, settingsFrom, type ValidateOptions } from './options.js';
import { type Summary, Tally } from './summary.js';

/** Issues as they are found; to be iterated once. */
export interface Validation<S extends Summary = Summary> extends AsyncIterable<Issue> {
  /** What was counted so far; final when the iteration has ended. */
  readonly summary: S;
}

/**
 * Checks a file of any size that arrives in pieces, plain or gzip, in bounded memory.
 *
 * No data makes it throw. An error of the source itself, a disk that fails, is passed on.
 */
export function validateChunks(chunks: AsyncIterable<Uint8Array>, options: ValidateOptions = {}): Validation {
  const tally = new Tally();
  const settings = settingsFrom(options);
  return {
    [Symbol.asyncIterator]: () => checkChunks(chunks, settings, tally, memoryFor(settings)),
    get summary() {
      return tally.summary();
    },
  };
}

/**
 * Checks one file and adds to counts that may go on over several.
 *
 * @param capture - What its records are compared with.
 * @param endsCapture - True if no other file belongs to it.
 */
export async function* checkChunks(
  chunks: AsyncIterable<Uint8Array>,
  settings: Settings,
  tally: Tally,
  capture: CaptureMemory | undefined,
  endsCapture = true,
): AsyncGenerator<Issue> {
  const checker = new FileChecker(settings, tally, capture);
  try {
    for await (const chunk of unpacked(chunks)) yield* checker.push(asBuffer(chunk));
  } catch (error) {
    if (!(error instanceof UnpackError)) throw error;
    yield* checker.unpackFault(error.message);
  }
  yield* checker.end(endsCapture);
}

const asBuffer = (bytes: Uint8Array) =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Memory for a capture, if records are compared at all. */
export function memoryFor({ stream, maxRemembered }: Settings): CaptureMemory | undefined {
  return stream ? new CaptureMemory(maxRemembered) : undefined;
}
