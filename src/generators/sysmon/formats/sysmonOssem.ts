import type { SysmonAbout, TextFormat } from '../../format.js';
import { addressText } from '../../json/addressText.js';
import { jsonText } from '../../json/jsonText.js';
import { numberOf } from '../../template/marks.js';

type Value = string | number | boolean;
/** A field's text as the dictionary's type asks for it. */
type Type = (text: string, about: SysmonAbout) => Value;

const string: Type = (text) => text;
const integer: Type = (text) => numberOf(text);
const boolean: Type = (text) => text === 'true';
const ip: Type = (text) => addressText(text);
const date: Type = (_, { varying }) => varying.utcIso;

/** The one mapping: Sysmon's field, the dictionary's standard name, its type; in the dictionary's order. */
const DICTIONARY: Readonly<Record<string, readonly [name: string, type: Type]>> = {
  RuleName: ['tag', string],
  UtcTime: ['event_date_creation', date],
  ProcessGuid: ['process_guid', string],
  ProcessId: ['process_id', integer],
  Image: ['process_path', string],
  User: ['user_name', string],
  Protocol: ['network_protocol', string],
  Initiated: ['network_connection_initiated', boolean],
  SourceIsIpv6: ['src_is_ipv6', boolean],
  SourceIp: ['src_ip_addr', ip],
  SourceHostname: ['src_host_name', string],
  SourcePort: ['src_port', integer],
  SourcePortName: ['src_port_name', string],
  DestinationIsIpv6: ['dst_is_ipv6', boolean],
  DestinationIp: ['dst_ip_addr', ip],
  DestinationHostname: ['dst_host_name', string],
  DestinationPort: ['dst_port', integer],
  DestinationPortName: ['dst_port_name', string],
};

/** The standard names of the OSSEM data dictionary with its types, and before them what tells which record of which host it is. */
export const sysmonOssem: TextFormat = {
  file: 'sysmon-ossem.ndjson',
  summary: 'standard names of the OSSEM data dictionary, typed',
  sysmon: (about) => {
    const { event, varying } = about;
    return jsonText({
      '@timestamp': varying.created,
      event_id: 3,
      record_number: numberOf(varying.recordId),
      log_name: event.provider.channel,
      source_name: event.provider.name,
      host_name: event.computer,
      ...Object.fromEntries(
        event.data.map(([field, text]) => {
          const [name, type] = DICTIONARY[field]!;
          return [name, type(text, about)];
        }),
      ),
    });
  },
};
