import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { isTree } from './expand/values.js';
import { INCLUDED_FILE, MOST_INCLUDED } from './language/includes.js';
import { problemFrom } from './loadedStory.js';
import { readStoryFile } from './readStoryFile.js';
import { readYaml } from './readYaml.js';
import { StoryError } from './storyError.js';
import { type StoryFile, StoryPlaces } from './storyPlaces.js';

/** The names under `include` that are names of files; the schema reports others. */
export function includedNames(story: unknown): readonly string[] {
  const names = isTree(story) && Array.isArray(story.include) ? story.include.slice(0, MOST_INCLUDED) : [];
  return [...new Set(names.filter((name): name is string => typeof name === 'string' && INCLUDED_FILE.test(name)))];
}

/**
 * Reads the files that a story includes: those of its own folder, and none that a link there leads to elsewhere.
 *
 * @param text - The story. @param file - Its path. @param cwd - Where a relative path starts.
 * @returns Texts by the names that the story uses.
 * @throws {@link StoryError} for a file that is not there, or not in the folder.
 */
export function readIncluded(text: string, file: string, cwd?: string): Promise<ReadonlyMap<string, string>> {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  const nobody = () => undefined;
  const { value, places } = readYaml(body, nobody, nobody);
  return readIncludedBy(value, { file, text: body, places }, cwd);
}

/** The same for a story that has been read. @param value - What it says. */
export async function readIncludedBy(value: unknown, story: StoryFile, cwd = '.'): Promise<ReadonlyMap<string, string>> {
  const names = includedNames(value);
  const texts = new Map<string, string>();
  if (names.length === 0) return texts;
  const own = resolve(cwd, story.file);
  const folder = await realpath(dirname(own));
  const places = new StoryPlaces([story], []);
  const list = (value as { readonly include: readonly unknown[] }).include;
  for (const name of names) {
    const refused = (received: string) =>
      new StoryError([
        problemFrom(places, {
          code: 'WRONG_VALUE',
          path: ['include', list.indexOf(name)],
          expected: 'a file in the folder of the story',
          received: { words: `"${name}", ${received}` },
        }),
      ]);
    const path = await realpath(join(folder, name)).catch((error: NodeJS.ErrnoException) => {
      throw refused(error.code === 'ENOENT' ? 'which is not there' : `which cannot be read (${error.code})`);
    });
    if (dirname(path) !== folder) throw refused('a link that leads out of it');
    if (path === (await realpath(own))) throw refused('the story itself');
    if (!(await stat(path)).isFile()) throw refused('which is no file');
    texts.set(name, await readStoryFile(basename(path), folder));
  }
  return texts;
}
