import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { type LineFile, lineFile, type Written } from '../../sinks/index.js';
import { RunError } from '../runError.js';
import type { SliceReport } from '../sliceMaker.js';
import type { RunIdentity } from './identity.js';
import { isThere } from './outputFolder.js';

/** What an unfinished run has written, beside its files. */
export const JOURNAL = 'run.journal';
/** How every journal begins. */
const BEGINNING = '{"tool":"wiretale"';

/** The first line. */
interface Head {
  readonly tool: 'wiretale';
  readonly run: RunIdentity;
  /** Files that the run writes. */
  readonly files: readonly string[];
}

/** The lines behind it: slices that are complete, in order, and what each file has behind them. */
interface Entry {
  readonly slices: readonly SliceReport[];
  readonly files: readonly Written[];
}

/** What a journal says. */
export interface Journaled {
  readonly run: RunIdentity;
  readonly files: readonly string[];
  /** The slices that were noted last, and what each file has behind them, and before; undefined where none is complete. */
  readonly last?: Entry & { readonly before: readonly Written[] };
  /** Bytes of the journal up to here: what follows was torn. */
  readonly length: number;
}

/**
 * @param take - Takes the slices that are complete, in order.
 * @returns undefined where there is no journal, or none that says anything.
 */
export async function readJournal(folder: string, take: (slice: SliceReport) => void): Promise<Journaled | undefined> {
  let head: Head | undefined;
  let last: Journaled['last'];
  let length = 0;
  for await (const line of wholeLines(join(folder, JOURNAL))) {
    const value = parsed(line) as
      | (Partial<Omit<Head, 'files'> & Omit<Entry, 'files'>> & { readonly files?: unknown })
      | undefined;
    if (!head) {
      if (value?.tool !== 'wiretale') return undefined;
      head = value as unknown as Head;
    } else {
      // A line that was torn holds nothing, and nothing behind it does.
      if (!value?.slices || !isWritten(value.files)) break;
      for (const slice of value.slices) take(slice);
      last = {
        slices: value.slices,
        files: value.files,
        before: last?.files ?? value.files.map(() => ({ bytes: 0, stored: 0 })),
      };
    }
    length += Buffer.byteLength(line) + 1;
  }
  return head && { run: head.run, files: head.files, ...(last && { last }), length };
}

const isWritten = (files: unknown): files is readonly Written[] =>
  Array.isArray(files) && files.every((file) => typeof (file as Partial<Written> | null)?.stored === 'number');

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Lines that have their line end; none where there is no file. */
async function* wholeLines(path: string): AsyncGenerator<string> {
  if (!(await isThere(path))) return;
  let rest = '';
  for await (const text of createReadStream(path, 'utf8')) {
    const lines = (rest + (text as string)).split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
}

export interface Journal {
  /** Notes slices whose bytes have been handed to the system. @param files - What each file has behind them. */
  note(slices: readonly SliceReport[], files: readonly Written[]): Promise<void>;
  /** Whether there is a slice in it. */
  readonly hasSlices: boolean;
  close(): Promise<void>;
  remove(): Promise<void>;
}

/**
 * @param journaled - What to go on from; absent: a new journal.
 * @throws {@link RunError} where a file has its name that no run of ours wrote.
 */
export async function openJournal(
  folder: string,
  run: RunIdentity,
  files: readonly string[],
  journaled?: Journaled,
): Promise<Journal> {
  if (!journaled) await refuseStranger(folder);
  const file: LineFile = await lineFile(join(folder, JOURNAL), journaled?.length ?? 0);
  if (!journaled) await file.append(`${JSON.stringify({ tool: 'wiretale', run, files } satisfies Head)}\n`);
  let hasSlices = journaled?.last !== undefined;
  return {
    async note(slices, written) {
      await file.append(`${JSON.stringify({ slices, files: written } satisfies Entry)}\n`);
      hasSlices = true;
    },
    get hasSlices() {
      return hasSlices;
    },
    close: () => file.close().catch(() => undefined),
    remove: () => file.remove(),
  };
}

/** A journal may be torn anywhere, even in its first line. */
async function refuseStranger(folder: string): Promise<void> {
  const path = join(folder, JOURNAL);
  if (!(await isThere(path))) return;
  let found = '';
  for await (const text of createReadStream(path, { encoding: 'utf8', end: BEGINNING.length - 1 })) found += text as string;
  if (!BEGINNING.startsWith(found))
    throw new RunError(
      `--out ${folder}: expected a folder without ${JOURNAL}, which no run of wiretale wrote here; name another folder, or move the file away`,
    );
}
