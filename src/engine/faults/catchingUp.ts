import { keyed32 } from '../../random/keyed32.js';
import { LONGEST_CATCHING_UP } from '../../scenarios/compile/plannedFaults.js';
import type { PlannedFault } from '../../scenarios/plan.js';

/** A collector works off what has waited in at least this part of the time for which it was away. */
const SHORTEST = 0.05;

/**
 * When a stream has no backlog any more after an outage: Sysmon's of one host, or Falcon's, which is one for all hosts.
 *
 * @param host - Its id; absent: Falcon.
 */
export function catchingUp({ from, to, random }: PlannedFault, host: string | undefined): number {
  const { keyLow, keyHigh } = host === undefined ? random.fork('falcon') : random.fork('sysmon').fork(host);
  const part = SHORTEST + ((LONGEST_CATCHING_UP - SHORTEST) * keyed32(keyLow, keyHigh, 0, 0)) / 2 ** 32;
  return to + Math.ceil((to - from) * part);
}

/**
 * When a record arrives that would have arrived in or soon after an outage: what has waited comes first, and what comes meanwhile queues
 * behind it. A function of the record's own time that never falls, so the order of a stream is kept, and no record hangs on another.
 *
 * @param until - From {@link catchingUp}: when the queue is empty.
 */
export function caughtUp({ from, to }: PlannedFault, until: number, arrival: number): number {
  return Math.max(arrival, to + Math.floor(((arrival - from) * (until - to)) / (until - from)));
}
