import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadStory } from '../../src/scenarios/index.js';
import { firstStories } from '../support/firstStories.js';
import { runStory } from '../support/runStory.js';
import { tries } from '../support/soak.js';
import { loaded, type StoryText, seeds, stories } from '../support/storyArbitrary.js';
import { type WholeRun, wholeRun } from '../support/wholeRun.js';
import { holdLaw, laws } from './laws.js';

const LIBRARY_SEEDS = [1, 2, 3, 17, 4_294_967_295];
const library = firstStories;
const NAMES = Object.keys(laws);

describe.each(library)('every run of $id', ({ file }) => {
  const runs: WholeRun[] = [];
  beforeAll(async () => {
    const story = await loadStory(file);
    for (const seed of LIBRARY_SEEDS) runs.push(await wholeRun(story, { seed }));
    runs.push(await wholeRun(story, { seed: 5, workstations: 6, duration: 45 * 60_000_000 }));
  });

  it.each(NAMES)('%s', (name) => {
    holdLaw(name, runs);
  });
});

describe('every run of any story', () => {
  const known = new Map<string, Promise<WholeRun>>();
  /** Laws are tried on the same stories, so each is run once. */
  const runOf = (story: StoryText, seed: number) => {
    const key = JSON.stringify([story, seed]);
    const run = known.get(key) ?? wholeRun(loaded(story), { seed });
    known.set(key, run);
    return run;
  };

  it.each(NAMES)('%s', async (name) => {
    await fc.assert(
      fc.asyncProperty(stories, seeds, async (story, seed) => laws[name]!(await runOf(story, seed))),
      tries(60),
    );
  });
});

describe('the seed', () => {
  const texts = ({ winevt, fdr, labels }: Awaited<ReturnType<typeof runStory>>) => ({ winevt, fdr, labels });

  it('decides every byte: the same seed gives the same run', async () => {
    await fc.assert(
      fc.asyncProperty(stories, seeds, async (story, seed) => {
        const first = await runStory(loaded(story), { seed });
        const second = await runStory(loaded(story), { seed });
        expect(texts(second)).toEqual(texts(first));
      }),
      tries(15),
    );
  });

  it.each(library)('another one gives another run of $id', async ({ file }) => {
    const story = await loadStory(file);
    const runs = await Promise.all([1, 2, 3].map((seed) => runStory(story, { seed })));
    expect(new Set(runs.map(({ winevt }) => winevt.join('\n'))).size).toBe(3);
    // Not a line in common.
    expect(new Set(runs.flatMap(({ winevt }) => winevt)).size).toBe(runs.reduce((sum, { winevt }) => sum + winevt.length, 0));
  });
});
