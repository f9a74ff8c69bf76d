import type { StoryPath } from './finding.js';
import type { Times } from './language/expectations.js';
import type { Story } from './language/story.js';

/** A rule that must fire on records of a step. */
export interface ExpectedRule {
  /** As the story names it: a UUID, or the name of a rule file. */
  readonly rule: string;
  /** What labels call the step; of a block all rounds together. */
  readonly step: string;
  /** On so many records of the step, in any one form that the rule can read. */
  readonly times: Times;
  /** Where the story says it, once it is expanded. */
  readonly path: StoryPath;
}

/** An issue that `validate` must report in the strict profile. */
export interface ExpectedIssue {
  readonly check: string;
  /** The form in which it is found. */
  readonly format: string;
  readonly times: number;
  /** What labels call the step that it comes from. */
  readonly step?: string;
}

/** What a story says that others find in its records. */
export interface Expectations {
  /** Each rule and step once. A rule that is expected on some steps may fire on others: whether it should is not said. */
  readonly rules: readonly ExpectedRule[];
  /** Rules that fire on no record at all. */
  readonly silent: readonly string[];
  /** All issues that there are: what is not listed is not to be found. */
  readonly issues: readonly ExpectedIssue[];
}

/** What labels call a step of a story. */
export const labelOf = ({ frames }: Pick<Story, 'frames'>, index: number): string => frames[index]!.label;

/** Two spellings of one rule: UUIDs are the same in either case. */
export const sameRule = (rule: string): string => rule.toLowerCase();

/** Collects what a story expects: `expect`, and what its steps say themselves, which comes first. */
export function expectationsOf(story: Pick<Story, 'frames' | 'steps' | 'expect'>): Expectations {
  const { rules = [], silent = [], issues = [] } = story.expect ?? {};
  const found = new Map<string, ExpectedRule>();
  const add = (expected: ExpectedRule) => {
    const key = `${expected.step} ${sameRule(expected.rule)}`;
    if (!found.has(key)) found.set(key, expected);
  };
  story.steps.forEach((step, index) => {
    step.rules.forEach((rule, n) => {
      add({ rule, step: labelOf(story, index), times: { min: 1 }, path: ['steps', index, 'rules', n] });
    });
  });
  rules.forEach(({ rule, steps, times = { min: 1 } }, n) => {
    steps.forEach((step, m) => {
      add({ rule, step, times, path: ['expect', 'rules', n, 'steps', m] });
    });
  });
  return {
    rules: [...found.values()],
    silent,
    issues: issues.map(({ check, format, times, step }) => ({ check, format, times, ...(step !== undefined && { step }) })),
  };
}

/** The rules that are expected on each step, by what labels call it. */
export function rulesByStep({ rules }: Expectations): Map<string, string[]> {
  const byStep = new Map<string, string[]>();
  for (const { rule, step } of rules) {
    const own = byStep.get(step);
    if (own) own.push(rule);
    else byStep.set(step, [rule]);
  }
  return byStep;
}
