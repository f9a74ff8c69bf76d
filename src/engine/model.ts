import { deliveryLag } from '../generators/crowdstrike/deliveryLag.js';
import type { FalconRecords } from '../generators/crowdstrike/falconRecords.js';
import type { SysmonRecords } from '../generators/sysmon/sysmonRecords.js';
import { type Host, traceTime, wallTime } from '../model/host.js';
import { keyed32, scale32 } from '../random/keyed32.js';
import type { Plan } from '../scenarios/plan.js';
import { connectionsOf } from './connectionBatch.js';
import type { Counts } from './counts.js';
import { type FlowFacts, flowFacts } from './flowFacts.js';
import { DYNAMIC_PORTS, FIRST_DYNAMIC_PORT, type HostState, hostState } from './hostState.js';
import { noPins, type ResolvedPins } from './pins.js';

const PORT = 0x706f_7274;
const TRANSIT = 0x7472_616e;
/** Microseconds that a connection needs to the other host of a site, and to the other end of a loopback. */
const LONGEST_TRANSIT = 300;
const LONGEST_LOOPBACK = 60;

/** From connections to records: ports, record ids and times. Given the counts at its beginning, an epoch depends on no other. */
export interface Model {
  readonly facts: FlowFacts;
  readonly states: readonly HostState[];
  /**
   * Adds the records of the connections that begin in an epoch, in the order of (time, key).
   *
   * @param counts - At the beginning of the epoch; afterwards they are those at its end.
   */
  addRecords(epoch: number, counts: Counts, sysmon: SysmonRecords, falcon: FalconRecords): void;
}

export function createModel(plan: Plan, pins: ResolvedPins = noPins): Model {
  const { flows, world } = plan;
  const facts = flowFacts(flows);
  const hosts: readonly Host[] = world.machines.map(({ host }) => host);
  const states = world.machines.map((machine) =>
    hostState(
      plan.random.fork(machine.host.id),
      machine,
      plan.processStarts.filter(({ host }) => host === machine.host),
    ),
  );
  const writers = states.map(({ writer }, host) => pins.writer(host, writer));

  const portOf = (flow: number, at: number, keyLow: number, keyHigh: number, counts: Counts): number => {
    const counter = facts.portCounter[flow]!;
    if (counter >= 0) {
      const { ports, portBase } = states[counter]!;
      const place = portBase(at) + counts.tcp[counter]! + pins.portOffset(counter, flow, at);
      counts.tcp[counter]! += 1;
      return ports[place % ports.length]!;
    }
    const fixed = facts.fixedPort[flow]!;
    return fixed >= 0 ? fixed : FIRST_DYNAMIC_PORT + scale32(keyed32(keyLow, keyHigh, PORT, 0), DYNAMIC_PORTS);
  };

  // A function of the model, not of the connection: one made anew for each would cost more than what it does.
  const addSysmon = (
    records: SysmonRecords,
    counts: Counts,
    host: number,
    side: number,
    flow: number,
    keyLow: number,
    keyHigh: number,
    port: number,
    began: number,
    seen: number,
  ): void => {
    const state = states[host]!;
    const writer = writers[host]!;
    writer.place(began);
    const i = records.add();
    records.flow[i] = flow;
    records.side[i] = side;
    records.keyLow[i] = keyLow;
    records.keyHigh[i] = keyHigh;
    records.port[i] = port;
    records.recordId[i] = state.recordBase(writer.written) + counts.sysmon[host]! + pins.recordOffset(host, flow, side, began);
    counts.sysmon[host]! += 1;
    records.created[i] = wallTime(hosts[host]!, writer.written);
    records.tenth[i] = writer.tenth;
    records.utc[i] = traceTime(hosts[host]!, seen);
    records.arrival[i] = writer.written + state.forwarding;
  };

  return {
    facts,
    states,
    addRecords(epoch, counts, sysmon, falcon) {
      const { connections, order } = connectionsOf(plan, epoch);
      for (const connection of order) {
        const at = connections.at[connection]!;
        const flow = connections.flow[connection]!;
        const keyLow = connections.keyLow[connection]!;
        const keyHigh = connections.keyHigh[connection]!;
        const port = portOf(flow, at, keyLow, keyHigh, counts);
        const initiator = facts.initiatorSysmon[flow]!;
        const responder = facts.responderSysmon[flow]!;
        if (initiator >= 0) addSysmon(sysmon, counts, initiator, 0, flow, keyLow, keyHigh, port, at, at);
        if (responder >= 0) {
          const transit = scale32(
            keyed32(keyLow, keyHigh, TRANSIT, 0),
            responder === initiator ? LONGEST_LOOPBACK : LONGEST_TRANSIT,
          );
          addSysmon(sysmon, counts, responder, 1, flow, keyLow, keyHigh, port, at, at + transit);
        }
        const reporter = facts.falcon[flow]!;
        if (reporter < 0) continue;
        const i = falcon.add();
        falcon.flow[i] = flow;
        falcon.keyLow[i] = keyLow;
        falcon.keyHigh[i] = keyHigh;
        falcon.port[i] = port;
        falcon.context[i] = wallTime(hosts[reporter]!, at);
        falcon.arrival[i] = pins.received(flow) ?? at + deliveryLag(keyLow, keyHigh);
      }
    },
  };
}
