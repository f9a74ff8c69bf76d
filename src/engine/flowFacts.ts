import { falconHost, sysmonHost } from '../generators/index.js';
import type { Flows } from '../model/flow.js';
import type { Host } from '../model/host.js';
import { SENSORS, type Sensor } from './formats.js';

/** What the loop over connections needs of a flow, as numbers; hosts by index, -1 for nobody. */
export interface FlowFacts {
  /** Whose TCP port counter gives the source port. */
  readonly portCounter: Int32Array;
  /** The source port where it is fixed, else -1. */
  readonly fixedPort: Int32Array;
  /** First port and size of the range from which it is drawn, 0 and 0 where it is not. */
  readonly drawnFirst: Int32Array;
  readonly drawnCount: Int32Array;
  /** Whose Sysmon records the initiator's, */
  readonly initiatorSysmon: Int32Array;
  /** and the responder's side. */
  readonly responderSysmon: Int32Array;
  /** Whose Falcon sensor reports it. */
  readonly falcon: Int32Array;
}

/** @param sensors - Whose records are made; the connections are the same whoever looks. */
export function flowFacts(flows: Flows, sensors: readonly Sensor[] = SENSORS): FlowFacts {
  const [ofSysmon, ofFalcon] = [sensors.includes('sysmon'), sensors.includes('falcon')];
  const numbers = () => new Int32Array(flows.length);
  const facts = {
    portCounter: numbers(),
    fixedPort: numbers(),
    drawnFirst: numbers(),
    drawnCount: numbers(),
    initiatorSysmon: numbers(),
    responderSysmon: numbers(),
    falcon: numbers(),
  };
  for (const flow of flows) {
    const { index, sourcePort, initiator } = flow;
    facts.portCounter[index] = sourcePort.kind === 'counted' ? initiator.host!.index : -1;
    facts.fixedPort[index] = sourcePort.kind === 'fixed' ? sourcePort.port : -1;
    if (sourcePort.kind === 'drawn') {
      facts.drawnFirst[index] = sourcePort.first;
      facts.drawnCount[index] = sourcePort.count;
    }
    facts.initiatorSysmon[index] = indexOf(ofSysmon && sysmonHost(flow, 'initiator'));
    facts.responderSysmon[index] = indexOf(ofSysmon && sysmonHost(flow, 'responder'));
    facts.falcon[index] = indexOf(ofFalcon && falconHost(flow));
  }
  return facts;
}

const indexOf = (host: Host | undefined | false) => (host ? host.index : -1);
