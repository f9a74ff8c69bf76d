import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareRun } from '../../src/engine/index.js';
import { type LoadedStory, readStory, StoryError } from '../../src/scenarios/index.js';
import { type Written, written } from '../support/languageArbitrary.js';
import { tries } from '../support/soak.js';
import { seeds } from '../support/storyArbitrary.js';
import { wholeRun } from '../support/wholeRun.js';
import { holdLaw, laws } from './laws.js';

/** What `scenarios check` does: the story where it can be told, else what is wrong with it. */
function checked(story: Written): LoadedStory | StoryError {
  try {
    const loaded = readStory(JSON.stringify(story), 'random.yaml');
    prepareRun(loaded, { seed: 1 });
    return loaded;
  } catch (error) {
    if (error instanceof StoryError) return error;
    throw error;
  }
}

describe('stories of everything that the language has', () => {
  it('what passes the check keeps all laws, the strict validator among them, for every seed', async () => {
    let [told, refused] = [0, 0];
    await fc.assert(
      fc.asyncProperty(written, seeds, async (story, seed) => {
        const loaded = checked(story);
        if (loaded instanceof StoryError) {
          refused += 1;
          return;
        }
        told += 1;
        const run = await wholeRun(loaded, { seed });
        for (const name of Object.keys(laws)) holdLaw(name, [run]);
      }),
      tries(250),
    );
    // Otherwise this says nothing.
    expect(told).toBeGreaterThan(40);
    expect(refused).toBeGreaterThan(40);
  });

  it('what is wrong with one is wrong for every seed', () => {
    const problems = (story: Written, seed: number): readonly string[] => {
      try {
        prepareRun(readStory(JSON.stringify(story), 'random.yaml'), { seed });
        return [];
      } catch (error) {
        if (!(error instanceof StoryError)) throw error;
        return [...new Set(error.problems.map(({ path, code }) => `${path} ${code}`))].sort();
      }
    };
    fc.assert(
      fc.property(written, seeds, (story, seed) => {
        expect(problems(story, seed)).toEqual(problems(story, 1));
      }),
      tries(200),
    );
  });

  it('what does not has problems with lines, columns and a cure or an expectation', () => {
    fc.assert(
      fc.property(written, (story) => {
        const error = checked(story);
        if (!(error instanceof StoryError)) return;
        for (const { line, column, expected, received, path } of error.problems) {
          expect(line).toBe(1);
          expect(column).toBeGreaterThan(0);
          expect(path.length).toBeGreaterThan(0);
          expect(expected).not.toMatch(/undefined|NaN|\[object/u);
          expect(received).not.toMatch(/undefined|NaN|\[object/u);
        }
      }),
      tries(300),
    );
  });
});
