import { type Expectations, expectationsOf } from '../scenarios/expectationsOf.js';
import type { Story } from '../scenarios/language/story.js';
import type { Plan } from '../scenarios/plan.js';

/** What a story expects of the records of this run: a step that the seed does not choose has none for a rule to fire on. */
export function expectedHere(story: Story, { steps }: Plan): Expectations {
  const { rules, ...rest } = expectationsOf(story);
  const told = new Set(steps.map(({ id }) => id));
  return { ...rest, rules: rules.filter(({ step }) => told.has(step)) };
}
