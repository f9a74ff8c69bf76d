import type { End, Flow } from '../../model/flow.js';
import type { Host } from '../../model/host.js';
import { hashMapOrder } from './hashMapOrder.js';

/** The host whose Falcon sensor reports a flow: the initiator's, over IPv6 only; undefined where nobody does. */
export function falconHost({ initiator }: Flow): Host | undefined {
  return initiator.host?.falcon && initiator.process && initiator.address.family === 'ipv6' ? initiator.host : undefined;
}

/** What differs from event to event of one flow, as text. */
export interface IP6Variables {
  /** Seconds since 1970-01-01 UTC on the host's wall clock, three decimals. */
  readonly contextTimeStamp: string;
  /** Milliseconds since 1970-01-01 UTC at which the cloud received it. */
  readonly timestamp: string;
  readonly id: string;
  readonly localPort: string;
}

/** A platform's sensor: which keys it sends, and the values that are the same in all its events. */
interface KeySet {
  readonly name: string;
  readonly platform: string;
  /** Keys that not every platform sends. */
  readonly extra: (flow: Flow) => Readonly<Record<string, string>>;
}

const baseName = (image: string) => image.slice(Math.max(image.lastIndexOf('\\'), image.lastIndexOf('/')) + 1);

/** Windows as of 2025, 25 keys; Linux as of 2021, the newest known, 22 keys. */
const keySets: Record<Host['os']['platform'], KeySet> = {
  windows: {
    name: 'NetworkConnectIP6V12',
    platform: 'Win',
    extra: ({ initiator, responder }) => ({
      ContextBaseFileName: baseName(initiator.process!.image),
      EventOrigin: '1',
      RemoteAddressString: responder.address.text,
    }),
  },
  linux: { name: 'NetworkConnectIP6LinV5', platform: 'Lin', extra: () => ({}) },
};

/** Keys in the order in which the sensor puts them into its map; which of them there are depends on the platform. */
const INSERTION_ORDER = [
  'ContextBaseFileName', 'event_simpleName', 'ContextTimeStamp', 'LocalAddressIP6', 'RemoteAddressIP6', 'ConfigStateHash', 'ConnectionFlags',
  'ContextProcessId', 'RemotePort', 'aip', 'ConfigBuild', 'event_platform', 'LocalPort', 'Entitlements', 'name', 'EventOrigin', 'id', 'Protocol',
  'EffectiveTransmissionClass', 'aid', 'RemoteAddressString', 'ConnectionDirection', 'InContext', 'timestamp', 'cid',
]; // biome-ignore format: a list

/** The event with all its keys, in the order in which Falcon writes them. Every value is a text. */
export function networkConnectIp6(flow: Flow, variables: IP6Variables): Record<string, string> {
  const host = falconHost(flow)!;
  const falcon = host.falcon!;
  const keySet = keySets[host.os.platform];
  const address = (end: End) => end.address.text;
  const values: Record<string, string> = {
    event_simpleName: 'NetworkConnectIP6',
    name: keySet.name,
    event_platform: keySet.platform,
    aid: falcon.aid,
    cid: falcon.cid,
    aip: falcon.aip.text,
    id: variables.id,
    timestamp: variables.timestamp,
    ContextTimeStamp: variables.contextTimeStamp,
    ContextProcessId: flow.initiator.process!.uniqueProcessId,
    LocalAddressIP6: address(flow.initiator),
    RemoteAddressIP6: address(flow.responder),
    LocalPort: variables.localPort,
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
    ...keySet.extra(flow),
  };
  const keys = hashMapOrder(INSERTION_ORDER.filter((key) => key in values));
  return Object.fromEntries(keys.map((key) => [key, values[key]!]));
}
