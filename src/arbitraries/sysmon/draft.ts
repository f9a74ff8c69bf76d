import type { EraId } from './eras.js';

/** The fields of Event 3 in the order of the manifest, by their names on the wire. */
export const EVENT_3_FIELDS = [
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

export type Event3Field = (typeof EVENT_3_FIELDS)[number];

/** Fields whose type in the manifest is a number or a Boolean; all others are texts. */
export const NUMBER_FIELDS: readonly string[] = ['ProcessId', 'SourcePort', 'DestinationPort'];
export const BOOLEAN_FIELDS: readonly string[] = ['Initiated', 'SourceIsIpv6', 'DestinationIsIpv6'];

/** The System section, each value as the text that the event's XML has for it. */
export interface SystemSection {
  readonly providerName: string;
  /** With braces. */
  readonly providerGuid: string;
  readonly eventId: string;
  readonly version: string;
  readonly level: string;
  readonly task: string;
  readonly opcode: string;
  readonly keywords: string;
  /** TimeCreated: when the record was written, to 100 ns. */
  readonly systemTime: string;
  readonly recordId: string;
  /** Process and thread of Sysmon's own service, never those of the connection. */
  readonly processId: string;
  readonly threadId: string;
  readonly channel: string;
  readonly computer: string;
  /** Account of Sysmon's own service: a SID, on Linux a number. */
  readonly userId: string;
}

export type SystemField = keyof SystemSection;

/** One record before it is written in a form: every value is the text of the sensor. */
export interface SysmonDraft {
  readonly platform: 'windows' | 'linux';
  readonly era: EraId;
  /** Whether names of hosts and ports are looked up; if not, none is known. */
  readonly lookup: boolean;
  /** Which half of the fields shows the end on the host that records. */
  readonly local: End;
  readonly system: SystemSection;
  /** By the wire names, in the order in which they are written. Event 3 of the oldest era has no RuleName. */
  readonly data: Readonly<Record<string, string>>;
}

export type End = 'Source' | 'Destination';

export const otherEnd = (end: End): End => (end === 'Source' ? 'Destination' : 'Source');

/** The same draft with other values of the event's data. */
export function withData(draft: SysmonDraft, values: Readonly<Record<string, string>>): SysmonDraft {
  return { ...draft, data: { ...draft.data, ...values } };
}

/** The same draft with other values of the System section. */
export function withSystem(draft: SysmonDraft, values: Partial<SystemSection>): SysmonDraft {
  return { ...draft, system: { ...draft.system, ...values } };
}
