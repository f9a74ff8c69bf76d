/**
 * What public descriptions of the two events say, item by item, and what we hold of it: for the pages of checks, and for a test that
 * every item is really checked.
 */

export type DictionaryType = 'string' | 'date' | 'integer' | 'boolean' | 'ip';

export interface DictionaryField {
  /** The standard name. */
  readonly name: string;
  readonly field: string;
  readonly type: DictionaryType;
  /** The checks that look at the value itself. */
  readonly valueChecks: readonly string[];
  /** Text of our own that is no value of this field; absent where any text is one. */
  readonly wrong?: string;
  /** What there is to say of the description. */
  readonly remark?: string;
  /** Where its sample is wrong: a value of our own that is wrong in the same way, and the check that says so where the value is a text. */
  readonly badSample?: { readonly like: string; readonly check: string };
}

const FLAG = 'the sample is in capitals, as spreadsheets write truth values; Sysmon writes lower case, JSON has its own';
const PORT = 'the sensor has 16 bits for it, so an integer has bounds';
const ADDRESS = 'a text to the sensor; here any spelling';
const PORT_NAME = 'known for the ports in the [table of port names](#port-names) only';

/** The data dictionary of the event: its standard names, what they stand for, and their types. */
export const DICTIONARY: readonly DictionaryField[] = [
  {
    name: 'tag',
    field: 'RuleName',
    type: 'string',
    valueChecks: [],
    remark: '`-` or empty where no rule has a name; Sysmon 7 and older do not have the field, so it may be absent',
  },
  {
    name: 'event_date_creation',
    field: 'UtcTime',
    type: 'date',
    valueChecks: ['sysmon3/utc-time'],
    wrong: 'yesterday',
    remark: 'the sample is a local short date without seconds; real ones have milliseconds',
    badSample: { like: '3/5/24 10:15', check: 'sysmon3/utc-time' },
  },
  { name: 'process_guid', field: 'ProcessGuid', type: 'string', valueChecks: ['sysmon3/process-guid'], wrong: '{1a2b3c4d}' },
  { name: 'process_id', field: 'ProcessId', type: 'integer', valueChecks: ['sysmon3/process-id'], wrong: '0' },
  { name: 'process_path', field: 'Image', type: 'string', valueChecks: ['sysmon3/image', 'sysmon3/image-path'], wrong: '' },
  { name: 'user_name', field: 'User', type: 'string', valueChecks: ['sysmon3/user'], wrong: 'jdoe' },
  { name: 'network_protocol', field: 'Protocol', type: 'string', valueChecks: ['sysmon3/protocol'], wrong: 'TCP' },
  {
    name: 'network_connection_initiated',
    field: 'Initiated',
    type: 'boolean',
    valueChecks: ['sysmon3/boolean'],
    remark: `${FLAG}. It is said of tcp, and is there for udp too`,
    badSample: { like: 'FALSE', check: 'sysmon3/boolean' },
  },
  {
    name: 'src_is_ipv6',
    field: 'SourceIsIpv6',
    type: 'boolean',
    valueChecks: ['sysmon3/boolean', 'sysmon3/address-flag'],
    remark: FLAG,
    badSample: { like: 'FALSE', check: 'sysmon3/boolean' },
  },
  {
    name: 'src_ip_addr',
    field: 'SourceIp',
    type: 'ip',
    valueChecks: ['sysmon3/address'],
    wrong: 'fe80::1%4',
    remark: `${ADDRESS}. Not always of who made the connection: of a datagram that was received it is the local end, here the broadcast address`,
  },
  {
    name: 'src_host_name',
    field: 'SourceHostname',
    type: 'string',
    valueChecks: ['sysmon3/group-hostname'],
    remark: 'the sample is a sentence; a broadcast address has no name, so `-` or empty',
  },
  { name: 'src_port', field: 'SourcePort', type: 'integer', valueChecks: ['sysmon3/port'], wrong: '65536', remark: PORT },
  {
    name: 'src_port_name',
    field: 'SourcePortName',
    type: 'string',
    valueChecks: ['sysmon3/port-name'],
    wrong: 'epmap',
    remark: PORT_NAME,
  },
  {
    name: 'dst_is_ipv6',
    field: 'DestinationIsIpv6',
    type: 'boolean',
    valueChecks: ['sysmon3/boolean', 'sysmon3/address-flag'],
    remark: 'the sample is the path of a program, copied into the wrong row',
    badSample: { like: 'C:\\Windows\\notepad.exe', check: 'sysmon3/boolean' },
  },
  {
    name: 'dst_ip_addr',
    field: 'DestinationIp',
    type: 'ip',
    valueChecks: ['sysmon3/address'],
    wrong: 'fe80::1%4',
    remark: ADDRESS,
  },
  {
    name: 'dst_host_name',
    field: 'DestinationHostname',
    type: 'string',
    valueChecks: ['sysmon3/group-hostname'],
    remark: 'the sample is of another record than the address beside it, which no check can see',
  },
  { name: 'dst_port', field: 'DestinationPort', type: 'integer', valueChecks: ['sysmon3/port'], wrong: '65536', remark: PORT },
  {
    name: 'dst_port_name',
    field: 'DestinationPortName',
    type: 'string',
    valueChecks: ['sysmon3/port-name'],
    wrong: 'epmap',
    remark: PORT_NAME,
  },
];

/** JSON types of the dictionary's types. */
export const JSON_TYPES: Readonly<Record<DictionaryType, 'string' | 'number' | 'boolean'>> = {
  string: 'string',
  date: 'string',
  integer: 'number',
  boolean: 'boolean',
  ip: 'string',
};

export interface DataNeeded {
  readonly item: string;
  /** What the page says of it, in few words. */
  readonly says: string;
  readonly checks: readonly string[];
  readonly remark?: string;
}

/** The page that says what data a detection needs: the log, and the fields in it. */
export const DATA_NEEDED: readonly DataNeeded[] = [
  { item: 'Channel', says: "Sysmon's operational log", checks: ['sysmon3/channel', 'sysmon3/system-fields'] },
  { item: 'Provider', says: "Sysmon's name", checks: ['sysmon3/provider-name', 'sysmon3/system-fields'] },
  {
    item: 'Platform',
    says: 'Windows',
    checks: ['sysmon3/provider-name', 'sysmon3/channel'],
    remark:
      'there is Sysmon for Linux too, with a provider and a channel of its own; its records are held to what is known of it',
  },
  { item: 'EventID', says: 'a field', checks: ['sysmon3/event-id', 'sysmon3/system-fields'], remark: 'of `System`: always 3' },
  { item: 'Computer', says: 'a field', checks: ['sysmon3/computer', 'sysmon3/system-fields'], remark: 'of `System`' },
  {
    item: 'Hostname',
    says: 'a field',
    checks: ['sysmon3/field-unknown'],
    remark: 'no field of Sysmon: flat forms of collectors call Computer so. In the event data it is unknown',
  },
  {
    item: 'RuleName',
    says: 'not listed',
    checks: ['sysmon3/field-order', 'sysmon3/stream-rule-name'],
    remark: 'the event shown on the page has it; it stands first, and only Sysmon 7 and older lack it',
  },
  ...DICTIONARY.filter(({ field }) => field !== 'RuleName').map(({ field }) => ({
    item: field,
    says: 'a field',
    checks: ['sysmon3/field-missing'],
  })),
  {
    item: 'the event shown',
    says: "a browser's copy of the tree",
    checks: ['input/tree-copy', 'sysmon3/process-start'],
    remark:
      'not well formed as it stands. Cleaned, it has no error in either profile: its UtcTime is 8 s before the start of its process, since the clocks differed, which is a warning; it was written 12 s later, which is within bounds',
  },
];

export interface TableParameter {
  readonly name: string;
  readonly type: 'string' | 'number';
  readonly whatIfAbsent: string;
  readonly valueChecks: readonly string[];
  readonly wrong: string | number;
  readonly remark?: string;
}

/** The five parameters of the vendor's page about the event. */
export const PARAMETERS: readonly TableParameter[] = [
  {
    name: 'RemoteAddressIP6',
    type: 'string',
    whatIfAbsent: 'falcon-ip6/remote-address-present',
    valueChecks: ['falcon-ip6/address'],
    wrong: '2001:db8::1%4',
    remark:
      'the sample has the short form `::`; the sensor writes eight groups in FDR, where the short form is noted (address-text)',
  },
  { name: 'RemotePort', type: 'number', whatIfAbsent: 'falcon-ip6/required', valueChecks: ['falcon-ip6/port'], wrong: 65536 },
  {
    name: 'Protocol',
    type: 'number',
    whatIfAbsent: 'falcon-ip6/required',
    valueChecks: ['falcon-ip6/protocol', 'falcon-ip6/protocol-unusual'],
    wrong: 256,
    remark: "see below. Numbers are Falcon's: `tcp` and `udp` are words of Sysmon, and neither form takes the other's",
  },
  {
    name: 'LocalAddressIP6',
    type: 'string',
    whatIfAbsent: 'falcon-ip6/required',
    valueChecks: ['falcon-ip6/address', 'falcon-ip6/local-multicast'],
    wrong: '2001:db8::1/64',
    remark: 'as RemoteAddressIP6; all zeros where the socket is not yet bound',
  },
  {
    name: 'LocalPort',
    type: 'number',
    whatIfAbsent: 'falcon-ip6/required',
    valueChecks: ['falcon-ip6/port'],
    wrong: 65536,
    remark: '0 where the socket is not yet bound, which is noted (local-port-zero)',
  },
];

export interface ProtocolValue {
  readonly number: number;
  readonly name: string;
  /** False for what is known from elsewhere. */
  readonly documented: boolean;
  /** Whether an event over IPv6 can have it; else it is a warning. */
  readonly usual: boolean;
  /** Whether it has no ports. */
  readonly portless: boolean;
}

/** The protocol enumeration. */
export const PROTOCOLS: readonly ProtocolValue[] = [
  { number: 0, name: 'IP', documented: true, usual: true, portless: true },
  { number: 1, name: 'ICMP', documented: true, usual: false, portless: true },
  { number: 2, name: 'IGMP', documented: false, usual: true, portless: false },
  { number: 6, name: 'TCP', documented: true, usual: true, portless: false },
  { number: 17, name: 'UDP', documented: true, usual: true, portless: false },
  { number: 41, name: 'IPv6', documented: true, usual: true, portless: true },
  { number: 47, name: 'GRE', documented: false, usual: true, portless: true },
  { number: 58, name: 'ICMPv6', documented: true, usual: true, portless: true },
  { number: 255, name: 'unknown', documented: true, usual: true, portless: true },
];
