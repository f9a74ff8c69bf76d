import type { SysmonFormId } from '../../src/arbitraries/index.js';

/** Short names of the data dictionary beside Sysmon's. */
const DICTIONARY: Readonly<Record<string, string>> = {
  tag: 'RuleName',
  event_date_creation: 'UtcTime',
  process_guid: 'ProcessGuid',
  process_id: 'ProcessId',
  process_path: 'Image',
  user_name: 'User',
  network_protocol: 'Protocol',
  network_connection_initiated: 'Initiated',
  src_is_ipv6: 'SourceIsIpv6',
  src_ip_addr: 'SourceIp',
  src_host_name: 'SourceHostname',
  src_port: 'SourcePort',
  src_port_name: 'SourcePortName',
  dst_is_ipv6: 'DestinationIsIpv6',
  dst_ip_addr: 'DestinationIp',
  dst_host_name: 'DestinationHostname',
  dst_port: 'DestinationPort',
  dst_port_name: 'DestinationPortName',
};

const SYSMON_NAMES = new Set(Object.values(DICTIONARY));

/** Eight groups for a short address: what stands for `::` is counted. */
function expanded(address: string): string {
  if (!address.includes('::')) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const zeros = 8 - groups(head).length - groups(tail).length;
  return [...groups(head), ...Array<string>(zeros).fill('0'), ...groups(tail)].join(':');
}

/** The fields of an event in a JSON form by Sysmon's names, as texts; its types are asserted on the way. */
export function jsonValues({ form, text }: { readonly form: SysmonFormId; readonly text: string }): Record<string, string> {
  const record = JSON.parse(text);
  const data: Record<string, unknown> =
    form === 'winlogbeat-6'
      ? record.event_data
      : form === 'winlogbeat-7' || form === 'ecs'
        ? record.winlog.event_data
        : form.startsWith('evtx-dump')
          ? record.Event.EventData
          : record;
  const typed = form === 'ossem' || form.startsWith('evtx-dump');
  const values: Record<string, string> = {};
  for (const [key, value] of Object.entries(data)) {
    const name = form === 'ossem' ? DICTIONARY[key] : key;
    if (name === undefined || !SYSMON_NAMES.has(name)) continue;
    const type = /Port$|ProcessId/u.test(name) ? 'number' : /Initiated|Ipv6/u.test(name) ? 'boolean' : 'string';
    if (typeof value !== (typed ? type : 'string')) throw new Error(`${form}: ${key} is a ${typeof value}`);
    values[name] = form === 'ossem' && name.endsWith('Ip') ? expanded(String(value)) : String(value);
    if (form === 'ossem' && name === 'UtcTime') values[name] = String(value).replace('T', ' ').replace('Z', '');
  }
  return values;
}
