import { readIncluded } from './includedFiles.js';
import type { LoadedStory } from './loadedStory.js';
import { Reading } from './reading.js';
import { readStoryFile } from './readStoryFile.js';
import { isScript } from './script/isScript.js';

/** How a story is read. */
export interface ReadOptions {
  /** Values of its parameters, by name; others have their defaults. */
  readonly set?: Readonly<Record<string, string>>;
}

/** How a story is loaded. What a script yields depends on seed and start: they are those of the run. */
export interface LoadOptions extends ReadOptions {
  /** Where a relative path starts; absent: the working directory. */
  readonly cwd?: string | undefined;
  /** Absent: 1. */
  readonly seed?: number | undefined;
  /** Microseconds since 1970-01-01 UTC; absent: the start that the story has itself. */
  readonly start?: number | undefined;
  /** Takes what a script prints. */
  readonly remark?: ((text: string) => void) | undefined;
  /** Ends a script that runs: loading then fails with the reason of the signal. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads a story from a file in YAML, or runs the script that makes one, and checks everything that can be checked before it is compiled.
 *
 * @throws {@link StoryError} with all problems at once; an `Error` of the file system where a file is there but cannot be read.
 */
export async function loadStory(file: string, options: LoadOptions = {}): Promise<LoadedStory> {
  if (isScript(file)) {
    const { loadScript } = await import('./script/loadScript.js');
    return loadScript(file, options);
  }
  const text = await readStoryFile(file, options.cwd);
  return readStory(text, file, options, await readIncluded(text, file, options.cwd));
}

/**
 * Reads a story from its text.
 *
 * @param file - The name that messages use.
 * @param included - The texts of the files that it includes, by the names that it uses.
 * @throws {@link StoryError} with all problems at once, in the order of the text.
 */
export function readStory(
  text: string,
  file: string,
  { set = {} }: ReadOptions = {},
  included: ReadonlyMap<string, string> = new Map(),
): LoadedStory {
  const reading = new Reading();
  return reading.story(reading.file(text, file).value, included, set);
}
