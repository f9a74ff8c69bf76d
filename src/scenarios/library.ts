import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { didYouMean } from './nearestName.js';
import { packageRoot } from './packageRoot.js';
import { isScript } from './script/isScript.js';
import { visibleStart } from './visibleText.js';

/** A story that comes with the package. */
export interface LibraryStory {
  /** The file's name without its ending; the story has the same id. */
  readonly id: string;
  /** Absolute path. */
  readonly file: string;
}

/** A STORY of the command line that is no path, and no id of the library either. */
export class UnknownScenarioError extends Error {
  readonly code = 'UNKNOWN_SCENARIO';

  constructor(name: string, ids: readonly string[]) {
    const cure = didYouMean(name, ids);
    const known = ids.length === 0 ? 'a path: the library is empty' : listed(ids);
    super(`unknown scenario "${visibleStart(name, 60)}": expected ${known}${cure ? ` (${cure})` : ''}`);
    this.name = 'UnknownScenarioError';
  }
}

/** Ids that a message may hold. */
const MOST_IDS = 6;

const listed = (ids: readonly string[]): string =>
  ids.length <= MOST_IDS ? `one of ${ids.join(', ')}` : `the id of a story that \`wiretale scenarios list\` shows, or a path`;

const LIBRARY_FILE = /\.(?:yaml|mjs)$/u;

/** The stories in the package's `scenarios` folder, by id. */
export async function listLibrary(): Promise<readonly LibraryStory[]> {
  const folder = join(packageRoot(), 'scenarios');
  const files = (await readdir(folder)).filter((file) => LIBRARY_FILE.test(file)).sort();
  return files.map((file) => ({ id: file.replace(LIBRARY_FILE, ''), file: join(folder, file) }));
}

/**
 * Finds the file of a STORY: a path where it has a slash or the ending of a file, else the id of a library story.
 *
 * @returns The path as the user wrote it, or that of the library's file.
 * @throws {@link UnknownScenarioError} with the nearest id.
 */
export async function resolveStory(name: string): Promise<string> {
  if (/[/\\]|\.ya?ml$/u.test(name) || isScript(name)) return name;
  const library = await listLibrary();
  const story = library.find(({ id }) => id === name);
  if (!story) {
    throw new UnknownScenarioError(
      name,
      library.map(({ id }) => id),
    );
  }
  return story.file;
}
