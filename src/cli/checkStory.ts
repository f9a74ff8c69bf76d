import { resolveStory } from '../scenarios/library.js';
import type { LoadedStory } from '../scenarios/loadedStory.js';
import { loadStory } from '../scenarios/loadStory.js';

/**
 * Finds out whether a story can be told.
 *
 * @param name - A STORY of the command line.
 * @throws An error that `reportError` knows, with all problems at once.
 */
export async function checkStory(name: string, cwd: string): Promise<LoadedStory> {
  return loadStory(await resolveStory(name), { cwd });
}
