import { falconHost, sysmonHost } from '../generators/index.js';
import type { Flows, SourcePort } from '../model/flow.js';
import type { Host } from '../model/host.js';
import { SENSORS, type Sensor } from './formats.js';

/** Hosts by index, -1 for nobody: narrow where they fit, since a large office has a million flows. */
type Hosts = Int16Array | Int32Array;

/** What the loop over connections needs of a flow, as numbers. */
export interface FlowFacts {
  /** Whose TCP port counter gives the source port. */
  readonly portCounter: Hosts;
  /** Where else it comes from: the position in {@link sourcePorts}. */
  readonly sourcePort: Uint32Array;
  /** All that there are, each once. */
  readonly sourcePorts: readonly SourcePort[];
  /** Whose Sysmon records the initiator's, */
  readonly initiatorSysmon: Hosts;
  /** and the responder's side. */
  readonly responderSysmon: Hosts;
  /** Whose Falcon sensor reports it. */
  readonly falcon: Hosts;
}

const MOST_NARROW = 2 ** 15;

/** @param sensors - Whose records are made; the connections are the same whoever looks. */
export function flowFacts(flows: Flows, hosts: number, sensors: readonly Sensor[] = SENSORS): FlowFacts {
  const [ofSysmon, ofFalcon] = [sensors.includes('sysmon'), sensors.includes('falcon')];
  const column = () => (hosts < MOST_NARROW ? new Int16Array(flows.length) : new Int32Array(flows.length));
  const sourcePorts: SourcePort[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (port: SourcePort) => {
    const name = 'port' in port ? `${port.port}` : 'first' in port ? `${port.first} ${port.count}` : port.kind;
    const number = numbers.get(name) ?? sourcePorts.push(port) - 1;
    numbers.set(name, number);
    return number;
  };
  const facts = {
    portCounter: column(),
    sourcePort: new Uint32Array(flows.length),
    sourcePorts,
    initiatorSysmon: column(),
    responderSysmon: column(),
    falcon: column(),
  };
  for (const flow of flows) {
    const { index, sourcePort, initiator } = flow;
    facts.portCounter[index] = sourcePort.kind === 'counted' ? initiator.host!.index : -1;
    facts.sourcePort[index] = numberOf(sourcePort);
    facts.initiatorSysmon[index] = indexOf(ofSysmon && sysmonHost(flow, 'initiator'));
    facts.responderSysmon[index] = indexOf(ofSysmon && sysmonHost(flow, 'responder'));
    facts.falcon[index] = indexOf(ofFalcon && falconHost(flow));
  }
  return facts;
}

const indexOf = (host: Host | undefined | false) => (host ? host.index : -1);
