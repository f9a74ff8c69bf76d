/** The fields of EventData in the order of the manifest. */
export const DATA_FIELDS = [
  'RuleName',
  'UtcTime',
  'ProcessGuid',
  'ProcessId',
  'Image',
  'User',
  'Protocol',
  'Initiated',
  'SourceIsIpv6',
  'SourceIp',
  'SourceHostname',
  'SourcePort',
  'SourcePortName',
  'DestinationIsIpv6',
  'DestinationIp',
  'DestinationHostname',
  'DestinationPort',
  'DestinationPortName',
] as const;

/** What `System` holds, value by value, in the order of the event schema. */
export const SYSTEM_FIELDS = [
  'ProviderName',
  'ProviderGuid',
  'EventID',
  'Version',
  'Level',
  'Task',
  'Opcode',
  'Keywords',
  'SystemTime',
  'EventRecordID',
  'WriterProcess',
  'WriterThread',
  'Channel',
  'Computer',
  'UserID',
] as const;

/** Values that some forms carry a second time, under the name of the field they repeat. */
export const COPIED_FIELDS = [
  'ProcessGuid',
  'ProcessId',
  'Image',
  'Protocol',
  'Initiated',
  'SourceIsIpv6',
  'SourceIp',
  'SourceHostname',
  'SourcePort',
  'DestinationIp',
  'DestinationHostname',
  'DestinationPort',
  'DestinationPortName',
  'EventID',
] as const;

export type DataField = (typeof DATA_FIELDS)[number];
export type SystemField = (typeof SYSTEM_FIELDS)[number];
export type CopiedField = (typeof COPIED_FIELDS)[number];
export type SysmonField = DataField | SystemField | `${CopiedField}Copy`;

/** All fields of a Sysmon record; the index of a name is its place in the record that is checked. */
export const SYSMON_FIELDS: readonly SysmonField[] = [
  ...DATA_FIELDS,
  ...SYSTEM_FIELDS,
  ...COPIED_FIELDS.map((field) => `${field}Copy` as const),
];

/** Places of the fields in the record that is checked. */
export const F = Object.fromEntries(SYSMON_FIELDS.map((field, index) => [field, index])) as Readonly<Record<SysmonField, number>>;

const position = new Map<string, number>(DATA_FIELDS.map((name, index) => [name, index]));

/** Place of a field in the order, or `undefined` for a name that is none. */
export function fieldPosition(name: string): number | undefined {
  return position.get(name);
}

/** Fields that tell an Event 3 from the other events of Sysmon, whatever the envelope says. */
export const TELLING_FIELDS: readonly DataField[] = DATA_FIELDS.slice(6);

/** Fields that say "unknown" in the style of their version: `-` or empty. */
export const UNKNOWN_STYLE_FIELDS: readonly DataField[] = [
  'RuleName',
  'User',
  'SourceHostname',
  'SourcePortName',
  'DestinationHostname',
  'DestinationPortName',
];

export const UNKNOWN_PROCESS = '<unknown process>';

export function isUnknown(value: string | undefined): boolean {
  return value === '-' || value === '';
}
