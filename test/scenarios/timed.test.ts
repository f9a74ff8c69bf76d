import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactly, neverBefore, type Timed, timedAfter } from '../../src/scenarios/compile/timed.js';
import { checkedProblemsOf as problemsOf } from './problemsOf.js';

/** The same by walking up one by one, as whoever reads a story does. */
function neverBeforeByWalking(later: Timed, earlier: Timed, links: ReadonlyMap<Timed, Link>): boolean {
  if (later.earliest >= earlier.latest) return true;
  const mosts = new Map<Timed, number>();
  for (let [at, most]: [Timed | undefined, number] = [earlier, 0]; at; ) {
    mosts.set(at, most);
    most += links.get(at)?.most ?? 0;
    at = links.get(at)?.base;
  }
  for (let [at, least]: [Timed | undefined, number] = [later, 0]; at; ) {
    const most = mosts.get(at);
    if (most !== undefined) return least >= most;
    least += links.get(at)?.least ?? 0;
    at = links.get(at)?.base;
  }
  return false;
}

interface Link {
  readonly base: Timed;
  readonly least: number;
  readonly most: number;
}

/** Things that count from each other, or from the calendar, with times that overlap so that only their bases tell. */
const trees = fc
  .array(
    fc.record({ base: fc.nat(), least: fc.integer({ min: -3, max: 20 }), more: fc.oneof(fc.nat(9), fc.constant(Infinity)) }),
    { minLength: 2, maxLength: 80 },
  )
  .map((drafts) => {
    const links = new Map<Timed, Link>();
    const times: Timed[] = [exactly(0)];
    for (const { base, least, more } of drafts) {
      // Long chains and bushes: mostly from one of the last few.
      const from = times[base % 17 === 0 ? base % times.length : Math.max(0, times.length - 1 - (base % 3))]!;
      const by = { base: from, least, most: least + more };
      const time =
        base % 23 === 0 ? exactly(base % 5) : { ...timedAfter(from, { exact: least, ...by }), earliest: -1e9, latest: 1e9 };
      if (time.since) links.set(time, by);
      times.push(time);
    }
    return { times, links };
  });

describe('neverBefore', () => {
  it('is what walking up from both says', () => {
    const seen = new Set<boolean>();
    fc.assert(
      fc.property(trees, fc.nat(), fc.nat(), ({ times, links }, one, other) => {
        const [a, b] = [times[one % times.length]!, times[other % times.length]!];
        const expected = neverBeforeByWalking(a, b, links);
        seen.add(expected);
        expect(neverBefore(a, b)).toBe(expected);
      }),
      { numRuns: 3_000 },
    );
    expect(seen.size).toBe(2);
  });

  it('knows how long steps may take that count from each other by the thousand', () => {
    const steps = (count: number, start: string) => `id: chain
title: One after the other
start: 2026-05-04T07:30:00Z
world:
  hosts: { desk: { role: workstation }, files: { role: server } }
processes:
  late: { host: desk, image: 'C:\\a.exe', user: SYSTEM, start: ${start} }
steps:
  - { id: first, at: 1..9s, connect: { from: desk/System, to: files, port: 445 } }
  - id: chain
    after: first
    repeat:
      times: ${count}
      gap: 1..3s
      steps: [ { id: touch, after: other + 1s, connect: { from: late, to: files, port: 445 } }, { id: other, connect: { from: desk/System, to: files, port: 445 } } ]
`;
    expect(problemsOf(steps(4_000, 'first + 1s'))).toEqual([]);
    expect(problemsOf(steps(4_000, 'first + 500..1500ms'))).toMatchObject([{ code: 'INCONSISTENT' }]);
  });
});
