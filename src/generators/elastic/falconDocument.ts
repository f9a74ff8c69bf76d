import { isUnbound } from '../crowdstrike/networkConnectIp6.js';
import type { FalconAbout } from '../format.js';
import { numberOf } from '../template/marks.js';
import { communityId } from './communityId.js';
import { ECS_VERSION } from './ecsVersion.js';

/** Keys that have a place in the schema; the others stay under `crowdstrike` as they are. */
const MOVED: ReadonlySet<string> = new Set([
  'event_simpleName', 'event_platform', 'aip', 'id', 'timestamp', 'ContextTimeStamp', 'ContextProcessId', 'ContextBaseFileName',
  'LocalAddressIP6', 'RemoteAddressIP6', 'LocalPort', 'RemotePort', 'Protocol', 'ComputerName', 'OriginatingURL',
]); // biome-ignore format: a list

/** Protocols by the IANA's keywords; the documented 0 and 255 have none. */
const TRANSPORTS: Readonly<Record<string, string | undefined>> = { 1: 'icmp', 6: 'tcp', 17: 'udp', 41: 'ipv6', 58: 'ipv6-icmp' };

const OS_TYPES: Readonly<Record<string, string>> = { Win: 'windows', Mac: 'macos', Lin: 'linux', iOS: 'ios' };

/** NetworkConnectIP6 after the ingest pipeline of Elastic's CrowdStrike integration, keys in alphabetical order. `docs/fields/ecs.md` has it field by field. */
export function falconDocument({ event, flow, varying, mark }: FalconAbout) {
  const local = event.LocalAddressIP6!;
  const remote = event.RemoteAddressIP6!;
  // A flow of which one end is unknown has no id.
  const id = isUnbound(flow) ? undefined : communityId(flow);
  return {
    '@timestamp': varying.contextIso,
    crowdstrike: Object.fromEntries(
      Object.entries(event)
        .filter(([key]) => !MOVED.has(key))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    data_stream: { dataset: 'crowdstrike.fdr', namespace: 'default', type: 'logs' },
    destination: { address: remote, ip: remote, port: numberOf(event.RemotePort!) },
    device: { id: event.aid },
    ecs: { version: ECS_VERSION },
    event: {
      action: event.event_simpleName,
      category: ['network'],
      created: varying.timestampIso,
      dataset: 'crowdstrike.fdr',
      id: event.id,
      kind: 'event',
      module: 'crowdstrike',
      type: ['connection', 'start'],
    },
    host: { hostname: event.ComputerName, name: event.ComputerName, os: { type: OS_TYPES[event.event_platform!] } },
    network: {
      community_id: typeof id === 'object' ? mark(id) : id,
      // The sensor sees the host's own side of it.
      direction: 'egress',
      iana_number: event.Protocol,
      transport: TRANSPORTS[event.Protocol!],
      // What goes over the wire, whatever the socket is.
      type: flow.mapped ? 'ipv4' : 'ipv6',
    },
    observer: { address: [event.aip], ip: [event.aip], serial_number: event.aid, type: 'agent', vendor: 'crowdstrike' },
    process: { entity_id: event.ContextProcessId, name: event.ContextBaseFileName },
    related: {
      hosts: event.ComputerName === undefined ? undefined : [event.ComputerName],
      ip: [...new Set([local, remote, event.aip])],
    },
    source: { address: local, ip: local, port: numberOf(event.LocalPort!) },
    url: event.OriginatingURL === undefined ? undefined : { original: event.OriginatingURL },
  };
}
