/** The scenario language: reading stories, the library, and what is wrong with them. */

export { type Expectations, type ExpectedIssue, type ExpectedRule, expectationsOf } from './expectationsOf.js';
export type { Story, StoryHost, StoryPins, StoryProcess, StoryStep } from './language/story.js';
export { type LibraryStory, listLibrary, resolveStory, UnknownScenarioError } from './library.js';
export { type LoadedStory, type ProblemDetails, storyProblem } from './loadedStory.js';
export { type LoadOptions, loadStory, type ReadOptions, readStory } from './loadStory.js';
export {
  defineScenario,
  type ScenarioScript,
  type ScriptConnection,
  type ScriptContext,
  type ScriptHost,
  type ScriptRandom,
} from './script/defineScenario.js';
export { formatProblem, StoryError, type StoryProblem, type StoryProblemCode } from './storyError.js';
