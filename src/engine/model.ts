import { deliveryLag } from '../generators/crowdstrike/deliveryLag.js';
import type { FalconRecords } from '../generators/crowdstrike/falconRecords.js';
import type { SysmonRecords } from '../generators/sysmon/sysmonRecords.js';
import { type Host, traceTime, wallTenths, wallTime } from '../model/host.js';
import { keyed32, scale32 } from '../random/keyed32.js';
import type { Plan } from '../scenarios/plan.js';
import { EPOCH_MICROSECONDS, type Source } from '../scenarios/sources/source.js';
import { createArrivals } from './arrivals.js';
import { createConnections, findConnections } from './connectionBatch.js';
import type { Counts } from './counts.js';
import { type FlowFacts, flowFacts } from './flowFacts.js';
import { SENSORS, type Sensor } from './formats.js';
import { type HostState, hostState } from './hostState.js';
import { noPins, type ResolvedPins } from './pins.js';

const PORT = 0x706f_7274;
const TRANSIT_PURPOSE = 0x7472_616e;
/** Microseconds from one end of a connection to the other: within a site, and within a host. */
const TRANSIT = [60, 300] as const;
const LOOPBACK_TRANSIT = [12, 60] as const;

/** A record without its id and times. */
export interface Unstamped {
  /** Its position. */
  readonly record: number;
  readonly host: number;
  /** Records of the host before it. */
  readonly counted: number;
  /** When its connection began, and when the host saw it. */
  readonly began: number;
  readonly seen: number;
}

/** From connections to records: ports, record ids and times. Given the counts at its beginning, an epoch depends on no other. */
export interface Model {
  readonly facts: FlowFacts;
  readonly states: readonly HostState[];
  /** All sources, made once. */
  sources(): readonly Source[];
  /**
   * Adds the records of the connections that begin in an epoch, in the order in which their hosts see them.
   *
   * @param counts - At the beginning of the epoch; afterwards they are those at its end.
   */
  addRecords(epoch: number, counts: Counts, sysmon: SysmonRecords, falcon: FalconRecords): void;
  /** Gives a record its id and times. */
  stamp(records: SysmonRecords, unstamped: Unstamped): void;
  /** The initiator's port, where the host's counter gives it. @param counted - Connections of the host before it. */
  countedPort(flow: number, at: number, counted: number): number;
}

/** @param sensors - Whose records are made; the connections are the same whoever looks. */
export function createModel(plan: Plan, pins: ResolvedPins = noPins, sensors: readonly Sensor[] = SENSORS): Model {
  const { flows, world } = plan;
  const facts = flowFacts(flows, world.machines.length, sensors);
  const { initiatorSysmon, responderSysmon, falcon: falconHosts } = facts;
  const hosts: readonly Host[] = world.machines.map(({ host }) => host);
  const states = world.machines.map((machine) =>
    hostState(
      plan.random.fork(machine.host.id),
      machine,
      plan.processEvents.filter(({ host }) => host === machine.host),
    ),
  );
  const writers = states.map(({ writer }, host) => pins.writer(host, writer));

  const countedPort = (flow: number, at: number, counted: number): number => {
    const counter = facts.portCounter[flow]!;
    const { ports, portBase } = states[counter]!;
    return ports.at((portBase(at) + counted + pins.portOffset(counter, flow, at)) % ports.count);
  };
  const portOf = (flow: number, at: number, keyLow: number, keyHigh: number, counts: Counts): number => {
    const counter = facts.portCounter[flow]!;
    if (counter >= 0) {
      const counted = counts.tcp[counter]!;
      counts.tcp[counter] = counted + 1;
      return countedPort(flow, at, counted);
    }
    const source = facts.sourcePorts[facts.sourcePort[flow]!]!;
    if (source.kind !== 'drawn') return source.kind === 'fixed' ? source.port : 0;
    return source.first + scale32(keyed32(keyLow, keyHigh, PORT, 0), source.count);
  };

  const stamp = (records: SysmonRecords, { record: i, host, counted, began, seen }: Unstamped): void => {
    const state = states[host]!;
    const writer = writers[host]!;
    writer.place(seen);
    records.recordId[i] =
      state.recordBase(writer.written) + counted + pins.recordOffset(host, records.flow[i]!, records.side[i]!, began);
    const exact = wallTenths(hosts[host]!, writer.written, writer.tenth);
    // Rounded behind the drift, which would bring the tenths back; rounding keeps an order of times.
    const created = state.timeStep === 1 ? exact : Math.round(exact / state.timeStep) * state.timeStep;
    const micros = Math.floor(created / 10);
    records.created[i] = hosts[host]!.clock.since + micros;
    records.tenth[i] = created - micros * 10;
    records.utc[i] = traceTime(hosts[host]!, seen);
    records.arrival[i] = writer.written + state.forwarding;
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
    const i = records.add();
    records.flow[i] = flow;
    records.side[i] = side;
    records.keyLow[i] = keyLow;
    records.keyHigh[i] = keyHigh;
    records.port[i] = port;
    const counted = counts.sysmon[host]!;
    counts.sysmon[host] = counted + 1;
    stamp(records, { record: i, host, counted, began, seen });
  };

  // Filled anew for each epoch: making columns costs as much as filling them.
  const connections = createConnections();
  let made: readonly Source[] | undefined;
  const sources = () => (made ??= [...plan.sources]);
  return {
    facts,
    states,
    sources,
    stamp,
    countedPort,
    addRecords(epoch, counts, sysmon, falcon) {
      const order = findConnections(sources(), epoch, connections);
      const { at, flow, keyLow, keyHigh } = connections;
      const ports = new Uint16Array(connections.length);
      const arrivals = createArrivals();
      // A record belongs to the epoch of its connection, so the last ones are not put off into the next.
      const latest = (epoch + 1) * EPOCH_MICROSECONDS - 1;
      const addArrived = (until: number) => {
        for (; arrivals.next() <= until; arrivals.shift()) {
          const c = arrivals.connection();
          const f = flow[c]!;
          addSysmon(sysmon, counts, responderSysmon[f]!, 1, f, keyLow[c]!, keyHigh[c]!, ports[c]!, at[c]!, arrivals.next());
        }
      };
      for (const c of order) {
        const began = at[c]!;
        const f = flow[c]!;
        addArrived(began);
        const initiator = initiatorSysmon[f]!;
        const responder = responderSysmon[f]!;
        const reporter = falconHosts[f]!;
        if (initiator < 0 && responder < 0 && reporter < 0) {
          // Nobody tells of it, and it takes a port all the same.
          if (facts.portCounter[f]! >= 0) counts.tcp[facts.portCounter[f]!]! += 1;
          continue;
        }
        const port = portOf(f, began, keyLow[c]!, keyHigh[c]!, counts);
        if (initiator >= 0) addSysmon(sysmon, counts, initiator, 0, f, keyLow[c]!, keyHigh[c]!, port, began, began);
        if (responder >= 0) {
          ports[c] = port;
          const [least, most] = responder === initiator ? LOOPBACK_TRANSIT : TRANSIT;
          const transit = pins.immediate(f)
            ? 0
            : least + scale32(keyed32(keyLow[c]!, keyHigh[c]!, TRANSIT_PURPOSE, 0), most - least);
          arrivals.add(Math.min(began + transit, latest), c);
        }
        if (reporter < 0) continue;
        counts.falcon[reporter]! += 1;
        const i = falcon.add();
        falcon.flow[i] = f;
        falcon.keyLow[i] = keyLow[c]!;
        falcon.keyHigh[i] = keyHigh[c]!;
        falcon.port[i] = port;
        falcon.context[i] = wallTime(hosts[reporter]!, began);
        falcon.arrival[i] = pins.received(f) ?? began + deliveryLag(keyLow[c]!, keyHigh[c]!);
      }
      addArrived(latest);
    },
  };
}
