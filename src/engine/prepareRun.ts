import { type CompileOptions, compileStory } from '../scenarios/compile/compileStory.js';
import type { Finding } from '../scenarios/finding.js';
import type { LoadedStory } from '../scenarios/loadedStory.js';
import { storyProblem } from '../scenarios/loadedStory.js';
import type { Plan } from '../scenarios/plan.js';
import { StoryError } from '../scenarios/storyError.js';
import type { ResolvedPins } from './pins.js';
import { resolvePins } from './resolvePins.js';

export interface PreparedRun {
  readonly plan: Plan;
  readonly pins: ResolvedPins;
}

/**
 * Compiles a story and resolves its pins.
 *
 * @throws {@link StoryError} with all that does not fit together.
 */
export function prepareRun(loaded: LoadedStory, options: CompileOptions): PreparedRun {
  const findings: Finding[] = [];
  const report = (finding: Finding) => findings.push(finding);
  const fail = (): never => {
    throw new StoryError(findings.map(({ path, ...details }) => storyProblem(loaded, path, details)));
  };
  const plan = compileStory(loaded.story, options, report);
  if (!plan || findings.length > 0) return fail();
  const pins = resolvePins(plan, report);
  return findings.length > 0 ? fail() : { plan, pins };
}
