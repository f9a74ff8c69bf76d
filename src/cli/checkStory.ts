import { resolveStory } from '../scenarios/library.js';
import type { LoadedStory } from '../scenarios/loadedStory.js';
import { loadStory } from '../scenarios/loadStory.js';
import type { Io } from './io.js';

/**
 * Finds out whether a story can be told: reads it, and makes its plan for seed 1.
 *
 * @param name - A STORY of the command line.
 * @param set - Values of its parameters, by name.
 * @throws An error that `reportError` knows, with all problems at once.
 */
export async function checkStory(
  name: string,
  { cwd, stderr, signal }: Pick<Io, 'cwd' | 'stderr' | 'signal'>,
  set: Readonly<Record<string, string>> = {},
): Promise<LoadedStory> {
  // Loaded side by side: reading a story needs nothing of what runs it.
  const [loaded, { prepareRun }] = await Promise.all([
    resolveStory(name).then((file) => loadStory(file, { cwd, set, signal, remark: (text) => stderr.write(`${text}\n`) })),
    import('../engine/prepareRun.js'),
  ]);
  prepareRun(loaded, { seed: 1 });
  return loaded;
}
