import type { Plan } from '../scenarios/plan.js';
import { EPOCH_MICROSECONDS, type FlowTally } from '../scenarios/sources/source.js';
import type { FlowFacts } from './flowFacts.js';

/** What has been counted up to a moment, per host: what ports, record ids and numbers of records run on from. */
export interface Counts {
  /** TCP connections begun. */
  readonly tcp: Float64Array;
  /** Sysmon Event 3 records. */
  readonly sysmon: Float64Array;
  /** Falcon's events. */
  readonly falcon: Float64Array;
}

export function noCounts(hosts: number): Counts {
  return { tcp: new Float64Array(hosts), sysmon: new Float64Array(hosts), falcon: new Float64Array(hosts) };
}

export const firstEpoch = (plan: Plan) => Math.floor(plan.from / EPOCH_MICROSECONDS);

/** Counts connections and their records without making them. */
export function tallyOf(facts: FlowFacts, { tcp, sysmon, falcon }: Counts): FlowTally {
  const add = (counts: Float64Array, host: number, count: number) => {
    if (host >= 0) counts[host]! += count;
  };
  return (flow, count) => {
    add(tcp, facts.portCounter[flow]!, count);
    add(sysmon, facts.initiatorSysmon[flow]!, count);
    add(sysmon, facts.responderSysmon[flow]!, count);
    add(falcon, facts.falcon[flow]!, count);
  };
}

/** Adds what the connections of one epoch count. */
export function countEpoch(plan: Plan, facts: FlowFacts, epoch: number, counts: Counts): void {
  const tally = tallyOf(facts, counts);
  for (const source of plan.sources) source.count(epoch, tally);
}
