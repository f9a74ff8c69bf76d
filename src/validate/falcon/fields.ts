/** The fields of a NetworkConnectIP6, as the sensor names them. */
export const CONNECT_FIELDS = [
  'event_simpleName',
  'name',
  'event_platform',
  'aid',
  'cid',
  'aip',
  'id',
  'timestamp',
  'ContextTimeStamp',
  'ContextProcessId',
  'ContextBaseFileName',
  'LocalAddressIP6',
  'RemoteAddressIP6',
  'LocalAddressIP4',
  'RemoteAddressIP4',
  'RemoteAddressString',
  'LocalPort',
  'RemotePort',
  'Protocol',
  'ConnectionDirection',
  'ConnectionFlags',
  'ConfigBuild',
  'ConfigStateHash',
  'InContext',
  'Entitlements',
  'EffectiveTransmissionClass',
  'EventOrigin',
  'OriginatingURL',
  'ComputerName',
  'UserName',
  'UserPrincipal',
  'TreeId',
  'IcmpType',
  'IcmpCode',
  'OciContainerId',
  'TcpConnectErrorCode',
  'BoundingLimitCount',
  'BoundingLimitDuration',
] as const;

/** Fields of events that tell of a process. */
export const PROCESS_FIELDS = ['TargetProcessId', 'ProcessStartTime'] as const;

/** Values that some forms carry again, and again. */
export const COPIED_FIELDS = [
  'event_simpleName',
  'event_platform',
  'aid',
  'aip',
  'id',
  'timestamp',
  'ContextTimeStamp',
  'ContextProcessId',
  'ContextBaseFileName',
  'LocalAddressIP6',
  'RemoteAddressIP6',
  'LocalPort',
  'RemotePort',
  'Protocol',
  'ConnectionDirection',
  'OriginatingURL',
  'ComputerName',
] as const;

export type ConnectField = (typeof CONNECT_FIELDS)[number];
export type ProcessField = (typeof PROCESS_FIELDS)[number];
export type CopiedField = (typeof COPIED_FIELDS)[number];
export type FalconField = ConnectField | ProcessField | `${CopiedField}Copy` | `${CopiedField}Copy2`;

/** All fields of a Falcon record; the index of a name is its place in the record that is checked. */
export const FALCON_FIELDS: readonly FalconField[] = [
  ...CONNECT_FIELDS,
  ...PROCESS_FIELDS,
  ...COPIED_FIELDS.map((field) => `${field}Copy` as const),
  ...COPIED_FIELDS.map((field) => `${field}Copy2` as const),
];

/** Places of the fields in the record that is checked. */
export const F = Object.fromEntries(FALCON_FIELDS.map((field, index) => [field, index])) as Readonly<Record<FalconField, number>>;

/** Fields of other events, which name the process or its user there. */
export const FOREIGN_FIELDS: readonly string[] = [
  'ContextThreadId',
  'UserSid',
  'RawProcessId',
  'ImageFileName',
  'CommandLine',
  'ParentProcessId',
];

const KNOWN = new Set<string>(CONNECT_FIELDS);
const BY_LOWER_CASE = new Map([...CONNECT_FIELDS, ...FOREIGN_FIELDS].map((name) => [name.toLowerCase(), name]));

export function isConnectField(key: string): key is ConnectField {
  return KNOWN.has(key);
}

/** The right spelling of a key that differs from a known one in letter case only. */
export function rightSpelling(key: string): string | undefined {
  return BY_LOWER_CASE.get(key.toLowerCase());
}
