import { type CompileOptions, compileStory } from '../scenarios/compile/compileStory.js';
import type { Finding } from '../scenarios/finding.js';
import type { LoadedStory } from '../scenarios/loadedStory.js';
import { storyProblem } from '../scenarios/loadedStory.js';
import type { Plan } from '../scenarios/plan.js';
import { StoryError } from '../scenarios/storyError.js';
import type { ResolvedPins } from './pins.js';
import { resolvePins } from './resolvePins.js';
import { RunError } from './runError.js';

export interface PreparedRun {
  readonly plan: Plan;
  readonly pins: ResolvedPins;
}

/**
 * Compiles a story and resolves its pins.
 *
 * @throws {@link StoryError} with all that does not fit together; {@link RunError} for a duration that ends before the story does.
 */
export function prepareRun(loaded: LoadedStory, options: CompileOptions): PreparedRun {
  const findings: Finding[] = [];
  const report = (finding: Finding) => findings.push(finding);
  const fail = (): never => {
    throw new StoryError(findings.map(({ path, ...details }) => storyProblem(loaded, path, details)));
  };
  const plan = compileStory(loaded.story, options, report);
  if (!plan || findings.length > 0) return fail();
  if (plan.to < plan.storyEnd) {
    const seconds = (micros: number) => `${Math.ceil(micros / 1_000_000)}s`;
    throw new RunError(
      `--duration: expected at least ${seconds(plan.storyEnd - plan.from)}, which lead and story take, received ${seconds(plan.to - plan.from)}`,
    );
  }
  const pins = resolvePins(plan, report);
  return findings.length > 0 ? fail() : { plan, pins };
}
