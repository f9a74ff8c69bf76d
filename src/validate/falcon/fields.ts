import type { CheckId } from '../checks.js';
import { parseAddress } from '../text/address.js';
import { isDecimal, isUint64, parseDecimal } from '../text/integer.js';

/** What one field has to look like. */
export interface FieldForm {
  readonly check: CheckId;
  readonly expected: string;
  readonly sound: (text: string) => boolean;
}

const MOST_UINT32 = 0xffffffff;
const matches = (pattern: RegExp) => (text: string) => pattern.test(text);

const hexId: FieldForm = {
  check: 'falcon-ip6/agent-id',
  expected: '32 lower-case hexadecimal digits',
  sound: matches(/^[0-9a-f]{32}$/),
};
const uint64: FieldForm = { check: 'falcon-ip6/process-id', expected: 'a decimal number of 64 bits', sound: isUint64 };
const decimal: FieldForm = {
  check: 'falcon-ip6/decimal',
  expected: 'a decimal number of 32 bits',
  sound: (text) => parseDecimal(text, 0, MOST_UINT32) !== undefined,
};
const port: FieldForm = {
  check: 'falcon-ip6/port',
  expected: 'a decimal port, 0 to 65535, without leading zeros',
  sound: (text) => parseDecimal(text, 0, 65535) !== undefined,
};
const address: FieldForm = {
  check: 'falcon-ip6/address',
  expected: 'an IP address without zone, brackets, prefix or port',
  sound: (text) => parseAddress(text) !== undefined,
};

/** The form of each known field; `undefined` where any text will do. */
export const FIELDS: Readonly<Record<string, FieldForm | undefined>> = {
  event_simpleName: undefined, // decides what is checked at all
  name: undefined, // see platformChecks
  event_platform: undefined,
  aid: hexId,
  cid: hexId,
  aip: { check: 'falcon-ip6/cloud-address', expected: 'an IP address', sound: (text) => parseAddress(text) !== undefined },
  id: {
    check: 'falcon-ip6/record-uuid',
    expected: 'a UUID in lower case',
    sound: matches(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  },
  timestamp: { check: 'falcon-ip6/timestamp', expected: '13 digits, milliseconds since 1970', sound: matches(/^\d{13}$/) },
  ContextTimeStamp: {
    check: 'falcon-ip6/context-timestamp',
    expected: 'seconds since 1970 with 3 decimals, like 1625677503.713',
    sound: matches(/^\d{10}\.\d{3}$/),
  },
  ContextProcessId: uint64,
  ContextBaseFileName: undefined,
  LocalAddressIP6: address,
  RemoteAddressIP6: address,
  LocalAddressIP4: address,
  RemoteAddressIP4: address,
  RemoteAddressString: undefined, // may be a host name
  LocalPort: port,
  RemotePort: port,
  Protocol: {
    check: 'falcon-ip6/protocol',
    expected: 'a decimal protocol number, 0 to 255',
    sound: (text) => parseDecimal(text, 0, 255) !== undefined,
  },
  ConnectionDirection: {
    check: 'falcon-ip6/direction',
    expected: '0 (outbound), or 1 to 4',
    sound: (text) => parseDecimal(text, 0, 4) !== undefined,
  },
  ConnectionFlags: { check: 'falcon-ip6/flags', expected: 'a decimal number', sound: isDecimal },
  ConfigBuild: {
    check: 'falcon-ip6/config-build',
    expected: 'four decimal numbers joined by points, like 1007.3.0019907.15',
    sound: matches(/^\d+\.\d+\.\d+\.\d+$/),
  },
  ConfigStateHash: decimal,
  InContext: decimal,
  Entitlements: decimal,
  EffectiveTransmissionClass: decimal,
  EventOrigin: decimal,
  OriginatingURL: undefined,
  ComputerName: undefined,
  UserName: undefined,
  UserPrincipal: undefined,
  TreeId: uint64,
  IcmpType: decimal,
  IcmpCode: decimal,
  OciContainerId: undefined,
  TcpConnectErrorCode: undefined,
  BoundingLimitCount: undefined,
  BoundingLimitDuration: undefined,
};

/** Fields of other events, which name the process or its user there. */
export const FOREIGN_FIELDS: readonly string[] = [
  'ContextThreadId',
  'UserSid',
  'RawProcessId',
  'ImageFileName',
  'CommandLine',
  'ParentProcessId',
];

/** Ids of 64 bits: as JSON numbers they lose digits. */
export const ID_FIELDS: readonly string[] = ['ContextProcessId', 'TreeId', 'id', 'aid', 'cid'];

/** Fields that the five-key form gives as JSON numbers. */
export const TABLE_NUMBERS: readonly string[] = ['RemotePort', 'Protocol', 'LocalPort'];

const BY_LOWER_CASE = new Map([...Object.keys(FIELDS), ...FOREIGN_FIELDS].map((name) => [name.toLowerCase(), name]));

/** The right spelling of a key that differs from a known one in letter case only. */
export function rightSpelling(key: string): string | undefined {
  return BY_LOWER_CASE.get(key.toLowerCase());
}

export function isKnownField(key: string): boolean {
  return Object.hasOwn(FIELDS, key) || FOREIGN_FIELDS.includes(key);
}
