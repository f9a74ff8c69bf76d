import type { Plan } from '../scenarios/plan.js';
import { EPOCH_MICROSECONDS } from '../scenarios/sources/source.js';
import type { FlowFacts } from './flowFacts.js';

/** What has been counted up to a moment, per host: what ports and record ids run on from. */
export interface Counts {
  /** TCP connections begun. */
  readonly tcp: Float64Array;
  /** Sysmon Event 3 records. */
  readonly sysmon: Float64Array;
  /** Falcon records: no value runs on from them, labels and `--events` do. */
  readonly falcon: Float64Array;
}

export function noCounts(hosts: number): Counts {
  return { tcp: new Float64Array(hosts), sysmon: new Float64Array(hosts), falcon: new Float64Array(hosts) };
}

export const firstEpoch = (plan: Plan) => Math.floor(plan.from / EPOCH_MICROSECONDS);

/** Adds what the connections of one epoch count, without making a record. */
export function countEpoch(plan: Plan, facts: FlowFacts, epoch: number, counts: Counts): void {
  const tally = (flow: number, count: number) => {
    const port = facts.portCounter[flow]!;
    const initiator = facts.initiatorSysmon[flow]!;
    const responder = facts.responderSysmon[flow]!;
    const falcon = facts.falcon[flow]!;
    if (port >= 0) counts.tcp[port]! += count;
    if (initiator >= 0) counts.sysmon[initiator]! += count;
    if (responder >= 0) counts.sysmon[responder]! += count;
    if (falcon >= 0) counts.falcon[falcon]! += count;
  };
  for (const source of plan.sources) source.count(epoch, tally);
}

/**
 * The counting pass: prefix sums of all counters at the beginning of an epoch, without making a record.
 *
 * Going on from the epoch asked for last costs only what lies between.
 */
export function countingPass(plan: Plan, facts: FlowFacts): (epoch: number) => Counts {
  let counts = noCounts(plan.world.machines.length);
  let upTo = firstEpoch(plan);
  return (epoch) => {
    if (epoch < upTo) {
      counts = noCounts(plan.world.machines.length);
      upTo = firstEpoch(plan);
    }
    for (; upTo < epoch; upTo += 1) countEpoch(plan, facts, upTo, counts);
    return { tcp: counts.tcp.slice(), sysmon: counts.sysmon.slice(), falcon: counts.falcon.slice() };
  };
}
