import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StoryError } from '../scenarios/storyError.js';
import type { ExitCode } from './exitCode.js';
import type { Io } from './io.js';
import { reportError } from './reportError.js';
import { type WatchFolder, watchFolder } from './watchFolder.js';

/** Saving a file is several events; the story is read when there have been none for so long, milliseconds, */
const CALM = 100;
/** or, where they do not end, after so many times that. */
const PATIENCE = 20;
/** For so long a file may be gone while a program puts another in its place, milliseconds. */
const GONE = 400;
/** Steps whose counts changed that a line tells of. */
const MOST_STEPS = 4;

/** What came of one round. */
export interface Round {
  /** Files of the folder that the story includes. */
  readonly included: readonly string[];
  readonly records: number;
  /** Records by step. */
  readonly steps: Readonly<Record<string, number>>;
}

/** How a story is watched; tests hand in their own. */
export interface Watching {
  readonly watchFolder: WatchFolder;
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
  /** Milliseconds since any moment. */
  readonly now: () => number;
}

const BY_THE_SYSTEM: Watching = {
  watchFolder,
  pause: (milliseconds, signal) => pause(milliseconds, undefined, { signal }),
  now: () => performance.now(),
};

/**
 * Runs a story, and again each time that it or a file that it includes has changed, until it is interrupted.
 *
 * What is wrong with a story is said, and the next change waited for; what the last round wrote stays as it is.
 *
 * @param file - Absolute path.
 * @param round - Runs the story and writes it; `again` after the first time that it could.
 * @returns Never a success: it ends by an interruption, which is thrown, or where there is nothing left to watch.
 */
export async function watchStory(
  file: string,
  round: (again: boolean) => Promise<Round>,
  io: Io,
  { watchFolder: open, pause: wait, now }: Watching = BY_THE_SYSTEM,
): Promise<ExitCode> {
  const changes = new Changes(io.signal);
  const folder = dirname(file);
  // A link may be changed, and what it leads to.
  const real = existsSync(file) ? realpathSync(file) : file;
  const names = new Set([basename(file), basename(real)]);
  const { ino, dev } = statSync(folder);
  const stillThere = () => {
    const now = statSync(folder);
    // Of one that was moved away, with another in its place, nothing would be heard any more.
    if (now.ino !== ino || now.dev !== dev)
      throw Object.assign(new Error('another folder'), { code: 'ESTALE', syscall: 'watch', path: folder });
  };
  let last: Round | undefined;
  let isSound = false;
  // Where the story could not be read, any file may be the one that it lacks.
  const matters = (name: string) =>
    names.has(name) ||
    // What becomes of the folder itself comes under its name.
    name === basename(folder) ||
    last?.included.includes(name) ||
    (!isSound && /\.(ya?ml|m?js)$/u.test(name));
  const watches = [...new Set([folder, dirname(real)])].map((place) =>
    open(
      place,
      (name) => changes.add(name ?? basename(file)),
      (error) => changes.fail(error),
    ),
  );
  try {
    for (let changed: readonly string[] = []; ; ) {
      const began = now();
      try {
        const done = await round(last !== undefined);
        if (last)
          io.stderr.write(`${changed.join(', ')} changed: ${difference(last, done)}, ${((now() - began) / 1000).toFixed(2)} s\n`);
        last = done;
        isSound = true;
      } catch (error) {
        isSound = false;
        // Nothing is to be expected of a command line that is wrong, or of a fault of ours, if it never worked.
        if (io.signal.aborted || !(last || error instanceof StoryError)) throw error;
        reportError(error, io);
        // Of a folder that is gone nothing will be heard any more.
        stillThere();
        if (last && error instanceof StoryError) io.stderr.write('what was written before is still there\n');
      }
      stillThere();
      if (changed.length === 0) io.stderr.write(`watching ${basename(file)}; Ctrl-C ends it\n`);
      changed = await changes.next(matters, (milliseconds) => wait(milliseconds, io.signal));
      if (!existsSync(file)) await wait(GONE, io.signal);
    }
  } finally {
    for (const watch of watches) watch.close();
  }
}

/** What has changed since it was asked for last. */
class Changes {
  readonly #names = new Set<string>();
  #error: Error | undefined;
  #wake: (() => void) | undefined;

  constructor(private readonly signal: AbortSignal) {
    signal.addEventListener('abort', () => this.#wake?.(), { once: true });
  }

  add(name: string): void {
    this.#names.add(name);
    this.#wake?.();
  }

  fail(error: Error): void {
    this.#error = error;
    this.#wake?.();
  }

  /** Waits for a change that matters, and then for those that come with it. */
  async next(matters: (name: string) => boolean, pause: (milliseconds: number) => Promise<unknown>): Promise<readonly string[]> {
    const all = new Set<string>();
    while (!this.#take(matters, all))
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    for (let n = 0, more = true; more && n < PATIENCE; n += 1) {
      await pause(CALM);
      more = this.#take(matters, all);
    }
    return [...all].sort();
  }

  /** @returns Whether there was any. */
  #take(matters: (name: string) => boolean, all: Set<string>): boolean {
    this.signal.throwIfAborted();
    if (this.#error) throw this.#error;
    const news = [...this.#names].filter(matters);
    this.#names.clear();
    for (const name of news) all.add(name);
    return news.length > 0;
  }
}

/** `408 records (13 more); beacon 13 -> 20` */
function difference(before: Round, after: Round): string {
  const more = after.records - before.records;
  const steps = [...new Set([...Object.keys(before.steps), ...Object.keys(after.steps)])]
    .map((step) => ({ step, was: before.steps[step] ?? 0, is: after.steps[step] ?? 0 }))
    .filter(({ was, is }) => was !== is);
  const shown = steps.slice(0, MOST_STEPS).map(({ step, was, is }) => `${step} ${was} -> ${is}`);
  const rest = steps.length - shown.length;
  const sum = more === 0 ? 'as many as before' : `${Math.abs(more)} ${more > 0 ? 'more' : 'fewer'}`;
  return [`${after.records} records (${sum})`, ...shown, ...(rest > 0 ? [`and ${rest} more steps`] : [])].join(', ');
}
