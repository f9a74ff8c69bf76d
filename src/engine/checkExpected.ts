import { FORMAT_IDS, type FormatId, falconHost, sysmonHost } from '../generators/index.js';
import type { Flow } from '../model/flow.js';
import { expectationsOf } from '../scenarios/expectationsOf.js';
import type { Report, StoryPath } from '../scenarios/finding.js';
import type { Story } from '../scenarios/language/story.js';
import { didYouMean } from '../scenarios/nearestName.js';
import type { Plan } from '../scenarios/plan.js';
import { type checks, checksById } from '../validate/checks.js';
import { type Sensor, sensorsOf } from './formats.js';

/** Holds what a story expects against its plan: rules need records to fire on, and issues a form to be found in. */
export function checkExpected(story: Story, { flows }: Plan, report: Report): void {
  const { rules, issues } = expectationsOf(story);
  for (const [n, issue] of issues.entries()) checkIssue(issue, ['expect', 'issues', n], report);
  if (rules.length === 0) return;
  const seen = new Map<string, boolean>();
  for (const flow of flows) {
    if (flow.background) continue;
    const { step } = flow.meaning;
    seen.set(step, seen.get(step) === true || isSeen(flow));
  }
  for (const { step, path } of rules) {
    // A step that the seed leaves out has flows too; one without only listens.
    if (seen.get(step) === true) continue;
    const cure = 'give a host of it a sensor that tells of it, or take the step out of here';
    report({ code: 'INCONSISTENT', path, expected: 'a step of which some sensor makes a record', received: step, cure });
  }
}

/** The group of checks that looks at what a sensor writes. */
const GROUPS = { sysmon: 'sysmon3', falcon: 'falcon-ip6' } as const satisfies Record<Sensor, keyof typeof checks>;

/** A check that there is, in a form that it looks at. */
function checkIssue(
  { check, format }: { readonly check: string; readonly format: string },
  path: StoryPath,
  report: Report,
): void {
  const known = isFormat(format);
  if (!known) {
    const expected = `one of ${FORMAT_IDS.join(', ')}`;
    report({ code: 'UNKNOWN_NAME', path: [...path, 'format'], expected, cure: didYouMean(format, FORMAT_IDS) });
  }
  if (!Object.hasOwn(checksById, check)) {
    const cure = didYouMean(check, Object.keys(checksById)) ?? 'wiretale validate --checks lists them';
    report({ code: 'UNKNOWN_NAME', path: [...path, 'check'], expected: 'a check of validate', cure });
    return;
  }
  if (!known) return;
  const groups = ['input', ...sensorsOf(format).map((sensor) => GROUPS[sensor])];
  if (!groups.includes(check.split('/')[0]!)) {
    const expected = `a check of what is in ${format}: one of ${groups.map((name) => `${name}/*`).join(', ')}`;
    report({ code: 'INCONSISTENT', path: [...path, 'check'], expected });
  }
}

const isFormat = (format: string): format is FormatId => (FORMAT_IDS as readonly string[]).includes(format);

const isSeen = (flow: Flow) => (sysmonHost(flow, 'initiator') ?? sysmonHost(flow, 'responder') ?? falconHost(flow)) !== undefined;
