import type { Level } from '../../src/validate/index.js';
import type { PlantedFault } from './plantedFault.js';
import { changedDocument } from './soundDocument.js';
import { soundConnect, soundLogScale, soundTableRow, without } from './soundRecords.js';

type Row = readonly [
  fault: string,
  check: string,
  level: Level,
  change: Readonly<Record<string, unknown>>,
  gone?: readonly string[],
];

const ios = { event_platform: 'iOS', name: 'NetworkConnectIP6IOSV3', ConfigBuild: '1007.32.20240201.1' };
const mac = { event_platform: 'Mac', name: 'NetworkConnectIP6MacV10', ConfigBuild: '1007.4.0013701.1' };

const inConnect: readonly Row[] = [
  ['another event under the fields of this one', 'event-name', 'error', { event_simpleName: 'NetworkConnectIP6Blocked' }],
  ['no event name', 'required', 'error', {}, ['event_simpleName']],
  ['no sensor id', 'required', 'error', {}, ['aid']],
  ['no direction', 'required', 'error', {}, ['ConnectionDirection']],
  ['no remote address', 'remote-address-present', 'error', {}, ['RemoteAddressIP6']],
  ['no flags', 'usual-field', 'warning', {}, ['ConnectionFlags']],
  ['no transmission class on Windows', 'usual-field', 'warning', {}, ['EffectiveTransmissionClass']],
  ['a port as a number', 'text-values', 'error', { RemotePort: 443 }],
  ['null', 'scalar', 'error', { ContextBaseFileName: null }],
  ['a boolean', 'scalar', 'error', { EventOrigin: true }],
  ['a list', 'scalar', 'error', { ComputerName: ['a'] }],
  ['an object', 'scalar', 'error', { UserName: {} }],
  ['a key nobody knows', 'unknown-key', 'note', { Colour: 'red' }],
  ['a key in the wrong case', 'key-case', 'warning', { remoteAddressIP6: '2001:db8:0:0:0:0:0:1' }],
  ['a field of process events', 'foreign-field', 'warning', { RawProcessId: '6604' }],
  ['a URL on Windows', 'foreign-field', 'warning', { OriginatingURL: 'https://www.example/' }],
  ['a sensor id in upper case', 'agent-id', 'error', { aid: '0123456789ABCDEF0123456789ABCDEF' }],
  ['a customer id that is too short', 'agent-id', 'error', { cid: 'fedcba98' }],
  ['an id that is no UUID', 'record-uuid', 'error', { id: '0b5a3c1e52d44e0f9a560d6c1f2e3a4b' }],
  ['a timestamp in seconds', 'timestamp', 'error', { timestamp: '1709633730' }],
  ['ContextTimeStamp without decimals', 'context-timestamp', 'error', { ContextTimeStamp: '1709633730' }],
  ['ContextTimeStamp with its trailing zero lost', 'context-timestamp', 'error', { ContextTimeStamp: '1709633730.12' }],
  ['a process id in hex', 'process-id', 'error', { ContextProcessId: '0x2876' }],
  ['a process id above 64 bits', 'process-id', 'error', { ContextProcessId: '18446744073709551616' }],
  ['a public address that is none', 'cloud-address', 'error', { aip: '' }],
  ['a hash that is no number', 'decimal', 'warning', { ConfigStateHash: 'abc' }],
  ['ConfigBuild with three parts', 'config-build', 'warning', { ConfigBuild: '1007.3.19907' }],
  ['a name that is none', 'name', 'error', { name: 'NetworkConnectIP6' }],
  ['the name of the IPv4 event', 'name-family', 'error', { name: 'NetworkConnectIP4V12' }],
  ['a platform that does not exist', 'platform', 'error', { event_platform: 'Linux' }],
  ['a name of another platform', 'platform', 'error', { name: 'NetworkConnectIP6LinV5' }],
  ['a build of another platform', 'platform', 'error', { ConfigBuild: '1007.8.0011308.1' }],
  ['a name with a platform nobody knows', 'name', 'error', { name: 'NetworkConnectIP6BsdV5' }],
  ['a protocol in words', 'protocol', 'error', { Protocol: 'tcp' }],
  ['protocol 256', 'protocol', 'error', { Protocol: '256' }],
  ['a protocol seldom heard of', 'protocol-unusual', 'warning', { Protocol: '132' }],
  ['ICMP of IPv4', 'protocol-unusual', 'warning', { Protocol: '1', LocalPort: '0', RemotePort: '0' }],
  ['port 65536', 'port', 'error', { RemotePort: '65536' }],
  ['a port with a leading zero', 'port', 'error', { RemotePort: '0443' }],
  ['an empty port', 'port', 'error', { LocalPort: '' }],
  ['a zone', 'address', 'error', { LocalAddressIP6: 'fe80:0:0:0:0:0:0:20%eth0' }],
  ['brackets', 'address', 'error', { LocalAddressIP6: '[2001:db8::20]' }],
  ['a prefix length', 'address', 'error', { LocalAddressIP6: '2001:db8::20/64' }],
  ['an IPv6 address under the key of the own IPv4 one', 'address', 'error', { LocalAddressIP4: '2001:db8::20' }],
  ['an IPv6 address under the key of IPv4', 'address', 'error', { RemoteAddressIP4: '2001:db8::1' }, ['RemoteAddressIP6']],
  [
    'a remote address under the key of IPv4',
    'mapped',
    'note',
    { RemoteAddressIP4: '192.0.2.1' },
    ['RemoteAddressIP6', 'RemoteAddressString'],
  ],
  [
    'nobody under the key of IPv4',
    'remote-unspecified',
    'warning',
    { RemoteAddressIP4: '0.0.0.0' },
    ['RemoteAddressIP6', 'RemoteAddressString'],
  ],
  ['an IPv4 address that is none', 'address', 'error', { LocalAddressIP4: '10.0.0.300' }],
  ['a compressed address', 'address-text', 'note', { LocalAddressIP6: '2001:db8::20' }],
  ['an IPv4 address', 'mapped', 'note', { RemoteAddressIP6: '192.0.2.1', RemoteAddressString: '192.0.2.1' }],
  ['a mapped address', 'mapped', 'note', { RemoteAddressIP6: '::ffff:192.0.2.1', RemoteAddressString: '192.0.2.1' }],
  ['direction 5', 'direction', 'error', { ConnectionDirection: '5' }],
  ['direction in words', 'direction', 'error', { ConnectionDirection: 'outbound' }],
  ['inbound', 'direction-unusual', 'warning', { ConnectionDirection: '1' }],
  ['negative flags', 'flags', 'error', { ConnectionFlags: '-1' }],
  ['unknown flags', 'flags-unusual', 'warning', { ConnectionFlags: '32' }],
  ['the loopback flag without loopback', 'flags-unusual', 'warning', { ConnectionFlags: '16' }],
  ['remote port 0', 'remote-port-zero', 'warning', { RemotePort: '0' }],
  ['local port 0 on macOS', 'local-port-zero', 'note', { ...mac, LocalPort: '0' }],
  ['local port 0 on Windows', 'local-port-zero-windows', 'warning', { LocalPort: '0' }],
  ['ICMPv6 with ports', 'portless', 'warning', { Protocol: '58' }],
  ['an ICMP type on tcp', 'icmp-fields', 'warning', { IcmpType: '8' }],
  ['an ICMP type on iOS', 'icmp-fields', 'warning', { ...ios, Protocol: '58', LocalPort: '0', RemotePort: '0', IcmpType: '8' }],
  ['two remote addresses', 'two-remote-addresses', 'warning', { RemoteAddressIP4: '192.0.2.1' }],
  ['nobody at the other end', 'remote-unspecified', 'warning', { RemoteAddressIP6: '0:0:0:0:0:0:0:0', RemoteAddressString: '' }],
  ['loopback from outside', 'loopback-pair', 'warning', { RemoteAddressIP6: '0:0:0:0:0:0:0:1', RemoteAddressString: '' }],
  ['loopback to outside', 'loopback-pair', 'warning', { LocalAddressIP6: '0:0:0:0:0:0:0:1' }],
  [
    'link-local from a global address',
    'link-local-pair',
    'warning',
    { RemoteAddressIP6: 'fe80:0:0:0:0:0:0:1', RemoteAddressString: '' },
  ],
  ['a group as local address', 'local-multicast', 'error', { LocalAddressIP6: 'ff02:0:0:0:0:0:0:fb' }],
  ['tcp to a group', 'tcp-multicast', 'warning', { RemoteAddressIP6: 'ff02:0:0:0:0:0:0:fb', RemoteAddressString: '' }],
  ['a socket connected to itself', 'self', 'warning', { LocalAddressIP6: '2001:db8:ffff:0:0:0:0:1', LocalPort: '443' }],
  ['another address as text', 'remote-address-string', 'warning', { RemoteAddressString: '2001:db8:ffff::2' }],
  ['received two minutes before', 'delay', 'warning', { timestamp: '1709633610470' }],
  ['received a month later', 'delay', 'warning', { timestamp: '1712312130470' }],
];

const inTable: readonly Row[] = [
  ['a port as text in the table form', 'number-values', 'error', { RemotePort: '443' }],
  ['a missing key in the table form', 'required', 'error', {}, ['LocalPort']],
  ['port 65536 in the table form', 'port', 'error', { LocalPort: 65536 }],
];

const inLogScale: readonly Row[] = [
  ['a build of another platform than the name', 'platform', 'error', { ConfigBuild: '1007.8.0011308.1' }, ['event_platform']],
  ['a tag and a key that differ in LogScale', 'copy', 'warning', { event_simpleName: 'NetworkConnectIP4' }],
  ['a missing sensor id in LogScale', 'required', 'error', {}, ['aid']],
  ['a port as a number in LogScale', 'text-values', 'error', { LocalPort: 50123 }],
  ['a known key in the wrong case in LogScale', 'key-case', 'warning', { computername: 'WS01' }],
  ['no remote address in LogScale', 'remote-address-present', 'error', {}, ['RemoteAddressIP6']],
];

/** Changes of the document at dotted paths. */
const inDocument: readonly Row[] = [
  ['another event', 'event-name', 'error', { 'event.action': 'NetworkConnectIP4' }],
  [
    'no sensor id anywhere',
    'required',
    'error',
    { 'crowdstrike.aid': undefined, 'device.id': undefined, 'observer.serial_number': undefined },
  ],
  ['no time', 'required', 'error', { '@timestamp': undefined }],
  ['no remote address', 'remote-address-present', 'error', { destination: { port: 443 }, 'crowdstrike.RemoteAddressString': '' }],
  ['no build', 'usual-field', 'warning', { 'crowdstrike.ConfigBuild': undefined }],
  ['a port as text', 'number-values', 'error', { 'source.port': '50123' }],
  ['a protocol as a number', 'text-values', 'error', { 'network.iana_number': 6 }],
  ['null', 'scalar', 'error', { 'process.name': null }],
  ['an object for a value', 'scalar', 'error', { 'crowdstrike.EventOrigin': { a: 1 } }],
  ['a key nobody knows', 'unknown-key', 'note', { 'crowdstrike.Colour': 'red' }],
  ['a key in the wrong case', 'key-case', 'warning', { 'crowdstrike.Aid': '1' }],
  ['a field of process events', 'foreign-field', 'warning', { 'crowdstrike.UserSid': 'S-1-5-18' }],
  ['a URL on Windows', 'foreign-field', 'warning', { 'url.original': 'https://www.example/' }],
  ['a time without zone', 'context-timestamp', 'error', { '@timestamp': '2024-03-05T10:15:30.123' }],
  ['a receipt in milliseconds', 'timestamp', 'error', { 'event.created': '1709633730470' }],
  ['an id that is no UUID', 'record-uuid', 'error', { 'event.id': 'x' }],
  ['a public address that is none', 'cloud-address', 'error', { 'observer.ip': ['x'], 'observer.address': ['x'] }],
  ['a platform that does not exist', 'platform', 'error', { 'host.os.type': 'Win' }],
  ['a name of another platform', 'platform', 'error', { 'host.os.type': 'macos' }],
  ['an address with a zone', 'address', 'error', { 'source.ip': 'fe80::1%eth0', 'source.address': 'fe80::1%eth0' }],
  [
    'an IPv4 address',
    'mapped',
    'note',
    { 'destination.ip': '192.0.2.1', 'destination.address': '192.0.2.1', 'crowdstrike.RemoteAddressString': '' },
  ],
  [
    'two remote addresses',
    'two-remote-addresses',
    'warning',
    { 'crowdstrike.RemoteAddressIP6': '2001:db8:ffff::1', 'crowdstrike.RemoteAddressIP4': '192.0.2.1' },
  ],
  ['received two minutes before', 'delay', 'warning', { 'event.created': '2024-03-05T10:13:30.470Z' }],
  ['two sensor ids', 'copy', 'warning', { 'device.id': 'fedcba9876543210fedcba9876543210' }],
  ['two serial numbers', 'copy', 'warning', { 'observer.serial_number': 'fedcba9876543210fedcba9876543210' }],
  ['two source addresses', 'copy', 'warning', { 'source.address': '2001:db8::21' }],
  ['two public addresses', 'copy', 'warning', { 'observer.address': ['192.0.2.98'] }],
  ['two protocols', 'copy', 'warning', { 'network.transport': 'udp' }],
  ['two directions', 'copy', 'warning', { 'network.direction': 'ingress' }],
  ['two events', 'copy', 'warning', { 'crowdstrike.event_simpleName': 'NetworkConnectIP4' }],
  ['two platforms', 'copy', 'warning', { 'crowdstrike.event_platform': 'Mac' }],
  ['two times', 'copy', 'warning', { 'crowdstrike.ContextTimeStamp': '1709633730.124' }],
  [
    'two process ids that doubles do not tell apart',
    'copy',
    'warning',
    { 'process.entity_id': '18446744073709551615', 'crowdstrike.ContextProcessId': '18446744073709551614' },
  ],
];

const plant =
  (sound: Readonly<Record<string, unknown>>) =>
  ([fault, check, level, change, gone = []]: Row): PlantedFault => {
    const record = Object.fromEntries(Object.entries({ ...sound, ...change }).filter(([key]) => !gone.includes(key)));
    return { fault, check: `falcon-ip6/${check}`, level, text: JSON.stringify(record) };
  };

const asText = JSON.stringify(soundConnect);

export const falconFaults: readonly PlantedFault[] = [
  ...inConnect.map(plant(soundConnect)),
  ...inTable.map(plant(soundTableRow)),
  ...inLogScale.map(plant(soundLogScale)),
  ...inDocument.map(([fault, check, level, change]) => ({
    fault: `${fault} in a document of Elasticsearch`,
    check: `falcon-ip6/${check}`,
    level,
    text: JSON.stringify(changedDocument(change)),
  })),
  { fault: 'a list instead of an object', check: 'falcon-ip6/object', level: 'error', text: `[${asText}]` },
  { fault: 'a key twice', check: 'falcon-ip6/duplicate-key', level: 'error', text: asText.replace('{', '{"RemotePort":"443",') },
  {
    fault: 'an id as a number that lost digits',
    check: 'falcon-ip6/precision',
    level: 'error',
    text: JSON.stringify(without('ContextProcessId')).replace('{', '{"ContextProcessId":9007199254740993,'),
  },
  {
    fault: 'a key twice in a document of Elasticsearch',
    check: 'falcon-ip6/duplicate-key',
    level: 'error',
    text: JSON.stringify(changedDocument({})).replace('{', '{"source.port":50123,'),
  },
];
