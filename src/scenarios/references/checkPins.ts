import type { Report } from '../finding.js';
import type { Story } from '../language/story.js';
import { didYouMean } from '../nearestName.js';
import { pinsOf, writtenPins } from '../pinsOf.js';
import { canHaveSysmon, type Destination, destinationOf, hostOfFrom } from './endHosts.js';
import { listed } from './names.js';

/** The pins of records, and names of Sysmon rules, stand where there is a sensor to write them. */
export function checkPins(story: Story, report: Report): void {
  checkRounds(story, report);
  story.steps.forEach((step, index) => {
    const ends = step.connect ?? step.beacon ?? step.transfer;
    if (!ends) return;
    const from = hostOfFrom(story, ends.from);
    const destination = destinationOf(story, ends);
    const path = ['steps', index];
    for (const { responder, path: place } of pinsOf(story, index)) {
      if (!responder || destination.kind !== 'outside') continue;
      const expected = 'no pins of the responder: an outside party has no sensors';
      report({ code: 'INCONSISTENT', path: [...place, 'responder'], at: 'key', expected, received: 'responder' });
    }
    if (step.ruleName === undefined || from === undefined || mayBeSeenBySysmon(story, from, destination)) return;
    const expected = 'a host with Sysmon at one end: RuleName is a field of Sysmon';
    report({ code: 'INCONSISTENT', path: [...path, 'ruleName'], expected });
  });
}

/** A pin of a step in blocks is of a round that there is. */
function checkRounds({ steps, frames }: Story, report: Report): void {
  const rounds = new Map<string, string[]>();
  const pinning = new Set(steps.flatMap(({ pin }, index) => (pin ? [frames[index]!.label] : [])));
  for (const { label, round } of frames)
    if (round !== '' && pinning.has(label)) rounds.set(label, [...(rounds.get(label) ?? []), round]);
  steps.forEach((step, index) => {
    const known = rounds.get(frames[index]!.label) ?? [];
    for (const { round, path } of writtenPins(step, index)) {
      if (round === undefined || known.includes(String(round))) continue;
      const expected = known.length > 0 ? `a round of the blocks around (${listed(known)})` : 'no round: the step is in no block';
      const cure = didYouMean(String(round), known);
      report({ code: 'UNKNOWN_NAME', path: [...path, 'round'], expected, received: String(round), cure });
    }
  });
}

/** An address may turn out to be one that the seed gives to a host. */
function mayBeSeenBySysmon(story: Story, from: string, destination: Destination): boolean {
  if (canHaveSysmon(story, from) || destination.kind === 'address' || destination.kind === 'unknown') return true;
  return destination.kind === 'host' && canHaveSysmon(story, destination.id);
}
