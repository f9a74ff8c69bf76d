import { addressNumber } from '../support/addressOracle.js';
import { type Element, readXml } from '../support/smallXml.js';

/**
 * The tests' own readers of every form: each turns a record into what it says, under names that are the same for all of them. Addresses
 * are numbers, times milliseconds of 1970, GUIDs lower case without braces; null is what the form says there is none of, and a name that
 * is missing is what the form does not tell at all.
 */
export type Said = Readonly<Record<string, string | number | bigint | boolean | null>>;
export type Reader = (record: string) => Said;

type Json = Readonly<Record<string, unknown>>;
/** The value at a path of a JSON document. */
const at = (document: unknown, path: string): unknown =>
  path.split('/').reduce<unknown>((value, key) => (value as Json | undefined)?.[key], document);
const text = (document: unknown, path: string): string => {
  const value = at(document, path);
  if (typeof value !== 'string') throw new Error(`${path}: a text expected, received ${String(value)}`);
  return value;
};
const number = (document: unknown, path: string): number => {
  const value = at(document, path);
  if (typeof value !== 'number') throw new Error(`${path}: a number expected, received ${String(value)}`);
  return value;
};
const decimal = (digits: string | undefined): number => {
  if (!/^(0|[1-9]\d*)$/u.test(digits ?? '')) throw new Error(`a number expected, received ${digits}`);
  return Number(digits);
};
const bit = (word: string | undefined): boolean => {
  if (word !== 'true' && word !== 'false') throw new Error(`true or false expected, received ${word}`);
  return word === 'true';
};
/** ISO 8601 with 3, 7 or 9 decimals; what is finer than a millisecond is cut off. */
const time = (iso: string): number => {
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d\.\d{3})\d*Z?$/u.exec(iso);
  if (!match) throw new Error(`a time expected, received ${iso}`);
  return Date.parse(`${match[1]}T${match[2]}Z`);
};
const guid = (braced: string): string => {
  const match = /^\{([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\}$/iu.exec(braced);
  if (!match) throw new Error(`a GUID expected, received ${braced}`);
  return match[1]!.toLowerCase();
};
const named = (value: unknown): string | null =>
  value === undefined || value === '' || value === '-' ? null : (value as string);
const object = (line: string) => JSON.parse(line) as Json;

/** The heading and a line per field; how lines end is up to the collector. */
const HEADING = 'Network connection detected:';
const unified = (message: string) => message.replaceAll('\r', '');

/** The fields of an event by Sysmon's own names; forms that drop empty ones drop them here. */
function event3(fields: Readonly<Record<string, string | undefined>>): Said {
  const value = (name: string) => fields[name] ?? '';
  return {
    rule: named(fields.RuleName),
    utc: time(value('UtcTime')),
    guid: guid(value('ProcessGuid')),
    processId: decimal(value('ProcessId')),
    image: value('Image'),
    user: value('User'),
    protocol: value('Protocol'),
    initiated: bit(value('Initiated')),
    isIpv6: bit(value('SourceIsIpv6')) && bit(value('DestinationIsIpv6')),
    'source.address': addressNumber(value('SourceIp')),
    'source.port': decimal(value('SourcePort')),
    'source.name': named(fields.SourceHostname),
    'source.portName': named(fields.SourcePortName),
    'destination.address': addressNumber(value('DestinationIp')),
    'destination.port': decimal(value('DestinationPort')),
    'destination.name': named(fields.DestinationHostname),
    'destination.portName': named(fields.DestinationPortName),
    // Raw, where it is not empty: no form spells a value in another way.
    ...Object.fromEntries(Object.entries(fields).flatMap(([name, raw]) => (raw ? [[`raw ${name}`, raw]] : []))),
  };
}
const FIELD_NAMES =
  'RuleName UtcTime ProcessGuid ProcessId Image User Protocol Initiated SourceIsIpv6 SourceIp SourceHostname SourcePort SourcePortName DestinationIsIpv6 DestinationIp DestinationHostname DestinationPort DestinationPortName'.split(
    ' ',
  );
const fieldsOf = (document: Json) =>
  Object.fromEntries(FIELD_NAMES.flatMap((name) => (name in document ? [[name, text(document, name)]] : [])));

/** Syslog's beginning, which ends before the event. */
const SYSLOG = /^\w{3} [ \d]\d \d\d:\d\d:\d\d (\S+) sysmon: (?=<)/u;

const readEventXml: Reader = (record) => {
  const syslog = SYSLOG.exec(record);
  const root = readXml(syslog ? record.slice(syslog[0].length) : record);
  const [system, eventData] = root.children as [Element, Element];
  const part = (name: string) => system.children.find((child) => child.name === name)!;
  const data = eventData.children.map((child) => [child.attributes.Name!, child.text] as const);
  const { attributes } = part('Security');
  return {
    ...event3(Object.fromEntries(data)),
    provider: part('Provider').attributes.Name!,
    providerGuid: guid(part('Provider').attributes.Guid!),
    channel: part('Channel').text,
    eventId: decimal(part('EventID').text),
    computer: part('Computer').text,
    created: time(part('TimeCreated').attributes.SystemTime!),
    recordId: decimal(part('EventRecordID').text),
    serviceProcess: decimal(part('Execution').attributes.ProcessID),
    serviceThread: decimal(part('Execution').attributes.ThreadID),
    service: attributes.UserID ?? attributes.UserId!,
    message: unified([HEADING, ...data.map(([name, value]) => `${name}: ${value}`)].join('\n')),
    ...(syslog && { hostName: syslog[1]! }),
  };
};

/** What Winlogbeat says of a record besides the fields of the event. */
function winlog(document: Json): Said {
  return {
    provider: text(document, 'winlog/provider_name'),
    providerGuid: guid(text(document, 'winlog/provider_guid')),
    channel: text(document, 'winlog/channel'),
    eventId: decimal(text(document, 'winlog/event_id')),
    computer: text(document, 'winlog/computer_name'),
    recordId: decimal(text(document, 'winlog/record_id')),
    serviceProcess: number(document, 'winlog/process/pid'),
    serviceThread: number(document, 'winlog/process/thread/id'),
    service: text(document, 'winlog/user/identifier'),
    received: time(text(document, 'event/created')),
    hostName: text(document, 'agent/name'),
    agent: text(document, 'agent/id'),
    agentRun: text(document, 'agent/ephemeral_id'),
    ...('message' in document && { message: unified(text(document, 'message')) }),
  };
}

const readWinlogbeat: Reader = (record) => {
  const document = object(record);
  return {
    ...winlog(document),
    ...event3(fieldsOf(at(document, 'winlog/event_data') as Json)),
    created: time(text(document, '@timestamp')),
  };
};

const readFlat: Reader = (record) => {
  const document = object(record);
  return {
    ...event3(fieldsOf(document)),
    provider: text(document, 'SourceName'),
    providerGuid: guid(text(document, 'ProviderGuid')),
    channel: text(document, 'Channel'),
    eventId: number(document, 'EventID'),
    computer: text(document, 'Hostname'),
    created: time(text(document, 'TimeCreated')),
    ...('Message' in document && { message: unified(text(document, 'Message')) }),
  };
};

const readOssem: Reader = (record) => {
  const document = object(record);
  const end = (which: 'src' | 'dst', name: string): Said => ({
    [`${name}.address`]: addressNumber(text(document, `${which}_ip_addr`)),
    [`${name}.port`]: number(document, `${which}_port`),
    [`${name}.name`]: named(at(document, `${which}_host_name`)),
    [`${name}.portName`]: named(at(document, `${which}_port_name`)),
  });
  return {
    ...end('src', 'source'),
    ...end('dst', 'destination'),
    rule: named(document.tag),
    utc: time(text(document, 'event_date_creation')),
    guid: guid(text(document, 'process_guid')),
    processId: number(document, 'process_id'),
    image: text(document, 'process_path'),
    user: text(document, 'user_name'),
    protocol: text(document, 'network_protocol'),
    initiated: document.network_connection_initiated === true,
    isIpv6: document.src_is_ipv6 === true && document.dst_is_ipv6 === true,
    provider: text(document, 'source_name'),
    channel: text(document, 'log_name'),
    eventId: number(document, 'event_id'),
    computer: text(document, 'host_name'),
    created: time(text(document, '@timestamp')),
    recordId: number(document, 'record_number'),
  };
};

const readEcsOfSysmon: Reader = (record) => {
  const document = object(record);
  const end = (name: 'source' | 'destination'): Said => ({
    [`${name}.address`]: addressNumber(text(document, `${name}/ip`)),
    [`${name}.port`]: number(document, `${name}/port`),
    [`${name}.name`]: named(at(document, `${name}/domain`)),
  });
  const domain = at(document, 'user/domain') as string | undefined;
  const name = text(document, 'user/name');
  return {
    ...winlog(document),
    ...end('source'),
    ...end('destination'),
    'source.portName': named(at(document, 'winlog/event_data/SourcePortName')),
    'destination.portName': named(at(document, 'network/protocol')),
    rule: named(at(document, 'rule/name')),
    utc: time(text(document, '@timestamp')),
    guid: guid(text(document, 'process/entity_id')),
    processId: number(document, 'process/pid'),
    image: text(document, 'process/executable'),
    user: domain === undefined ? name : `${domain}\\${name}`,
    protocol: text(document, 'network/transport'),
    initiated: text(document, 'network/direction') === 'egress',
    isIpv6: text(document, 'network/type') === 'ipv6',
    computer: text(document, 'host/name'),
    ...communityOf(document),
  };
};

const communityOf = (document: Json): Said => {
  const id = at(document, 'network/community_id');
  return typeof id === 'string' ? { communityId: id } : {};
};

/** The fields of a Falcon event by their own names, as texts. */
function ip6(fields: Readonly<Record<string, string>>): Said {
  const [seconds, milliseconds] = fields.ContextTimeStamp!.split('.');
  return {
    'local.address': addressNumber(fields.LocalAddressIP6!),
    'local.port': decimal(fields.LocalPort),
    'remote.address': addressNumber(fields.RemoteAddressIP6!),
    'remote.port': decimal(fields.RemotePort),
    protocol: decimal(fields.Protocol),
    processId: fields.ContextProcessId!,
    context: Number(seconds) * 1000 + decimal(milliseconds!.replace(/^0+(?=\d)/u, '')),
    received: decimal(fields.timestamp),
    id: fields.id!,
    action: fields.event_simpleName!,
    aip: addressNumber(fields.aip!),
    ...(fields.ContextBaseFileName !== undefined && { program: fields.ContextBaseFileName }),
    ...(fields.OriginatingURL !== undefined && { url: fields.OriginatingURL }),
    ...(fields.ComputerName !== undefined && { hostName: fields.ComputerName }),
    ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [`raw ${name}`, value])),
  };
}

const readFdr: Reader = (record) => ip6(object(record) as Record<string, string>);

const readLogscale: Reader = (record) => {
  const { '#event_simpleName': name, '#repo': _, '@timestamp': received, ...fields } = object(record);
  const { 'raw ComputerName': computer, ...said } = ip6({
    ...(fields as Record<string, string>),
    event_simpleName: name as string,
  });
  if (said.received !== received) throw new Error(`two times of receipt: ${said.received}, ${String(received)}`);
  return said;
};

const readTable: Reader = (record) => {
  const document = object(record);
  return {
    'local.address': addressNumber(text(document, 'LocalAddressIP6')),
    'local.port': number(document, 'LocalPort'),
    'remote.address': addressNumber(text(document, 'RemoteAddressIP6')),
    'remote.port': number(document, 'RemotePort'),
    protocol: number(document, 'Protocol'),
  };
};

const PLATFORMS: Readonly<Record<string, string>> = { windows: 'Win', macos: 'Mac', linux: 'Lin', ios: 'iOS' };

const readEcsOfFalcon: Reader = (record) => {
  const document = object(record);
  const kept = Object.entries(document.crowdstrike as Readonly<Record<string, string>>);
  const optional = (name: string, path: string): Said => {
    const value = at(document, path);
    return value === undefined ? {} : { [name]: value as string };
  };
  return {
    'local.address': addressNumber(text(document, 'source/ip')),
    'local.port': number(document, 'source/port'),
    'remote.address': addressNumber(text(document, 'destination/ip')),
    'remote.port': number(document, 'destination/port'),
    protocol: decimal(text(document, 'network/iana_number')),
    processId: text(document, 'process/entity_id'),
    context: time(text(document, '@timestamp')),
    received: time(text(document, 'event/created')),
    id: text(document, 'event/id'),
    action: text(document, 'event/action'),
    aip: addressNumber(text(document, 'observer/ip/0')),
    'raw aid': text(document, 'device/id'),
    'raw event_platform': PLATFORMS[text(document, 'host/os/type')]!,
    ...optional('program', 'process/name'),
    ...optional('url', 'url/original'),
    ...optional('hostName', 'host/name'),
    ...Object.fromEntries(kept.map(([name, value]) => [`raw ${name}`, value])),
    ...communityOf(document),
  };
};

/** Readers by the id of the form. */
export const sysmonReaders: Readonly<Record<string, Reader>> = {
  'sysmon-winevt': readEventXml,
  'sysmon-viewer': readEventXml,
  'sysmon-winlogbeat': readWinlogbeat,
  'sysmon-flat': readFlat,
  'sysmon-ossem': readOssem,
  ecs: readEcsOfSysmon,
};
export const falconReaders: Readonly<Record<string, Reader>> = {
  'falcon-fdr': readFdr,
  'falcon-table': readTable,
  'falcon-logscale': readLogscale,
  ecs: readEcsOfFalcon,
};

/** What every form tells, less than which none is a record. */
export const EVERY_SYSMON_FORM =
  'protocol initiated isIpv6 source.address source.port source.name source.portName destination.address destination.port destination.name destination.portName rule processId guid image user utc computer provider channel'.split(
    ' ',
  );
export const EVERY_FALCON_FORM = 'protocol local.address local.port remote.address remote.port'.split(' ');
