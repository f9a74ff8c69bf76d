import { readStory } from '../../src/scenarios/loadStory.js';
import { StoryError, type StoryProblem } from '../../src/scenarios/storyError.js';

/** All problems of a story's text; none for a sound one. */
export function problemsOf(text: string): readonly StoryProblem[] {
  try {
    readStory(text, 'story.yaml');
    return [];
  } catch (error) {
    if (error instanceof StoryError) return error.problems;
    throw error;
  }
}
