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

export type DataField = (typeof DATA_FIELDS)[number];

/** Sysmon 7 and older did not have it. */
export const OPTIONAL_FIELD: DataField = 'RuleName';

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

export function isUnknown(value: string | undefined): boolean {
  return value === '-' || value === '';
}
