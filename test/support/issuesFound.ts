import { type FormatId, prepareRun } from '../../src/engine/index.js';
import { type ExpectedIssue, expectationsOf } from '../../src/scenarios/expectationsOf.js';
import type { LoadedStory } from '../../src/scenarios/index.js';
import { validateText } from '../../src/validate/index.js';
import type { FaultyLabel } from './faultyStory.js';
import { runForms } from './runForms.js';

/** How often a check was said of the records of a form, and what labels tell of those. */
export interface FoundIssue {
  readonly check: string;
  readonly format: FormatId;
  /** The faults that have met the record, and its own step; empty where the issue is of no one record. */
  readonly steps: readonly string[];
}

/** Which record begins on each line. */
function recordsByLine(records: readonly string[]): Map<number, number> {
  const found = new Map<number, number>();
  let line = 1;
  records.forEach((record, n) => {
    found.set(line, n + 1);
    line += record.split('\n').length;
  });
  return found;
}

/** Everything that the strict profile reports of a story's records. */
export async function issuesFound(story: LoadedStory, formats: readonly FormatId[], seed = 1): Promise<FoundIssue[]> {
  const run = await runForms(story, formats, { seed });
  const labels = run.labels as readonly FaultyLabel[];
  return formats.flatMap((format) => {
    const records = run.records.get(format)!;
    const byLine = recordsByLine(records);
    const byRecord = new Map(labels.filter((label) => label.format === format).map((label) => [label.record, label]));
    const { issues } = validateText(records.map((record) => `${record}\n`).join(''), { profile: 'strict' });
    return issues.map(({ check, line }) => {
      const label = line === undefined ? undefined : byRecord.get(byLine.get(line));
      return { check, format, steps: label ? [...(label.faults ?? []).map(({ step }) => step), label.step] : [] };
    });
  });
}

/**
 * What differs between the issues that a story declares and those that are found, a sentence each; none where they are the same.
 *
 * An issue belongs to the first declared line of its check and form whose step its labels tell, else to one that names no step.
 */
export function issueDifferences(expected: readonly ExpectedIssue[], found: readonly FoundIssue[]): string[] {
  const counts = expected.map(() => 0);
  const more = new Map<string, number>();
  for (const { check, format, steps } of found) {
    const same = (issue: ExpectedIssue) => issue.check === check && issue.format === format;
    let n = expected.findIndex((issue) => same(issue) && issue.step !== undefined && steps.includes(issue.step));
    if (n < 0) n = expected.findIndex((issue) => same(issue) && issue.step === undefined);
    const name = `${check} in ${format}${steps.length > 0 ? `, of ${steps.join(' and ')}` : ''}`;
    if (n < 0) more.set(name, (more.get(name) ?? 0) + 1);
    else counts[n]! += 1;
  }
  const wrong = expected.flatMap(({ check, format, times, step }, n) =>
    counts[n] === times
      ? []
      : [`${check} in ${format}${step === undefined ? '' : `, of ${step}`}: expected ${times} times, found ${counts[n]} times`],
  );
  return [...wrong, ...[...more].map(([name, count]) => `${name}: expected never, found ${count} times`)];
}

/** The same for a story that says what is to be found in it. */
export async function storyDifferences(story: LoadedStory, formats: readonly FormatId[], seed = 1): Promise<string[]> {
  const { plan } = prepareRun(story, { seed });
  const { issues } = expectationsOf(story.story);
  const declared = issues.filter(({ format }) => formats.includes(format as FormatId));
  if (plan.faults.length === 0 && declared.length > 0) throw new Error(`${story.story.id}: issues without faults`);
  return issueDifferences(declared, await issuesFound(story, formats, seed));
}
