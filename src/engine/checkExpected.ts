import { FORMAT_IDS, falconHost, sysmonHost } from '../generators/index.js';
import type { Flow } from '../model/flow.js';
import { expectationsOf } from '../scenarios/expectationsOf.js';
import type { Report } from '../scenarios/finding.js';
import type { Story } from '../scenarios/language/story.js';
import { didYouMean } from '../scenarios/nearestName.js';
import type { Plan } from '../scenarios/plan.js';

/** Holds what a story expects against its plan: rules need records to fire on, and issues a form to be found in. */
export function checkExpected(story: Story, { flows }: Plan, report: Report): void {
  const { rules, issues } = expectationsOf(story);
  issues.forEach(({ format }, n) => {
    if ((FORMAT_IDS as readonly string[]).includes(format)) return;
    const path = ['expect', 'issues', n, 'format'];
    const expected = `one of ${FORMAT_IDS.join(', ')}`;
    report({ code: 'UNKNOWN_NAME', path, expected, cure: didYouMean(format, FORMAT_IDS) });
  });
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

const isSeen = (flow: Flow) => (sysmonHost(flow, 'initiator') ?? sysmonHost(flow, 'responder') ?? falconHost(flow)) !== undefined;
