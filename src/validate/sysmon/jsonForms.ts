import type { FieldKind } from '../record/fieldKind.js';
import type { LeafType } from '../record/shape.js';
import type { Form } from '../summary.js';
import { dictionaryTime, direction, networkType } from './collectorKinds.js';
import { anyAddress, anyText, bareGuid, bracedGuid, type DataKinds, protocol, WINDOWS_DATA } from './dataKinds.js';
import { type CopiedField, DATA_FIELDS, type DataField, SYSTEM_FIELDS, type SystemField } from './fields.js';
import {
  bareProviderGuid,
  collectorTime,
  numericKeywords,
  renderedLevel,
  renderedOpcode,
  renderedTask,
  type SystemKinds,
} from './systemKinds.js';

export interface JsonForm {
  readonly form: Form;
  /** Path of each field of the event data. */
  readonly data: Readonly<Partial<Record<DataField, string>>>;
  /** What paths of event data begin with, where they have a place of their own: other keys there are unknown. */
  readonly dataPrefix?: string;
  /** Paths of each field of `System`; of several the form has one. */
  readonly system: Readonly<Partial<Record<SystemField, readonly string[]>>>;
  /** Fields of `System` that every record of the form has. */
  readonly requires: readonly SystemField[];
  /** A path that says that it is this form and not one that has the same data, if need be. */
  readonly mark?: RegExp;
  /** JSON types of the event data: all strings, numbers and truth values as such, or what the collector likes. */
  readonly types: 'strings' | 'native' | 'any';
  /** What a field that is not there was: empty, or unknown in either style. */
  readonly leavesOut?: 'empty' | 'unknown';
  /** Fields that the form may lack. */
  readonly optional: readonly DataField[];
  readonly dataKinds?: Partial<DataKinds>;
  readonly systemKinds?: Partial<SystemKinds>;
  /** Where the form has a value of the event data again, or instead. */
  readonly copies?: Readonly<Partial<Record<CopiedField | 'UtcTime', readonly [path: string, kind: FieldKind]>>>;
}

const prefixed = (prefix: string) =>
  Object.fromEntries(DATA_FIELDS.map((field) => [field, prefix + field])) as Record<DataField, string>;

/** Fields that are empty in old versions where nothing is known, and that some forms then leave out. */
const MAY_BE_EMPTY: readonly DataField[] = [
  'RuleName',
  'User',
  'SourceHostname',
  'SourcePortName',
  'DestinationHostname',
  'DestinationPortName',
];

/** What tells a record of a log apart, in every form that has it. */
const LOG_FIELDS: readonly SystemField[] = ['ProviderName', 'SystemTime', 'EventRecordID', 'Channel', 'Computer'];

const RENDERED = { Task: renderedTask, Opcode: renderedOpcode, Level: renderedLevel };

const EVTX_SYSTEM = (attributes: string) => ({
  ProviderName: [`Event.System.Provider${attributes}.Name`],
  ProviderGuid: [`Event.System.Provider${attributes}.Guid`],
  EventID: ['Event.System.EventID', 'Event.System.EventID.#text'],
  Version: ['Event.System.Version'],
  Level: ['Event.System.Level'],
  Task: ['Event.System.Task'],
  Opcode: ['Event.System.Opcode'],
  Keywords: ['Event.System.Keywords'],
  SystemTime: [`Event.System.TimeCreated${attributes}.SystemTime`],
  EventRecordID: ['Event.System.EventRecordID'],
  WriterProcess: [`Event.System.Execution${attributes}.ProcessID`],
  WriterThread: [`Event.System.Execution${attributes}.ThreadID`],
  Channel: ['Event.System.Channel'],
  Computer: ['Event.System.Computer'],
  UserID: [`Event.System.Security${attributes}.UserID`],
});

const WINLOG = {
  ProviderName: ['winlog.provider_name'],
  ProviderGuid: ['winlog.provider_guid'],
  EventID: ['winlog.event_id'],
  Version: ['winlog.version'],
  Task: ['winlog.task'],
  Opcode: ['winlog.opcode'],
  EventRecordID: ['winlog.record_id'],
  WriterProcess: ['winlog.process.pid'],
  WriterThread: ['winlog.process.thread.id'],
  Channel: ['winlog.channel'],
  Computer: ['winlog.computer_name'],
  UserID: ['winlog.user.identifier'],
} as const;

/** What every flat form calls alike. */
const FLAT_SYSTEM = {
  ProviderName: ['SourceName'],
  ProviderGuid: ['ProviderGuid'],
  EventID: ['EventID'],
  Channel: ['Channel'],
  Computer: ['Hostname'],
} as const;

const evtxDump = (attributes: string): JsonForm => ({
  form: 'sysmon-evtx-dump',
  data: prefixed('Event.EventData.'),
  dataPrefix: 'Event.EventData.',
  system: EVTX_SYSTEM(attributes),
  requires: SYSTEM_FIELDS,
  mark: attributes === '_attributes' ? /^Event\.System\.\w+_attributes\./ : /^Event\.System\./,
  types: 'native',
  optional: ['RuleName'],
  dataKinds: { ProcessGuid: bareGuid },
  systemKinds: { ProviderGuid: bareProviderGuid, SystemTime: collectorTime },
});

/** The forms of JSON in which Sysmon events are met, the first that fits counts. */
export const JSON_FORMS: readonly JsonForm[] = [
  evtxDump('_attributes'),
  evtxDump('.#attributes'),
  {
    form: 'sysmon-ecs',
    data: prefixed('winlog.event_data.'),
    dataPrefix: 'winlog.event_data.',
    system: WINLOG,
    requires: [],
    mark: /^(?:source|destination)\.(?:ip|port)$|^network\.transport$/,
    types: 'strings',
    leavesOut: 'unknown',
    optional: [...MAY_BE_EMPTY, 'SourceIsIpv6', 'DestinationIsIpv6'],
    systemKinds: RENDERED,
    copies: {
      UtcTime: ['@timestamp', collectorTime],
      ProcessGuid: ['process.entity_id', bracedGuid],
      ProcessId: ['process.pid', WINDOWS_DATA.ProcessId],
      Image: ['process.executable', WINDOWS_DATA.Image],
      Protocol: ['network.transport', protocol],
      Initiated: ['network.direction', direction],
      SourceIsIpv6: ['network.type', networkType],
      SourceIp: ['source.ip', anyAddress],
      SourceHostname: ['source.domain', anyText],
      SourcePort: ['source.port', WINDOWS_DATA.SourcePort],
      DestinationIp: ['destination.ip', anyAddress],
      DestinationHostname: ['destination.domain', anyText],
      DestinationPort: ['destination.port', WINDOWS_DATA.DestinationPort],
      EventID: ['event.code', anyText],
    },
  },
  {
    form: 'sysmon-winlogbeat',
    data: prefixed('winlog.event_data.'),
    dataPrefix: 'winlog.event_data.',
    system: { ...WINLOG, SystemTime: ['@timestamp'], Level: ['log.level'] },
    requires: LOG_FIELDS,
    mark: /^winlog\./,
    types: 'strings',
    leavesOut: 'empty',
    optional: MAY_BE_EMPTY,
    systemKinds: { ...RENDERED, SystemTime: collectorTime },
    copies: { EventID: ['event.code', anyText] },
  },
  {
    form: 'sysmon-ossem',
    data: {
      RuleName: 'tag',
      UtcTime: 'event_date_creation',
      ProcessGuid: 'process_guid',
      ProcessId: 'process_id',
      Image: 'process_path',
      User: 'user_name',
      Protocol: 'network_protocol',
      Initiated: 'network_connection_initiated',
      SourceIsIpv6: 'src_is_ipv6',
      SourceIp: 'src_ip_addr',
      SourceHostname: 'src_host_name',
      SourcePort: 'src_port',
      SourcePortName: 'src_port_name',
      DestinationIsIpv6: 'dst_is_ipv6',
      DestinationIp: 'dst_ip_addr',
      DestinationHostname: 'dst_host_name',
      DestinationPort: 'dst_port',
      DestinationPortName: 'dst_port_name',
    },
    system: {
      ProviderName: ['source_name'],
      EventID: ['event_id'],
      SystemTime: ['@timestamp'],
      EventRecordID: ['record_number'],
      Channel: ['log_name'],
      Computer: ['host_name'],
    },
    requires: [],
    mark: /^(?:src|dst)_(?:ip_addr|port)$/,
    types: 'native',
    optional: ['RuleName'],
    dataKinds: { UtcTime: dictionaryTime, SourceIp: anyAddress, DestinationIp: anyAddress },
    systemKinds: { SystemTime: collectorTime },
  },
  {
    form: 'sysmon-winlogbeat',
    data: prefixed('event_data.'),
    dataPrefix: 'event_data.',
    system: {
      ProviderName: ['source_name'],
      ProviderGuid: ['provider_guid'],
      EventID: ['event_id'],
      Version: ['version'],
      Level: ['level'],
      Task: ['task'],
      Opcode: ['opcode'],
      SystemTime: ['@timestamp'],
      EventRecordID: ['record_number'],
      WriterProcess: ['process_id'],
      WriterThread: ['thread_id'],
      Channel: ['log_name'],
      Computer: ['computer_name'],
      UserID: ['user.identifier'],
    },
    requires: LOG_FIELDS,
    mark: /^(?:event_data\.|source_name$|computer_name$)/,
    types: 'strings',
    leavesOut: 'empty',
    optional: MAY_BE_EMPTY,
    systemKinds: { ...RENDERED, SystemTime: collectorTime },
  },
  {
    form: 'sysmon-nxlog',
    data: prefixed(''),
    system: {
      ...FLAT_SYSTEM,
      Version: ['Version'],
      Task: ['Task'],
      Opcode: ['OpcodeValue'],
      Keywords: ['Keywords'],
      EventRecordID: ['RecordNumber'],
      WriterProcess: ['ExecutionProcessID'],
      WriterThread: ['ThreadID'],
      UserID: ['UserID'],
    },
    requires: ['ProviderName', 'EventRecordID', 'Channel', 'Computer'],
    mark: /^(?:SourceModuleType|EventReceivedTime|OpcodeValue)$/,
    types: 'any',
    leavesOut: 'empty',
    // Its own field ProcessID, the writer's, hides the one of the event in some versions.
    optional: [...MAY_BE_EMPTY, 'ProcessId'],
    systemKinds: { Keywords: numericKeywords },
  },
  {
    form: 'sysmon-flat',
    data: prefixed(''),
    system: {
      ...FLAT_SYSTEM,
      Level: ['Level'],
      Task: ['Task'],
      Keywords: ['Keywords'],
      SystemTime: ['TimeCreated'],
    },
    requires: ['ProviderName', 'Channel', 'Computer'],
    types: 'strings',
    optional: ['RuleName'],
    systemKinds: { SystemTime: collectorTime },
  },
];

/** JSON types that a form has besides strings. */
const NATIVE: Readonly<Partial<Record<DataField, LeafType>>> = {
  ProcessId: 'number',
  SourcePort: 'number',
  DestinationPort: 'number',
  Initiated: 'boolean',
  SourceIsIpv6: 'boolean',
  DestinationIsIpv6: 'boolean',
};

/** The JSON type that a field of the event data has in a form; `undefined` where the collector decides. */
export function jsonTypeOf(field: DataField, { types }: JsonForm): LeafType | undefined {
  if (types === 'any') return undefined;
  return types === 'strings' ? 'string' : (NATIVE[field] ?? 'string');
}
