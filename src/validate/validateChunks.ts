import { ByteChecker } from './input/byteChecker.js';
import { UnpackError, unpacked } from './input/unpacked.js';
import type { Issue } from './issue.js';
import { settingsFrom, type ValidateOptions } from './options.js';
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
  return {
    [Symbol.asyncIterator]: () => checkChunks(chunks, options, tally),
    get summary() {
      return tally.summary();
    },
  };
}

/** Checks one file and adds to counts that may go on over several. */
export async function* checkChunks(
  chunks: AsyncIterable<Uint8Array>,
  options: ValidateOptions,
  tally: Tally,
): AsyncGenerator<Issue> {
  const checker = new ByteChecker(settingsFrom(options), tally);
  try {
    for await (const chunk of unpacked(chunks)) yield* checker.push(chunk);
  } catch (error) {
    if (!(error instanceof UnpackError)) throw error;
    yield* checker.unpackFault(error.message);
  }
  yield* checker.end();
}
