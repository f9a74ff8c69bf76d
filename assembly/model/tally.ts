import { FALCON, FLOW_SIZE, INITIATOR_SYSMON, PORT_COUNTER, RESPONDER_SYSMON } from './flow';
import { FALCON_COUNT, HOST_SIZE, SYSMON_COUNT, TCP_COUNT } from './host';
import { flows, hosts } from './memory';

@inline
function add(host: i32, counter: i32, count: i32): void {
  if (host < 0) return;
  const at = hosts + host * HOST_SIZE + counter;
  store<f64>(at, load<f64>(at) + <f64>count);
}

/** Counts connections of a flow, and their records, without making them. */
@inline
export function tally(flow: u32, count: i32): void {
  const about = flows + <i32>flow * FLOW_SIZE;
  add(load<i32>(about, PORT_COUNTER), TCP_COUNT, count);
  tallyRecords(about, count);
}

/** Counts their records only. @param about - The flow, by its place. */
@inline
export function tallyRecords(about: i32, count: i32): void {
  add(load<i32>(about, INITIATOR_SYSMON), SYSMON_COUNT, count);
  add(load<i32>(about, RESPONDER_SYSMON), SYSMON_COUNT, count);
  add(load<i32>(about, FALCON), FALCON_COUNT, count);
}
