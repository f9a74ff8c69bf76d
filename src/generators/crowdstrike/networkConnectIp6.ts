import type { Flow } from '../../model/flow.js';
import type { Host } from '../../model/host.js';
import { refuseImpossible } from '../refuseImpossible.js';
import { hashMapOrder } from './hashMapOrder.js';
import { keySets } from './keySets.js';

/**
 * The host whose Falcon sensor reports a flow: the initiator's, over a socket of IPv6 only, whatever it reaches; undefined where nobody
 * does.
 */
export function falconHost({ initiator, mapped }: Flow): Host | undefined {
  const overIpv6 = initiator.address.family === 'ipv6' || mapped === true;
  return initiator.host?.falcon && initiator.process && overIpv6 ? initiator.host : undefined;
}

/** What differs from event to event of one flow, as text. */
export interface IP6Variables {
  /** Seconds since 1970-01-01 UTC on the host's wall clock, three decimals. */
  readonly contextTimeStamp: string;
  /** Milliseconds since 1970-01-01 UTC at which the cloud received it. */
  readonly timestamp: string;
  readonly id: string;
  /** Of the initiator, where the sensor sees it. */
  readonly localPort: string;
}

/** Keys in the order in which the sensor puts them into its map; which of them there are depends on its key set. */
const INSERTION_ORDER = [
  'LocalAddressIP4', 'ContextBaseFileName', 'event_simpleName', 'ContextTimeStamp', 'LocalAddressIP6', 'RemoteAddressIP6', 'ConfigStateHash',
  'ConnectionFlags', 'ContextProcessId', 'RemotePort', 'OriginatingURL', 'aip', 'ConfigBuild', 'event_platform', 'LocalPort', 'Entitlements',
  'name', 'ComputerName', 'EventOrigin', 'id', 'Protocol', 'EffectiveTransmissionClass', 'aid', 'RemoteAddressString', 'ConnectionDirection',
  'InContext', 'timestamp', 'cid',
]; // biome-ignore format: a list

/** Keys whose values are among {@link IP6Variables}. */
const VARYING: ReadonlySet<string> = new Set(['ContextTimeStamp', 'timestamp', 'id', 'LocalPort']);

const UNBOUND = { address: '0:0:0:0:0:0:0:0', port: '0' };

/** Apple's desktop tells of a connect before the system has chosen the local end, unless the program bound it. */
export function isUnbound({ initiator, sourcePort }: Flow): boolean {
  return initiator.host!.os.platform === 'macos' && sourcePort.kind !== 'fixed';
}

/**
 * The event with all its keys, in the order in which Falcon writes them. Every value is a text.
 *
 * @throws {@link FormatError} for a value that XML cannot carry: other forms of the same connection could not say it.
 */
export function networkConnectIp6(flow: Flow, variables: IP6Variables): Record<string, string> {
  const falcon = falconHost(flow)!.falcon!;
  const { name, platform, lacks, extra } = keySets[falcon.keySet];
  const local = isUnbound(flow) ? UNBOUND : { address: flow.initiator.address.text, port: variables.localPort };
  const values: Record<string, string> = {
    event_simpleName: 'NetworkConnectIP6',
    name,
    event_platform: platform,
    aid: falcon.aid,
    cid: falcon.cid,
    aip: falcon.aip.text,
    id: variables.id,
    timestamp: variables.timestamp,
    ContextTimeStamp: variables.contextTimeStamp,
    ContextProcessId: flow.initiator.process!.uniqueProcessId,
    LocalAddressIP6: local.address,
    // An IPv4 address that is reached through a socket of IPv6 is printed as IPv4.
    RemoteAddressIP6: flow.responder.address.text,
    LocalPort: local.port,
    RemotePort: String(flow.destinationPort),
    Protocol: String(flow.protocol),
    // Outbound, and no flag: so in every real event, loopback included.
    ConnectionDirection: '0',
    ConnectionFlags: '0',
    ConfigBuild: falcon.configBuild,
    ConfigStateHash: falcon.configStateHash,
    Entitlements: '15',
    InContext: '0',
    EffectiveTransmissionClass: '3',
    ...extra(flow),
  };
  const keys = hashMapOrder(INSERTION_ORDER.filter((key) => key in values && !lacks.includes(key)));
  const fields = keys.map((key) => [key, values[key]!] as const);
  // Not every key set has the host's name, but LogScale always shows it.
  refuseImpossible([...fields, ['ComputerName', flow.initiator.host!.name]], VARYING);
  return Object.fromEntries(fields);
}
