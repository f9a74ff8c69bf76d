import { type CompileOptions, compileStory } from '../scenarios/compile/compileStory.js';
import type { Finding, Report } from '../scenarios/finding.js';
import type { Story } from '../scenarios/language/story.js';
import type { LoadedStory } from '../scenarios/loadedStory.js';
import { storyProblem } from '../scenarios/loadedStory.js';
import type { Plan } from '../scenarios/plan.js';
import { StoryError } from '../scenarios/storyError.js';
import { checkExpected } from './checkExpected.js';
import type { ResolvedPins } from './pins.js';
import { resolvePins } from './resolvePins.js';
import { RunError } from './runError.js';

/** What a run is made from: the same on every thread. */
export interface Recipe {
  readonly story: Story;
  readonly options: CompileOptions;
}

export interface PreparedRun {
  readonly plan: Plan;
  readonly pins: ResolvedPins;
  readonly recipe: Recipe;
}

/**
 * Compiles a story and resolves its pins.
 *
 * @throws {@link StoryError} with all that does not fit together; {@link RunError} for a duration that ends before the story does, and
 * for another seed or start than a script was run with.
 */
export function prepareRun(loaded: LoadedStory, options: CompileOptions): PreparedRun {
  const start = options.start ?? loaded.story.start;
  const { madeFor } = loaded;
  if (madeFor && (madeFor.seed !== options.seed || madeFor.start !== start)) {
    const words = (seed: number, at: number) => `seed ${seed} and start ${new Date(at / 1000).toISOString()}`;
    throw new RunError(
      `${loaded.file}: expected a run with ${words(madeFor.seed, madeFor.start)}, for which the script yielded its connections, received ${words(options.seed, start)} (load the story with these)`,
    );
  }
  const findings: Finding[] = [];
  const run = prepareRecipe({ story: loaded.story, options }, (finding) => findings.push(finding));
  if (run && findings.length === 0) return run;
  const problems = findings.map(({ path, ...details }) => storyProblem(loaded, path, details));
  // A step of a block is checked for each of its rounds, and stands in the file once.
  const seen = new Set<string>();
  throw new StoryError(
    problems.filter(({ file, line, column, path }) => {
      const place = `${file} ${line} ${column} ${path}`;
      const isNew = !seen.has(place);
      seen.add(place);
      return isNew;
    }),
  );
}

/**
 * The same from a story that nobody has to be shown the lines of.
 *
 * @returns undefined where something was reported that leaves nothing to build on.
 */
export function prepareRecipe(recipe: Recipe, report: Report): PreparedRun | undefined {
  let sound = true;
  const plan = compileStory(recipe.story, recipe.options, (finding) => {
    sound = false;
    report(finding);
  });
  if (!plan || !sound) return undefined;
  if (plan.to < plan.storyEnd) {
    const seconds = (micros: number) => `${Math.ceil(micros / 1_000_000)}s`;
    throw new RunError(
      `--duration: expected at least ${seconds(plan.storyEnd - plan.from)}, which lead and story take, received ${seconds(plan.to - plan.from)}`,
    );
  }
  checkExpected(recipe.story, plan, report);
  return { plan, pins: resolvePins(plan, report), recipe };
}
