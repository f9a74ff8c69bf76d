import type { End } from '../../model/flow.js';
import { type Process, processKey } from '../../model/process.js';
import { type Condition, canMeet } from '../expand/frames.js';
import type { Report, StoryPath } from '../finding.js';
import { neverBefore, type Timed, timedAfter } from './timed.js';

/** For so long TCP knows the ports of a connection that is over, microseconds: twice the life of a segment, as Windows has it. */
const TIME_WAIT = 120_000_000;
/** Connections to one port of one host within that time at the most: Windows gives out no more ports. */
const MOST_AT_ONCE = 16_384;

/** TCP connections from a port that a program binds itself. */
export interface BoundPort {
  readonly initiator: End;
  readonly port: number;
  /** Address and port of the other end. */
  readonly to: string;
  readonly from: Timed;
  readonly until: Timed;
  readonly conditions: readonly Condition[];
  /** Where the port is written. */
  readonly path: StoryPath;
}

/** Two connections between the same ports cannot stand side by side, nor can two processes have one port. */
export function checkBoundPorts(bound: readonly BoundPort[], report: Report): void {
  const told = new Set<BoundPort>();
  const check = (keyOf: (one: BoundPort) => string, meet: (one: BoundPort, other: BoundPort) => string | undefined) => {
    const last = new Map<string, BoundPort>();
    // Neighbours tell: whoever is apart from the next is apart from all.
    for (const one of [...bound].sort((a, b) => a.from.at - b.from.at)) {
      const before = last.get(keyOf(one));
      last.set(keyOf(one), one);
      const expected = before && areClose(before, one) ? meet(before, one) : undefined;
      if (expected === undefined || told.has(one)) continue;
      told.add(one);
      report({ code: 'INCONSISTENT', path: one.path, expected, cure: 'another port, or leave it out' });
    }
  };
  const ofHost = ({ initiator, port }: BoundPort) => `${initiator.host!.id} ${port}`;
  check(
    (one) => `${ofHost(one)} ${one.to}`,
    () => 'a port from which nothing else goes to the same place within two minutes: to TCP it would be the same connection',
  );
  check(ofHost, ({ initiator: { process: other } }, { initiator: { process } }) =>
    other === process ? undefined : `a port that no other process has at the time: ${processKey(other as Process)} has this one`,
  );
}

function areClose(one: BoundPort, other: BoundPort): boolean {
  if (!canMeet(one.conditions, other.conditions)) return false;
  const apart = (before: BoundPort, after: BoundPort) =>
    neverBefore(after.from, timedAfter(before.until, { exact: TIME_WAIT, least: TIME_WAIT, most: TIME_WAIT }));
  return !apart(one, other) && !apart(other, one);
}

/** Whether so many TCP connections to one port of one host come so fast that a Windows host would run out of ports. */
export function runsOutOfPorts(moments: ArrayLike<number>): boolean {
  for (let n = MOST_AT_ONCE; n < moments.length; n += 1) if (moments[n]! - moments[n - MOST_AT_ONCE]! < TIME_WAIT) return true;
  return false;
}

/**
 * Whether TCP connections from one port to one place come faster than it can have them.
 *
 * @param leastGap - Where the moments are those of one seed: how close they are for some other.
 */
export function comesTooFast(moments: ArrayLike<number>, leastGap?: number): boolean {
  if (leastGap !== undefined) return leastGap < TIME_WAIT;
  for (let n = 1; n < moments.length; n += 1) if (moments[n]! - moments[n - 1]! < TIME_WAIT) return true;
  return false;
}
