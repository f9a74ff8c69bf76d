import { meanOf } from '../distributions.js';
import type { Report } from '../finding.js';
import type { Story, StoryBeacon, StoryStep } from '../language/story.js';
import { openShare } from '../opening.js';
import { addressesOf, portsOf } from './scanTargets.js';

/** Connections of one beacon at the most, on average: beyond, a story has mistaken its units. */
const MOST_CALLS = 1_000_000;
/** Of one transfer. */
const MOST_CHUNKS = 100_000;
/** Of one scan: as many as one host has ports. */
const MOST_PROBES = 65_536;
/** Connections of all steps together: each takes eight bytes for as long as a run goes on. */
const MOST_CONNECTIONS = 2_000_000;
/** Of those that each have a peer or a port of their own: each takes some hundred. */
const MOST_PROBES_OF_ALL = 4 * MOST_PROBES;

/** Steps and stories of a size that memory holds: nothing is made before it is known how much it is. */
export function checkSizes(story: Story, report: Report): void {
  let connections = 0;
  let probes = 0;
  let told = false;
  story.steps.forEach((step, index) => {
    const path = ['steps', index];
    const own = sizeOf(story, step);
    if (own.connections > own.most) {
      const expected = `at most ${own.most} ${own.what}`;
      const received = { words: `about ${Math.round(own.connections)}` };
      report({ code: 'TOO_LARGE', path: [...path, ...own.path], expected, received, cure: own.cure });
      return;
    }
    connections += own.connections;
    if (step.scan || step.spread) probes += own.connections;
    if (told || (connections <= MOST_CONNECTIONS && probes <= MOST_PROBES_OF_ALL)) return;
    told = true;
    const expected =
      probes > MOST_PROBES_OF_ALL
        ? `at most ${MOST_PROBES_OF_ALL} connections of all scans and spreads`
        : `at most ${MOST_CONNECTIONS} connections of all steps`;
    report({
      code: 'TOO_LARGE',
      path,
      expected,
      received: { words: 'more, counted up to this step' },
      cure: 'fewer rounds, or smaller steps',
    });
  });
}

interface Size {
  readonly connections: number;
  readonly most: number;
  readonly what: string;
  /** Where the step says it. */
  readonly path: readonly string[];
  readonly cure: string;
}

const ONE: Size = { connections: 1, most: 1, what: '', path: [], cure: '' };

function sizeOf(story: Story, { beacon, scan, spread, transfer, listen }: StoryStep): Size {
  if (beacon)
    return {
      connections: beacon.calls ?? callsIn(story, beacon),
      most: MOST_CALLS,
      what: 'calls',
      path: ['beacon', beacon.calls === undefined ? 'for' : 'calls'],
      cure: 'a longer every, or a shorter for',
    };
  if (scan)
    return {
      connections: addressesOf(scan) * portsOf(scan).length,
      most: MOST_PROBES,
      what: 'probes, targets times ports',
      path: ['scan'],
      cure: 'scan fewer ports or a smaller network',
    };
  if (spread)
    return {
      ...ONE,
      connections: addressesOf(spread) * spread.over.length,
      most: MOST_PROBES,
      what: 'connections',
      path: ['spread', 'to'],
    };
  if (transfer)
    return {
      connections: transfer.chunk === undefined ? transfer.connections : Math.ceil(transfer.size / transfer.chunk),
      most: MOST_CHUNKS,
      what: 'connections',
      path: ['transfer', 'chunk'],
      cure: 'a larger chunk',
    };
  return listen ? { ...ONE, connections: 0 } : ONE;
}

/** How often a beacon calls on average: it sleeps, calls, waits for the answer, and is silent now and then. */
function callsIn(story: Story, { every, for: lasts = 0, hours, days, sleep }: StoryBeacon): number {
  const silence = sleep ? meanOf(story, sleep.for) / sleep.calls : 0;
  const gap = meanOf(story, every) + meanOf({ distributions: {} }, { distribution: 'round-trip' }) + silence;
  return (lasts / gap) * openShare(hours, days) + 1;
}
