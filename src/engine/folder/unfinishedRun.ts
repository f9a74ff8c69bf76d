import type { Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { INDEX_ENTRY, type Kept, UNFINISHED } from '../../sinks/index.js';
import { isPacked } from '../fileNames.js';
import type { Manifest } from '../manifest.js';
import { RunError } from '../runError.js';
import type { RunTotals } from '../runTotals.js';
import { differenceOf, identityOf, type RunIdentity } from './identity.js';
import { type Journaled, readJournal } from './journal.js';
import { manifestIn } from './outputFolder.js';
import { sliceDigests } from './sliceDigests.js';

/** What a folder has of a run. */
export type RunState =
  | { readonly kind: 'none' }
  | { readonly kind: 'complete'; readonly manifest: Manifest }
  | { readonly kind: 'unfinished'; readonly journaled: Journaled & Required<Pick<Journaled, 'last'>> };

/**
 * Finds out what a folder has of a run.
 *
 * @param totals - Takes the slices that are complete.
 * @throws {@link RunError} where it has another run.
 */
export async function runStateOf(folder: string, run: RunIdentity, totals: RunTotals): Promise<RunState> {
  const journaled = await readJournal(folder, (slice) => totals.add(slice));
  const manifest = await manifestIn(folder);
  const whole = manifest && identityOf(manifest);
  const found = journaled?.run ?? whole;
  const difference = found && differenceOf(run, found);
  if (difference)
    throw new RunError(
      `--resume: ${folder} has another run: ${difference}; name another folder, or start afresh without --resume`,
    );
  // The manifest comes last: beside a journal it is that of a run that was killed before it could remove that.
  if (whole && !differenceOf(run, whole)) return { kind: 'complete', manifest };
  const last = journaled?.last;
  return journaled && last ? { kind: 'unfinished', journaled: { ...journaled, last } } : { kind: 'none' };
}

/** One file of an unfinished run. */
export interface UnfinishedFile {
  /** As it lies in the folder, before it has its name. */
  readonly file: string;
  readonly kept: Kept;
  /** What was stored before the slices that were noted last. */
  readonly before: number;
  /** Those slices. */
  readonly lastSlices: readonly { readonly bytes: number; readonly sha256?: string }[];
  /** Name of its index, where it has one. */
  readonly index?: string;
}

/**
 * Sees to it that a file has what the journal says, under its temporary name: a run that was killed while it gave names may have renamed it.
 *
 * @param hash - Takes all that is kept.
 * @throws {@link RunError} where it has not.
 */
export async function checkUnfinished(folder: string, unfinished: UnfinishedFile, hash?: Hash): Promise<void> {
  const { file, kept, before, lastSlices, index } = unfinished;
  const { stored } = kept.written;
  const path = join(folder, file);
  await unname(path, stored);
  if (index !== undefined) await unname(join(folder, index), kept.records * INDEX_ENTRY);
  const found = sliceDigests(lastSlices.map(({ bytes }) => bytes));
  // Nothing at all is no gzip: the file has nothing of these slices.
  const unpacked = isPacked(file) && stored > before ? createGunzip() : new PassThrough();
  try {
    await pipeline(readingFrom(path + UNFINISHED, before, stored), unpacked, async (pieces) => {
      for await (const bytes of pieces) found.update(bytes as Buffer);
    });
  } catch (error) {
    if (isSystemError(error)) throw error;
    throw broken(path, 'slices that can be unpacked', 'others');
  }
  for (const [n, { sha256 }] of lastSlices.entries()) {
    if (sha256 && found.digests()[n] !== sha256)
      throw broken(path, `a slice with the digest ${sha256.slice(0, 12)}...`, 'another one');
  }
  if (hash) for await (const bytes of readingFrom(path + UNFINISHED, 0, stored)) hash.update(bytes as Buffer);
}

const isSystemError = (error: unknown) => error instanceof Error && 'syscall' in error;

async function unname(path: string, least: number): Promise<void> {
  const size = await sizeOf(path + UNFINISHED);
  // With its name it may have more: without records it has got an empty member of gzip.
  if (size === undefined && ((await sizeOf(path)) ?? -1) >= least) await rename(path, path + UNFINISHED);
  else if (size === undefined || size < least)
    throw broken(path, `at least ${least} bytes`, size === undefined ? 'no file' : `${size}`);
}

const broken = (path: string, expected: string, received: string) =>
  new RunError(
    `--resume: ${path}${UNFINISHED}: expected ${expected}, as its journal says, received ${received}; start afresh without --resume`,
  );

async function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ size }) => size,
    () => undefined,
  );
}

const readingFrom = (path: string, from: number, end: number): Readable =>
  end === from ? Readable.from([]) : createReadStream(path, { start: from, end: end - 1 });
