import type { FalconRecords, SysmonRecords } from '../generators/index.js';
import type { Counts } from './counts.js';
import type { FlowFacts } from './flowFacts.js';

/** Records that have arrived, by sensor and host. */
export type Arrived = Pick<Counts, 'sysmon' | 'falcon'>;

/** Whose record it is. */
export function hostOfSysmon({ initiatorSysmon, responderSysmon }: FlowFacts, { flow, side }: SysmonRecords, i: number): number {
  return (side[i] === 0 ? initiatorSysmon : responderSysmon)[flow[i]!]!;
}

/**
 * What has arrived: all records but those under way.
 *
 * @param made - By sensor and host. @param underWay - All of them that have not arrived.
 */
export function arrivedOf(
  made: Arrived,
  facts: FlowFacts,
  underWay: { readonly sysmon: SysmonRecords; readonly falcon: FalconRecords },
): Arrived {
  const arrived = { sysmon: made.sysmon.slice(), falcon: made.falcon.slice() };
  const { sysmon, falcon } = underWay;
  for (let i = 0; i < sysmon.length; i += 1) arrived.sysmon[hostOfSysmon(facts, sysmon, i)]! -= 1;
  for (let i = 0; i < falcon.length; i += 1) arrived.falcon[facts.falcon[falcon.flow[i]!]!]! -= 1;
  return arrived;
}
