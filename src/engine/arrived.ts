import type { FalconRecords, SysmonRecords } from '../generators/index.js';
import type { FlowFacts } from './flowFacts.js';

/** Records that have arrived, by sensor and host. */
export interface Arrived {
  readonly sysmon: Float64Array;
  readonly falcon: Float64Array;
}

/** Whose record it is. */
export function hostOfSysmon({ initiatorSysmon, responderSysmon }: FlowFacts, { flow, side }: SysmonRecords, i: number): number {
  return (side[i] === 0 ? initiatorSysmon : responderSysmon)[flow[i]!]!;
}

/** Counts the records that arrive before a moment, microseconds. */
export function addArrived(
  arrived: Arrived,
  facts: FlowFacts,
  { sysmon, falcon }: { readonly sysmon: SysmonRecords; readonly falcon: FalconRecords },
  before: number,
): void {
  for (let i = 0; i < sysmon.length; i += 1)
    if (sysmon.arrival[i]! < before) arrived.sysmon[hostOfSysmon(facts, sysmon, i)]! += 1;
  for (let i = 0; i < falcon.length; i += 1)
    if (falcon.arrival[i]! < before) arrived.falcon[facts.falcon[falcon.flow[i]!]!]! += 1;
}
