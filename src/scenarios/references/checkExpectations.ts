import { labelOf, sameRule } from '../expectationsOf.js';
import type { Report, StoryPath } from '../finding.js';
import type { Story } from '../language/story.js';
import { didYouMean } from '../nearestName.js';
import { listed } from './names.js';

/** What is expected names steps of the story, says each thing once, and nothing that cannot be true together. */
export function checkExpectations(story: Story, report: Report): void {
  const expected = checkRules(story, report);
  checkSilent(story, expected, report);
  checkIssues(story, report);
}

/** @returns The rules that are expected somewhere. */
function checkRules(story: Story, report: Report): Set<string> {
  const once = new Once(report);
  const names = new StepNames(story, report);
  const rules = new Set<string>();
  story.steps.forEach((step, index) => {
    // Rounds of a block are one step to whoever reads labels, so they may say the same.
    const own = new Once(report);
    step.rules.forEach((rule, n) => {
      rules.add(sameRule(rule));
      own.take(sameRule(rule), ['steps', index, 'rules', n], 'a rule that this step names once');
      once.know(`${labelOf(story, index)} ${sameRule(rule)}`);
    });
  });
  story.expect?.rules.forEach(({ rule, steps }, n) => {
    rules.add(sameRule(rule));
    steps.forEach((step, m) => {
      const path = ['expect', 'rules', n, 'steps', m];
      if (!names.check(step, path)) return;
      once.take(`${step} ${sameRule(rule)}`, path, `a step on which ${rule} is expected once`, 'leave it out here, or there');
    });
  });
  return rules;
}

function checkSilent({ expect }: Story, expected: ReadonlySet<string>, report: Report): void {
  const once = new Once(report);
  expect?.silent.forEach((rule, n) => {
    const path = ['expect', 'silent', n];
    once.take(sameRule(rule), path, 'a rule that is named here once');
    if (!expected.has(sameRule(rule))) return;
    const cure = 'leave it out here, or among the rules that are to fire';
    report({ code: 'INCONSISTENT', path, expected: 'a rule that is expected on no step', received: rule, cure });
  });
}

function checkIssues(story: Story, report: Report): void {
  const once = new Once(report);
  const names = new StepNames(story, report);
  story.expect?.issues.forEach(({ check, format, step }, n) => {
    const path = ['expect', 'issues', n];
    if (step !== undefined && !names.check(step, [...path, 'step'])) return;
    const what = 'a check that is named once for this format and step';
    once.take(`${check} ${format} ${step ?? ''}`, [...path, 'check'], what, 'add up their times');
  });
}

/** Reports what comes again. */
class Once {
  readonly #seen = new Set<string>();

  constructor(private readonly report: Report) {}

  know(key: string): void {
    this.#seen.add(key);
  }

  take(key: string, path: StoryPath, expected: string, cure?: string): void {
    if (this.#seen.has(key)) this.report({ code: 'DUPLICATE', path, expected, cure });
    else this.#seen.add(key);
  }
}

/** The steps of a story by what labels call them. */
class StepNames {
  readonly #labels: ReadonlySet<string>;
  /** What stands for what somebody may write instead: the id of a step in a block, or one round of it. */
  readonly #rounds: ReadonlyMap<string, string>;

  constructor(
    story: Story,
    private readonly report: Report,
  ) {
    const labels = story.steps.map((_, index) => labelOf(story, index));
    this.#labels = new Set(labels);
    this.#rounds = new Map([
      ...story.steps.map(({ id }, index): [string, string] => [id, labels[index]!]),
      ...story.frames.map(({ key, label }): [string, string] => [key, label]),
    ]);
  }

  /** @returns Whether there is such a step; else it has been reported. */
  check(name: string, path: StoryPath): boolean {
    if (this.#labels.has(name)) return true;
    const whole = this.#rounds.get(name);
    const expected = `a step of the story: ${listed([...this.#labels])}`;
    const cure = whole === undefined ? didYouMean(name, this.#labels) : `write ${whole}`;
    this.report({ code: 'UNKNOWN_NAME', path, expected, received: name, cure });
    return false;
  }
}
