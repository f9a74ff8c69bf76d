import type { Flow } from '../../src/model/flow.js';
import { addressNumber, shortText } from './addressOracle.js';
import { communityIdOracle } from './communityIdOracle.js';
import { iso } from './expectedEvent3.js';
import type { FalconDraft } from './expectedIp6.js';

/** What Gson escapes besides what JSON must, from its HTML-safe table. */
const GSON: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '=': '\\u003d',
  "'": '\\u0027',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};
const gson = (text: string) => Array.from(JSON.stringify(text), (character) => GSON[character] ?? character).join('');

/** The forms that an event has to take, from its keys and values. */
type FalconText = (event: Readonly<Record<string, string>>, flow: Flow, draft: FalconDraft) => string;

export const falconTexts = {
  'falcon-fdr': (event) =>
    `{${Object.entries(event)
      .map(([key, value]) => `"${key}":${gson(value)}`)
      .join(',')}}`,
  'falcon-table': (event) => {
    const value = (key: string) => event[key]!;
    return JSON.stringify({
      RemoteAddressIP6: shortText(addressNumber(value('RemoteAddressIP6'))),
      RemotePort: Number(value('RemotePort')),
      Protocol: Number(value('Protocol')),
      LocalAddressIP6: shortText(addressNumber(value('LocalAddressIP6'))),
      LocalPort: Number(value('LocalPort')),
    });
  },
  'falcon-logscale': ({ event_simpleName, ...event }, flow, { arrival }) => {
    const fields: Record<string, string> = { ...event, ComputerName: flow.initiator.host!.name };
    const names = Object.keys(fields).toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    return JSON.stringify({
      '#event_simpleName': event_simpleName,
      '#repo': 'base_sensor',
      '@timestamp': Math.floor(arrival / 1000),
      ...Object.fromEntries(names.map((name) => [name, fields[name]])),
    });
  },
  ecs: (event, flow, draft) => JSON.stringify(ecsDocument(event, flow, draft)),
} as const satisfies Readonly<Record<string, FalconText>>;

const TRANSPORTS: Readonly<Record<string, string>> = { '1': 'icmp', '6': 'tcp', '17': 'udp', '41': 'ipv6', '58': 'ipv6-icmp' };
const OS_TYPES: Readonly<Record<string, string>> = { Win: 'windows', Mac: 'macos', Lin: 'linux', iOS: 'ios' };
/** The keys that stay as they are. */
const KEPT =
  'ConfigBuild ConfigStateHash ConnectionDirection ConnectionFlags EffectiveTransmissionClass Entitlements EventOrigin InContext LocalAddressIP4 RemoteAddressString aid cid name';

/** After the pipeline of Elastic's CrowdStrike integration: docs/fields/ecs.md, keys in alphabetical order at every level. */
function ecsDocument(event: Readonly<Record<string, string>>, flow: Flow, draft: FalconDraft): object {
  const source = { address: event.LocalAddressIP6, ip: event.LocalAddressIP6!, port: Number(event.LocalPort) };
  const destination = { address: event.RemoteAddressIP6, ip: event.RemoteAddressIP6!, port: Number(event.RemotePort) };
  const protocol = Number(event.Protocol);
  const withPorts = protocol === 6 || protocol === 17;
  const oneEndOnly = addressNumber(source.ip) === 0n && source.port === 0;
  const known = ![1, 58, 255].includes(protocol) && !oneEndOnly && !(withPorts && (source.port === 0 || destination.port === 0));
  const name = event.ComputerName;
  return {
    '@timestamp': iso(draft.context),
    crowdstrike: Object.fromEntries(KEPT.split(' ').flatMap((key) => (key in event ? [[key, event[key]]] : []))),
    data_stream: { dataset: 'crowdstrike.fdr', namespace: 'default', type: 'logs' },
    destination,
    device: { id: event.aid },
    ecs: { version: '8.11.0' },
    event: {
      action: 'NetworkConnectIP6',
      category: ['network'],
      created: iso(draft.arrival),
      dataset: 'crowdstrike.fdr',
      id: event.id,
      kind: 'event',
      module: 'crowdstrike',
      type: ['connection', 'start'],
    },
    host: { hostname: name, name, os: { type: OS_TYPES[event.event_platform!] } },
    network: {
      community_id: known ? communityIdOracle(protocol, source, destination) : undefined,
      direction: 'egress',
      iana_number: event.Protocol,
      transport: TRANSPORTS[event.Protocol!],
      // What goes over the wire.
      type: flow.mapped ? 'ipv4' : 'ipv6',
    },
    observer: { address: [event.aip], ip: [event.aip], serial_number: event.aid, type: 'agent', vendor: 'crowdstrike' },
    process: { entity_id: event.ContextProcessId, name: event.ContextBaseFileName },
    related: { hosts: name === undefined ? undefined : [name], ip: [...new Set([source.ip, destination.ip, event.aip])] },
    source,
    url: event.OriginatingURL === undefined ? undefined : { original: event.OriginatingURL },
  };
}
