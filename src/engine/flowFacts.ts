import { falconHost, sysmonHost } from '../generators/index.js';
import type { Flow } from '../model/flow.js';
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
export function flowFacts(flows: readonly Flow[], sensors: readonly Sensor[] = SENSORS): FlowFacts {
  const numbers = (value: (flow: Flow) => number) => Int32Array.from(flows, value);
  const hosts = (sensor: Sensor, host: (flow: Flow) => Host | undefined) =>
    numbers((flow) => (sensors.includes(sensor) ? host(flow)?.index : undefined) ?? -1);
  return {
    portCounter: numbers(({ sourcePort, initiator }) => (sourcePort.kind === 'counted' ? initiator.host!.index : -1)),
    fixedPort: numbers(({ sourcePort }) => (sourcePort.kind === 'fixed' ? sourcePort.port : -1)),
    drawnFirst: numbers(({ sourcePort }) => (sourcePort.kind === 'drawn' ? sourcePort.first : 0)),
    drawnCount: numbers(({ sourcePort }) => (sourcePort.kind === 'drawn' ? sourcePort.count : 0)),
    initiatorSysmon: hosts('sysmon', (flow) => sysmonHost(flow, 'initiator')),
    responderSysmon: hosts('sysmon', (flow) => sysmonHost(flow, 'responder')),
    falcon: hosts('falcon', falconHost),
  };
}
