import { FAULT_KINDS } from '../../model/faultKind.js';
import { boundsOf, distributionNames } from '../distributions.js';
import type { Delay } from '../duration.js';
import type { Report, StoryPath } from '../finding.js';
import { LEAF_KINDS } from '../language/stepKinds.js';
import type { Story, StoryFault, StoryStep } from '../language/story.js';
import { didYouMean } from '../nearestName.js';
import { hostOf, listed } from './names.js';

/** Each record is held against every fault. */
const MOST_FAULTS = 256;
const DAY = 86_400_000_000;
/** What arrives later than this has a run go on, slice by slice, for as long. */
const MOST_LATE = 30 * DAY;
const MOST_REORDERED = DAY / 24;
/** Batteries of clocks fail, and hosts come up in another year. */
const MOST_JUMP = 366 * DAY;

/** Values of a fault that the schema cannot judge, by kind: how long each may be at the most. */
const LONGEST: Readonly<Record<string, Readonly<Record<string, readonly [most: number, words: string]>>>> = {
  late: { by: [MOST_LATE, '30d'] },
  duplicate: { after: [MOST_LATE, '30d'] },
  reorder: { by: [MOST_REORDERED, '1h'] },
  outage: { for: [MOST_LATE, '30d'] },
};

/** Faults of one kind each, on hosts and steps that there are. */
export function checkFaults(story: Story, report: Report): void {
  let faults = 0;
  story.steps.forEach((step, index) => {
    if (!step.fault) return;
    faults += 1;
    const path = ['steps', index];
    if (faults === MOST_FAULTS + 1)
      report({
        code: 'TOO_LARGE',
        path,
        expected: `at most ${MOST_FAULTS} faults in a story`,
        cure: 'let one concern more hosts',
      });
    checkFault(story, step.fault, [...path, 'fault'], report);
    refuseMeaning(step, path, report);
  });
}

function checkFault(story: Story, fault: StoryFault, path: StoryPath, report: Report): void {
  const given = FAULT_KINDS.filter((kind) => fault[kind] !== undefined);
  const [kind] = given;
  const expected = `exactly one of ${FAULT_KINDS.join(', ')}`;
  if (kind === undefined) report({ code: 'MISSING', path, expected, received: { words: 'none' } });
  else if (given.length > 1)
    report({ code: 'INCONSISTENT', path: [...path, given.at(-1)!], at: 'key', expected, received: { words: given.join(', ') } });
  if (kind === undefined || given.length > 1) return;
  const inside = [...path, kind];
  const { hosts, steps, share, for: lasts } = fault[kind] as Which;
  checkHosts(story, hosts, [...inside, 'hosts'], report);
  checkSteps(story, steps, [...inside, 'steps'], report);
  if (share !== undefined && !(Number.parseFloat(share) > 0 && Number.parseFloat(share) <= 100))
    report({ code: 'WRONG_VALUE', path: [...inside, 'share'], expected: 'a share above 0% and of at most 100%' });
  if (lasts !== undefined && lasts <= 0)
    report({ code: 'WRONG_VALUE', path: [...inside, 'for'], expected: 'a time above zero such as 10m' });
  checkLongest(story, kind, fault[kind] as Readonly<Record<string, unknown>>, inside, report);
  const jump = fault.clockJump?.by;
  if (jump !== undefined && (jump === 0 || Math.abs(jump) > MOST_JUMP))
    report({
      code: 'WRONG_VALUE',
      path: [...inside, 'by'],
      expected: 'a time such as -1h or 10m, not zero, at most 366d either way',
    });
}

/** Kinds of steps that have connections. */
const CONNECTING = LEAF_KINDS.filter((kind) => kind !== 'fault' && kind !== 'listen');

/** What faults have in common; each kind has some of it. */
interface Which {
  readonly hosts?: unknown;
  readonly steps?: readonly string[] | undefined;
  readonly share?: string | undefined;
  readonly for?: number | undefined;
}

function checkHosts(story: Story, hosts: unknown, path: StoryPath, report: Report): void {
  const known = Object.keys(story.world.hosts);
  const ids = Array.isArray(hosts) ? (hosts as unknown[]) : [hosts];
  ids.forEach((id, n) => {
    if (typeof id !== 'string' || hostOf(story, id)) return;
    report({
      code: 'UNKNOWN_NAME',
      path: Array.isArray(hosts) ? [...path, n] : path,
      expected: `a host of the story: ${listed(known)}`,
      received: id,
      cure: didYouMean(id, known),
    });
  });
}

function checkSteps(story: Story, steps: readonly string[] = [], path: StoryPath, report: Report): void {
  if (steps.length === 0) return;
  const labels = new Set([
    ...story.steps.flatMap((step, n) => (CONNECTING.some((kind) => step[kind] !== undefined) ? [story.frames[n]!.label] : [])),
    ...story.blocks.flatMap(({ id, label }) => (id === undefined ? [] : [label])),
  ]);
  steps.forEach((label, n) => {
    if (labels.has(label)) return;
    const known = [...labels];
    report({
      code: 'UNKNOWN_NAME',
      path: [...path, n],
      expected: `a step of the story with connections, as labels call it: ${listed(known)}`,
      received: label,
      cure: didYouMean(label, known),
    });
  });
}

function checkLongest(
  story: Story,
  kind: string,
  content: Readonly<Record<string, unknown>>,
  path: StoryPath,
  report: Report,
): void {
  for (const [name, [most, words]] of Object.entries(LONGEST[kind] ?? {})) {
    const longest = longestOf(story, content[name] as Delay | number);
    if (longest > most) report({ code: 'TOO_LARGE', path: [...path, name], expected: `a time of at most ${words}` });
  }
}

/** A distribution that nobody knows is reported elsewhere. */
function longestOf(story: Story, time: Delay | number): number {
  if (typeof time === 'number') return time;
  if ('distribution' in time && !distributionNames(story).includes(time.distribution)) return 0;
  return boundsOf(story, time).max;
}

/** Keys of a step that say what its connections mean: a fault has none. */
const OF_CONNECTIONS = ['technique', 'ruleName', 'pin'] as const;

function refuseMeaning(step: StoryStep, path: StoryPath, report: Report): void {
  const found = [...OF_CONNECTIONS.filter((key) => step[key] !== undefined), ...(step.rules.length > 0 ? ['rules'] : [])];
  for (const key of found)
    report({
      code: 'INCONSISTENT',
      path: [...path, key],
      at: 'key',
      expected: `a fault without ${key}: it makes no connections`,
      received: key,
      cure: 'give it to the steps whose records are concerned',
    });
}
