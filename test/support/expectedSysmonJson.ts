import { expect } from 'vitest';
import type { Side } from '../../src/generators/index.js';
import type { Flow } from '../../src/model/flow.js';
import { addressNumber, shortText } from './addressOracle.js';
import { communityIdOracle } from './communityIdOracle.js';
import type { ExpectedEvent3 } from './expectedEvent3.js';

/** The documents that JSON forms of Sysmon have to be, as plain objects: the order of keys counts. */
export type SysmonDocument = (event: ExpectedEvent3, flow: Flow, side: Side, text: string) => object;

const TASK = 'Network connection detected (rule: NetworkConnect)';
/** A line per field, as the manifest's message has it. */
const rendered = ({ data }: ExpectedEvent3, lineEnd: string) =>
  `Network connection detected:${data.map(([name, value]) => `${lineEnd}${name}: ${value}`).join('')}`;

const UUID_4 = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
/** Ids of a shipper are read back: they follow no rule but that of their form. */
function idOf(text: string, key: 'id' | 'ephemeral_id'): string {
  const found = new RegExp(`"${key}":"(${UUID_4})"`, 'u').exec(text);
  expect(found, `${key} of the agent`).not.toBeNull();
  return found![1]!;
}

const winlogbeat: SysmonDocument = (event, flow, side, text) => {
  const beat = event.linux ? 'filebeat' : 'winlogbeat';
  return {
    '@timestamp': event.created,
    '@metadata': { beat, type: '_doc', version: '8.17.0' },
    agent: {
      ephemeral_id: idOf(text, 'ephemeral_id'),
      id: idOf(text, 'id'),
      name: flow[side].host!.name,
      type: beat,
      version: '8.17.0',
    },
    ecs: { version: '8.0.0' },
    event: {
      // Actions, messages and tasks come from the manifest, which Linux has none of.
      action: event.linux ? undefined : TASK,
      code: '3',
      created: event.received,
      kind: 'event',
      provider: event.provider,
    },
    host: { name: event.computer },
    log: { level: 'information' },
    message: event.linux ? undefined : rendered(event, '\n'),
    winlog: {
      api: event.linux ? undefined : 'wineventlog',
      channel: event.channel,
      computer_name: event.computer,
      // All values are texts, and empty ones are dropped.
      event_data: Object.fromEntries(event.data.filter(([, value]) => value !== '')),
      event_id: '3',
      opcode: 'Info',
      process: { pid: Number(event.processId), thread: { id: Number(event.threadId) } },
      provider_guid: event.providerGuid,
      provider_name: event.provider,
      record_id: event.recordId,
      task: event.linux ? undefined : TASK,
      user: event.linux ? { identifier: '0' } : { domain: 'NT AUTHORITY', identifier: 'S-1-5-18', name: 'SYSTEM', type: 'User' },
      version: 5,
    },
  };
};

/** Every value a text but EventID; no record id, no Execution, no Version. */
const flat: SysmonDocument = (event) => ({
  SourceName: event.provider,
  ProviderGuid: event.providerGuid,
  Level: '4',
  Keywords: '0x8000000000000000',
  Channel: event.channel,
  Hostname: event.computer,
  TimeCreated: event.created,
  '@timestamp': event.created,
  EventID: 3,
  Message: event.linux ? undefined : rendered(event, '\r\n'),
  Task: '3',
  ...Object.fromEntries(event.data),
});

/** The standard names of the data dictionary and its types, in its order. */
const ossem: SysmonDocument = (event) => {
  const value = Object.fromEntries(event.data) as Record<string, string>;
  const address = (text: string) => (text.includes(':') ? shortText(addressNumber(text)) : text);
  return {
    '@timestamp': event.created,
    event_id: 3,
    // Ids beyond the exact numbers of JavaScript do not occur.
    record_number: Number(event.recordId),
    log_name: event.channel,
    source_name: event.provider,
    host_name: event.computer,
    tag: value.RuleName,
    event_date_creation: event.utc,
    process_guid: value.ProcessGuid,
    process_id: Number(value.ProcessId),
    process_path: value.Image,
    user_name: value.User,
    network_protocol: value.Protocol,
    network_connection_initiated: value.Initiated === 'true',
    src_is_ipv6: value.SourceIsIpv6 === 'true',
    src_ip_addr: address(value.SourceIp!),
    src_host_name: value.SourceHostname,
    src_port: Number(value.SourcePort),
    src_port_name: value.SourcePortName,
    dst_is_ipv6: value.DestinationIsIpv6 === 'true',
    dst_ip_addr: address(value.DestinationIp!),
    dst_host_name: value.DestinationHostname,
    dst_port: Number(value.DestinationPort),
    dst_port_name: value.DestinationPortName,
  };
};

/** The last part of a path, whichever way its slashes lean. */
const fileName = (path: string, linux: boolean) => path.split(linux ? '/' : '\\').at(-1)!;

/** After Winlogbeat's ingest pipeline: docs/fields/ecs.md, keys in alphabetical order at every level. */
const ecs: SysmonDocument = (event, flow, side, text) => {
  const value = Object.fromEntries(event.data) as Record<string, string>;
  const known = (name: string) => (['', '-', undefined].includes(value[name]) ? undefined : value[name]);
  const endOf = (which: string) => ({
    domain: known(`${which}Hostname`),
    ip: value[`${which}Ip`]!,
    port: Number(value[`${which}Port`]),
  });
  const source = endOf('Source');
  const destination = endOf('Destination');
  const slash = value.User!.indexOf('\\');
  const name = value.User!.slice(slash + 1);
  const hosts = [...new Set([source.domain, destination.domain])].filter((host) => host !== undefined);
  const beat = event.linux ? 'filebeat' : 'winlogbeat';
  return {
    '@timestamp': event.utc,
    agent: {
      ephemeral_id: idOf(text, 'ephemeral_id'),
      id: idOf(text, 'id'),
      name: flow[side].host!.name,
      type: beat,
      version: '8.17.0',
    },
    destination,
    ecs: { version: '8.11.0' },
    event: {
      action: event.linux ? undefined : TASK,
      category: ['network'],
      code: '3',
      created: event.received,
      kind: 'event',
      module: 'sysmon',
      provider: event.provider,
      type: ['start', 'connection', 'protocol'],
    },
    host: { name: event.computer },
    log: { level: 'information' },
    message: event.linux ? undefined : rendered(event, '\n'),
    network: {
      community_id:
        source.port === 0 || destination.port === 0 ? undefined : communityIdOracle(flow.protocol, source, destination),
      direction: value.Initiated === 'true' ? 'egress' : 'ingress',
      protocol: known('DestinationPortName'),
      transport: value.Protocol,
      type: value.SourceIsIpv6 === 'true' ? 'ipv6' : 'ipv4',
    },
    process: {
      entity_id: value.ProcessGuid,
      executable: value.Image,
      name: fileName(value.Image!, event.linux),
      pid: Number(value.ProcessId),
    },
    related: {
      hosts: hosts.length > 0 ? hosts : undefined,
      ip: [...new Set([source.ip, destination.ip])],
      user: [name],
    },
    rule: known('RuleName') === undefined ? undefined : { name: known('RuleName') },
    source,
    user: { domain: slash < 0 ? undefined : value.User!.slice(0, slash), id: event.linux ? '0' : 'S-1-5-18', name },
    winlog: {
      api: event.linux ? undefined : 'wineventlog',
      channel: event.channel,
      computer_name: event.computer,
      event_data: known('SourcePortName') === undefined ? undefined : { SourcePortName: known('SourcePortName') },
      event_id: '3',
      opcode: 'Info',
      process: { pid: Number(event.processId), thread: { id: Number(event.threadId) } },
      provider_guid: event.providerGuid,
      provider_name: event.provider,
      record_id: event.recordId,
      task: event.linux ? undefined : TASK,
      user: event.linux ? { identifier: '0' } : { domain: 'NT AUTHORITY', identifier: 'S-1-5-18', name: 'SYSTEM', type: 'User' },
      version: 5,
    },
  };
};

export const sysmonDocuments = {
  'sysmon-winlogbeat': winlogbeat,
  'sysmon-flat': flat,
  'sysmon-ossem': ossem,
  ecs,
} as const satisfies Readonly<Record<string, SysmonDocument>>;
