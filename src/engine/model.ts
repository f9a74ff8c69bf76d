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
        if (initiator >= 0) addSysmon(initiator, 0, at, at);
        if (responder >= 0) {
          const longest = responder === initiator ? LONGEST_LOOPBACK : LONGEST_TRANSIT;
          addSysmon(responder, 1, at, at + scale32(keyed32(keyLow, keyHigh, TRANSIT, 0), longest));
        }
        const reporter = facts.falcon[flow]!;
        if (reporter >= 0) {
          const i = falcon.add();
          falcon.flow[i] = flow;
          falcon.keyLow[i] = keyLow;
          falcon.keyHigh[i] = keyHigh;
          falcon.port[i] = port;
          falcon.context[i] = wallTime(hosts[reporter]!, at);
          falcon.arrival[i] = pins.received(flow) ?? at + deliveryLag(keyLow, keyHigh);
        }

        function addSysmon(host: number, side: number, began: number, seen: number): void {
          const state = states[host]!;
          const writer = writers[host]!;
          writer.place(began);
          const i = sysmon.add();
          sysmon.flow[i] = flow;
          sysmon.side[i] = side;
          sysmon.keyLow[i] = keyLow;
          sysmon.keyHigh[i] = keyHigh;
          sysmon.port[i] = port;
          sysmon.recordId[i] = state.recordBase(writer.written) + counts.sysmon[host]! + pins.recordOffset(host, flow, side, at);
          counts.sysmon[host]! += 1;
          sysmon.created[i] = wallTime(hosts[host]!, writer.written);
          sysmon.tenth[i] = writer.tenth;
          sysmon.utc[i] = traceTime(hosts[host]!, seen);
          sysmon.arrival[i] = writer.written + state.forwarding;
        }
      }
    },
  };
}
