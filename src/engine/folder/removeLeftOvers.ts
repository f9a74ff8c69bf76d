import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UNFINISHED } from '../../sinks/index.js';
import { indexName } from '../fileNames.js';
import { JOURNAL, readJournal } from './journal.js';
import { isInside, MANIFEST, TRUTH } from './outputFolder.js';

/** Removes what a run has left in a folder that did not come to its end: its journal, and what that names. */
export async function removeLeftOvers(folder: string): Promise<void> {
  const journaled = await readJournal(folder, () => undefined);
  if (!journaled) return;
  const files = journaled.files.filter(isInside).flatMap((file) => [file, indexName(file)]);
  for (const name of [...files, TRUTH, MANIFEST]) await rm(join(folder, name + UNFINISHED), { force: true });
  await rm(join(folder, JOURNAL), { force: true });
}
