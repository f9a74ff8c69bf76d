import type { XmlStyle } from './eventShape.js';

/** Fields of the data of an Event 3, in order; the oldest era lacks the first. */
export const FIELDS = [
  'RuleName', 'UtcTime', 'ProcessGuid', 'ProcessId', 'Image', 'User', 'Protocol', 'Initiated', 'SourceIsIpv6', 'SourceIp', 'SourceHostname',
  'SourcePort', 'SourcePortName', 'DestinationIsIpv6', 'DestinationIp', 'DestinationHostname', 'DestinationPort', 'DestinationPortName',
] as const; // biome-ignore format: a list

/** How Windows and Sysmon for Linux write events, and how Event Viewer shows them. */
export const EVENT_STYLES = [
  { quote: "'", spread: false },
  { quote: '"', spread: false },
  { quote: '"', spread: true },
] as const satisfies readonly XmlStyle[];
