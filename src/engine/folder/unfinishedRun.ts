import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { INDEX_ENTRY, type Kept, UNFINISHED } from '../../sinks/index.js';
import type { Manifest } from '../manifest.js';
import { RunError } from '../runError.js';
import type { RunTotals } from '../runTotals.js';
import { differenceOf, identityOf, type RunIdentity } from './identity.js';
import { type Journaled, readJournal } from './journal.js';
import { manifestIn } from './outputFolder.js';

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
  const manifest = journaled ? undefined : await manifestIn(folder);
  const found = journaled?.run ?? (manifest && identityOf(manifest));
  const difference = found && differenceOf(run, found);
  if (difference)
    throw new RunError(
      `--resume: ${folder} has another run: ${difference}; name another folder, or start afresh without --resume`,
    );
  if (manifest) return { kind: 'complete', manifest };
  const last = journaled?.last;
  return journaled && last ? { kind: 'unfinished', journaled: { ...journaled, last } } : { kind: 'none' };
}

/** One file of an unfinished run. */
export interface UnfinishedFile {
  readonly file: string;
  readonly kept: Kept;
  /** Of the slice that is complete last. */
  readonly lastSlice: { readonly bytes: number; readonly sha256?: string };
  readonly hasIndex: boolean;
}

/**
 * Sees to it that a file has what the journal says, under its temporary name: a run that was killed while it gave names may have renamed it.
 *
 * @param hash - Takes all that is kept.
 * @throws {@link RunError} where it has not.
 */
export async function checkUnfinished(folder: string, unfinished: UnfinishedFile, hash?: Hash): Promise<void> {
  const { file, kept, lastSlice, hasIndex } = unfinished;
  const path = join(folder, file);
  await unname(path, kept.position);
  if (hasIndex) await unname(`${path}.idx`, kept.records * INDEX_ENTRY);
  const found = createHash('sha256');
  await readFrom(path + UNFINISHED, kept.position - lastSlice.bytes, kept.position, found);
  if (lastSlice.sha256 && found.digest('hex') !== lastSlice.sha256)
    throw broken(path, `a last slice with the digest ${lastSlice.sha256.slice(0, 12)}...`, 'another one');
  if (hash) await readFrom(path + UNFINISHED, 0, kept.position, hash);
}

async function unname(path: string, least: number): Promise<void> {
  const size = await sizeOf(path + UNFINISHED);
  if (size === undefined && (await sizeOf(path)) === least) await rename(path, path + UNFINISHED);
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

async function readFrom(path: string, from: number, end: number, hash: Hash): Promise<void> {
  if (end === from) return;
  for await (const bytes of createReadStream(path, { start: from, end: end - 1 })) hash.update(bytes as Buffer);
}
