import { compressIpv6 } from '../../text/compressIpv6.js';
import { type JsonNode, jsonObject, plainJson } from '../../text/json.js';
import { cutTime } from '../times.js';
import type { JsonForm } from './form.js';
import { numberOr, typedValue } from './jsonValues.js';

/** The data dictionary's standard name of each field. */
export const STANDARD_NAMES: Readonly<Record<string, string>> = {
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
};

/** The dictionary's types date and ip have forms of their own: ISO 8601, and the canonical text of an address. */
function standardValue(field: string, value: string): JsonNode {
  if (field === 'UtcTime') return `${value.replace(' ', 'T')}Z`;
  if (field === 'SourceIp' || field === 'DestinationIp') return compressIpv6(value);
  return typedValue(field, value);
}

/** By the standard names of the OSSEM data dictionary, with its types. */
export const ossem: JsonForm = {
  kind: 'json',
  id: 'ossem',
  platforms: ['windows', 'linux'],
  fires: [],
  layout: plainJson,
  shows: ['providerName', 'eventId', 'recordId', 'channel', 'computer'],
  dataPath: [],
  keyOf: (field) => STANDARD_NAMES[field] ?? field,
  values: 'typed',
  dropsEmpty: false,
  tree: ({ system, data }) => ({
    entries: [
      ...jsonObject({
        '@timestamp': cutTime(system.systemTime, 3),
        event_id: numberOr(system.eventId),
        record_number: numberOr(system.recordId),
        log_name: system.channel,
        source_name: system.providerName,
        host_name: system.computer,
      }).entries,
      ...Object.entries(data).map(([field, value]) => [STANDARD_NAMES[field] ?? field, standardValue(field, value)] as const),
    ],
  }),
};
