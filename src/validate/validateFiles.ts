import { createReadStream } from 'node:fs';
import type { Issue } from './issue.js';
import type { ValidateOptions } from './options.js';
import { type Summary, Tally } from './summary.js';
import { checkChunks, type Validation } from './validateChunks.js';

/** A file, or anything else that gives bytes under a name. */
export interface Source {
  readonly name: string;
  readonly open: () => AsyncIterable<Uint8Array>;
}

export interface Unreadable {
  readonly name: string;
  /** Why, in words: `no such file`. */
  readonly cause: string;
}

export interface SourcesSummary extends Summary {
  readonly sources: number;
  /** What could not be read, or not to its end. */
  readonly unreadable: readonly Unreadable[];
}

/** Checks files one after the other, each as a capture of its own. A file that cannot be read is listed in the summary. */
export function validateFiles(paths: Iterable<string>, options: ValidateOptions = {}): Validation<SourcesSummary> {
  const sources = [...paths].map((path) => ({ name: path, open: () => createReadStream(path) }));
  return validateSources(sources, options);
}

/** Like {@link validateFiles}, for anything that gives bytes. */
export function validateSources(sources: readonly Source[], options: ValidateOptions = {}): Validation<SourcesSummary> {
  const tally = new Tally();
  const unreadable: Unreadable[] = [];
  return {
    [Symbol.asyncIterator]: () => checkSources(sources, options, tally, unreadable),
    get summary() {
      return { ...tally.summary(), sources: sources.length, unreadable: [...unreadable] };
    },
  };
}

async function* checkSources(
  sources: readonly Source[],
  options: ValidateOptions,
  tally: Tally,
  unreadable: Unreadable[],
): AsyncGenerator<Issue> {
  for (const { name, open } of sources) {
    const issues = checkChunks(opened(open), { ...options, file: name }, tally);
    try {
      yield* issues;
    } catch (error) {
      unreadable.push({ name, cause: causeOf(error) });
    }
  }
}

/** Opening may fail at once or on the first read; either way the reader meets it while it iterates. */
async function* opened(open: () => AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* open();
}

const CAUSES: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
};

function causeOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return CAUSES[code ?? ''] ?? message ?? String(error);
}
