import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { type LineFile, lineFile } from '../../sinks/index.js';
import type { SliceReport } from '../sliceMaker.js';
import type { RunIdentity } from './identity.js';
import { isThere } from './outputFolder.js';

/** What an unfinished run has written, beside its files. */
export const JOURNAL = 'run.journal';

/** The first line. */
interface Head {
  readonly tool: 'wiretale';
  readonly run: RunIdentity;
  /** Files that the run writes. */
  readonly files: readonly string[];
}

/** The lines behind it: slices that are complete, in order, and where each file ends behind them, in bytes. */
interface Entry {
  readonly slices: readonly SliceReport[];
  readonly ends: readonly number[];
}

/** What a journal says. */
export interface Journaled {
  readonly run: RunIdentity;
  readonly files: readonly string[];
  /** The slice that is complete last, and where each file ends behind it; undefined where none is complete. */
  readonly last?: { readonly slice: SliceReport; readonly ends: readonly number[] };
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
    const value = parsed(line) as Partial<Head & Entry> | undefined;
    if (!head) {
      if (value?.tool !== 'wiretale') return undefined;
      head = value as Head;
    } else {
      // A line that was torn holds nothing, and nothing behind it does.
      if (!value?.slices || !value.ends) break;
      for (const slice of value.slices) take(slice);
      last = { slice: value.slices.at(-1)!, ends: value.ends };
    }
    length += Buffer.byteLength(line) + 1;
  }
  return head && { run: head.run, files: head.files, ...(last && { last }), length };
}

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
  /** Notes slices whose bytes have been handed to the system. @param ends - Where each file ends behind them. */
  note(slices: readonly SliceReport[], ends: readonly number[]): Promise<void>;
  /** Whether there is a slice in it. */
  readonly hasSlices: boolean;
  close(): Promise<void>;
  remove(): Promise<void>;
}

/** @param journaled - What to go on from; absent: a new journal. */
export async function openJournal(
  folder: string,
  run: RunIdentity,
  files: readonly string[],
  journaled?: Journaled,
): Promise<Journal> {
  const file: LineFile = await lineFile(join(folder, JOURNAL), journaled?.length ?? 0);
  if (!journaled) await file.append(`${JSON.stringify({ tool: 'wiretale', run, files } satisfies Head)}\n`);
  let hasSlices = journaled?.last !== undefined;
  return {
    async note(slices, ends) {
      await file.append(`${JSON.stringify({ slices, ends } satisfies Entry)}\n`);
      hasSlices = true;
    },
    get hasSlices() {
      return hasSlices;
    },
    close: () => file.close().catch(() => undefined),
    remove: () => file.remove(),
  };
}
