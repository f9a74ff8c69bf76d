import { prepareRun } from '../../src/engine/index.js';
import { readStory } from '../../src/scenarios/loadStory.js';
import { StoryError, type StoryProblem } from '../../src/scenarios/storyError.js';

/** What a reading has to say; nothing of a sound story. */
function problemsIn(read: () => unknown): readonly StoryProblem[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof StoryError) return error.problems;
    throw error;
  }
}

/** All problems of a story's text that the loader finds. */
export const problemsOf = (text: string): readonly StoryProblem[] => problemsIn(() => readStory(text, 'story.yaml'));

/** The same, and those that show only once it is compiled: all that `scenarios check` finds. */
export const checkedProblemsOf = (text: string, seed = 1): readonly StoryProblem[] =>
  problemsIn(() => prepareRun(readStory(text, 'story.yaml'), { seed }));
