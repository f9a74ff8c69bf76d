import type { Report } from '../finding.js';
import type { Story } from '../language/story.js';
import { canHaveSysmon, type Destination, destinationOf, hostOfFrom } from './endHosts.js';

/** The pins of records, and names of Sysmon rules, stand where there is a sensor to write them. */
export function checkPins(story: Story, report: Report): void {
  story.steps.forEach((step, index) => {
    const ends = step.connect ?? step.beacon ?? step.transfer;
    if (!ends) return;
    const from = hostOfFrom(story, ends.from);
    const destination = destinationOf(story, ends);
    const path = ['steps', index];
    if (step.pin?.responder && destination.kind === 'outside') {
      const expected = 'no pins of the responder: an outside party has no sensors';
      report({ code: 'INCONSISTENT', path: [...path, 'pin', 'responder'], at: 'key', expected, received: 'responder' });
    }
    if (step.ruleName === undefined || from === undefined || mayBeSeenBySysmon(story, from, destination)) return;
    const expected = 'a host with Sysmon at one end: RuleName is a field of Sysmon';
    report({ code: 'INCONSISTENT', path: [...path, 'ruleName'], expected });
  });
}

/** An address may turn out to be one that the seed gives to a host. */
function mayBeSeenBySysmon(story: Story, from: string, destination: Destination): boolean {
  if (canHaveSysmon(story, from) || destination.kind === 'address' || destination.kind === 'unknown') return true;
  return destination.kind === 'host' && canHaveSysmon(story, destination.id);
}
