import { ALWAYS, AS_WRITTEN, check, NOTE, WARNING } from '../check.js';

/** Everything that is demanded of a Falcon NetworkConnectIP6, one entry per demand. */
export const falconChecks = {
  // The record
  'falcon-ip6/object': check(ALWAYS, 'A record is a JSON object.', 'Falcon Data Replicator delivers one object per line.'),
  'falcon-ip6/duplicate-key': check(ALWAYS, 'No key occurs twice.', 'Readers differ in which of the two they keep.'),
  'falcon-ip6/event-name': check(
    ALWAYS,
    '`event_simpleName` is `NetworkConnectIP6`.',
    'Without version and without platform. The blocked and the detection variants are events of their own.',
  ),
  'falcon-ip6/required': check(
    ALWAYS,
    'The fields that every event of its form has are there.',
    'In FDR: event_simpleName, name, aid, cid, aip, id, timestamp, ContextTimeStamp, ContextProcessId, event_platform, LocalAddressIP6, Protocol, LocalPort, RemotePort, ConnectionDirection.',
  ),
  'falcon-ip6/remote-address-present': check(
    ALWAYS,
    'There is `RemoteAddressIP6`, or `RemoteAddressIP4` in its place.',
    'The latter occurs for an IPv4-mapped peer in published data.',
  ),
  'falcon-ip6/usual-field': check(
    WARNING,
    'ConnectionFlags, ConfigBuild and ConfigStateHash are there; Entitlements and InContext except on iOS; EffectiveTransmissionClass on Windows.',
    'Present in all real events of those platforms.',
  ),
  'falcon-ip6/text-values': check(
    AS_WRITTEN,
    'In FDR and LogScale every value is a JSON string, numbers too; in documents of Elasticsearch all but the ports.',
    'True of every real network event.',
  ),
  'falcon-ip6/number-values': check(
    ALWAYS,
    'In the five-key table form `Protocol`, `LocalPort` and `RemotePort` are JSON numbers and the addresses strings; in documents of Elasticsearch the ports are numbers.',
    'The form of the vendor documentation; the Elastic Common Schema, 8.11.',
  ),
  'falcon-ip6/scalar': check(
    ALWAYS,
    'A known field is never null, a boolean, an object or an array.',
    'Unknown is the empty string or an absent key.',
  ),
  'falcon-ip6/precision': check(
    ALWAYS,
    'An id is not a JSON number above 2^53−1.',
    'Ids have 64 bits and common JSON readers round them, so that joins fail.',
  ),
  'falcon-ip6/unknown-key': check(NOTE, 'Keys are known.', 'Fields are added every release, so a new one is only noted.'),
  'falcon-ip6/key-case': check(
    WARNING,
    'Keys are spelled as the sensor spells them.',
    'Queries are case-sensitive: `remoteAddressIP6` is never found.',
  ),
  'falcon-ip6/foreign-field': check(
    WARNING,
    'ContextThreadId, UserSid, RawProcessId, ImageFileName, CommandLine and ParentProcessId are absent; OriginatingURL is absent except on iOS.',
    'They belong to other events; the process is found through ContextProcessId.',
  ),

  // The fields
  'falcon-ip6/agent-id': check(
    AS_WRITTEN,
    '`aid` and `cid` are 32 lower-case hexadecimal digits.',
    'Real ones are; masked ones may not be.',
  ),
  'falcon-ip6/record-uuid': check(AS_WRITTEN, '`id` is a UUID in lower case.', 'Like version 1 until 2022, version 4 later.'),
  'falcon-ip6/timestamp': check(
    AS_WRITTEN,
    '`timestamp` is 13 digits: milliseconds at which the cloud received the event. In documents of Elasticsearch it is `event.created`, ISO 8601 in UTC.',
    'All real events.',
  ),
  'falcon-ip6/context-timestamp': check(
    AS_WRITTEN,
    '`ContextTimeStamp` is 10 digits, a point and 3 digits: seconds at which the sensor saw the event. In documents of Elasticsearch it is `@timestamp`, ISO 8601 in UTC.',
    'All real events; trailing zeros are kept.',
  ),
  'falcon-ip6/process-id': check(
    AS_WRITTEN,
    '`ContextProcessId` and `TreeId` are decimal numbers of 64 bits.',
    'ContextProcessId equals TargetProcessId of the process; on iOS it may exceed 2^63.',
  ),
  'falcon-ip6/cloud-address': check(
    AS_WRITTEN,
    '`aip` is an IP address.',
    'The public address seen by the cloud, of either family.',
  ),
  'falcon-ip6/decimal': check(
    WARNING,
    'ConfigStateHash, Entitlements, EffectiveTransmissionClass, EventOrigin, InContext, IcmpType and IcmpCode are decimal numbers of 32 bits.',
    'True of all unmasked events.',
  ),
  'falcon-ip6/config-build': check(
    WARNING,
    '`ConfigBuild` is four decimal numbers joined by points.',
    '`1007.<platform>.<build>.<n>` in all unmasked events.',
  ),
  'falcon-ip6/name': check(
    AS_WRITTEN,
    '`name` is `NetworkConnectIP6`, the platform (nothing, `Mac`, `Lin` or `IOS`), `V` and a number.',
    'Seen: V5, MacV5, MacV10, LinV5, IOSV3.',
  ),
  'falcon-ip6/name-family': check(
    ALWAYS,
    '`name` is not that of another Falcon event.',
    'An IPv4 or an accept event labelled IP6 connect is a wrong record.',
  ),
  'falcon-ip6/platform': check(
    AS_WRITTEN,
    '`event_platform` is `Win`, `Mac`, `Lin`, `iOS` or `Android`, and `name` and the second part of `ConfigBuild` agree with it, and with each other where it is unknown.',
    'Platform bits of ConfigBuild: 1 and 2 Windows, 4 macOS, 8 and 128 Linux, 16 Android, 32 iOS.',
  ),
  'falcon-ip6/protocol': check(ALWAYS, '`Protocol` is decimal, 0 to 255.', 'The protocol field of IP has 8 bits.'),
  'falcon-ip6/protocol-unusual': check(
    WARNING,
    '`Protocol` is 0, 2, 6, 17, 41, 47, 58 or 255.',
    'The documented values. 1, ICMP of IPv4, is documented too but has no place on an IPv6 event.',
  ),
  'falcon-ip6/port': check(ALWAYS, 'Ports are decimal without leading zeros, 0 to 65535.', 'True of all real events.'),
  'falcon-ip6/address': check(
    ALWAYS,
    'Addresses are IP text without zone, brackets, prefix or port; those under keys of IPv4 are IPv4.',
    'True of all real events.',
  ),
  'falcon-ip6/address-text': check(
    NOTE,
    'In FDR IPv6 is written as eight groups in lower case without leading zeros, never with `::`.',
    'The sensor writes it so; documentation and masked data use the short form.',
  ),
  'falcon-ip6/mapped': check(
    NOTE,
    'Addresses of a NetworkConnectIP6 are not IPv4.',
    'A dual-stack socket to an IPv4 peer gives dotted decimal, `::ffff:a.b.c.d`, or `RemoteAddressIP4` in published data.',
  ),
  'falcon-ip6/direction': check(ALWAYS, '`ConnectionDirection` is 0 to 4.', 'outbound, inbound, neither, both, unknown.'),
  'falcon-ip6/direction-unusual': check(WARNING, '`ConnectionDirection` is 0, outbound.', '0 on every real IPv6 connect.'),
  'falcon-ip6/flags': check(ALWAYS, '`ConnectionFlags` is a decimal number.', 'A bit mask.'),
  'falcon-ip6/flags-unusual': check(
    WARNING,
    '`ConnectionFlags` is at most 31, and bit 16 (loopback) goes with a loopback peer.',
    'Five bits are known. Real events have 0, loopback included.',
  ),

  // Fields of one record against each other
  'falcon-ip6/remote-port-zero': check(
    WARNING,
    'tcp and udp have a `RemotePort` other than 0.',
    'A udp connect on Linux with port 0 is real, and rare.',
  ),
  'falcon-ip6/local-port-zero': check(
    NOTE,
    'tcp and udp have a `LocalPort` other than 0.',
    'Normal on macOS and seen on iOS: the socket is not yet bound.',
  ),
  'falcon-ip6/local-port-zero-windows': check(
    WARNING,
    'On Windows tcp and udp have a `LocalPort` other than 0.',
    'Never seen there.',
  ),
  'falcon-ip6/portless': check(
    WARNING,
    'Protocols 0, 1, 41, 47, 58 and 255 have ports 0.',
    'They have no ports; an ICMP value may be carried in LocalPort.',
  ),
  'falcon-ip6/icmp-fields': check(
    WARNING,
    'IcmpType and IcmpCode occur with protocol 1 or 58 only, and not on iOS.',
    'So the vendor describes them.',
  ),
  'falcon-ip6/two-remote-addresses': check(
    WARNING,
    '`RemoteAddressIP6` and `RemoteAddressIP4` do not occur together.',
    'One connection has one peer.',
  ),
  'falcon-ip6/remote-unspecified': check(WARNING, 'The remote address is not `::`.', 'Nobody can be reached there.'),
  'falcon-ip6/loopback-pair': check(
    WARNING,
    'A remote `::1` goes with a local `::1` or `::`, and a local `::1` with a remote `::1`.',
    'Loopback does not leave the host.',
  ),
  'falcon-ip6/link-local-pair': check(
    WARNING,
    'A remote address in `fe80::/10` goes with a local one there, or `::`.',
    'Source address selection, RFC 6724.',
  ),
  'falcon-ip6/local-multicast': check(ALWAYS, 'The local address is not multicast.', 'No packet has a group as its source.'),
  'falcon-ip6/tcp-multicast': check(WARNING, 'tcp does not go to `ff00::/8`.', 'TCP has no groups.'),
  'falcon-ip6/self': check(
    WARNING,
    'Both ends are not the same address and port, loopback apart.',
    'A socket seldom connects to itself; masked data can look so.',
  ),
  'falcon-ip6/remote-address-string': check(
    WARNING,
    '`RemoteAddressString`, where it is an address, is the remote address.',
    'Equal in real Windows events.',
  ),
  'falcon-ip6/delay': check(
    WARNING,
    '`timestamp` is between 60 s before and 7 days after `ContextTimeStamp`.',
    'Half of the events arrive within 0.35 s; an offline host took 15 hours, a wrong clock gave −25 s.',
  ),
  'falcon-ip6/copy': check(
    WARNING,
    'A value that a form carries twice is the same in both places.',
    'Elasticsearch has aid as `crowdstrike.aid`, `device.id` and `observer.serial_number`, addresses as `source.ip` and `source.address`, and may keep what it moves under `crowdstrike` too. Compared by value: addresses in any spelling, times in any form.',
  ),

  // Records of one file
  'falcon-ip6/stream-customer': check(WARNING, 'One `aid` has one `cid`.', 'A sensor belongs to one customer.'),
  'falcon-ip6/stream-platform': check(WARNING, 'One `aid` has one `event_platform`.', 'A sensor runs on one host.'),
  'falcon-ip6/stream-duplicate': check(
    WARNING,
    '`id`, `aid` and `cid` together occur once.',
    'Delivery may repeat a record; consumers drop the second by these three.',
  ),
  'falcon-ip6/stream-process-life': check(
    WARNING,
    'A connect lies between the start and the end of its process, where those are in the file before it.',
    'Compared by ContextTimeStamp with ProcessRollup2 and EndOfProcess or TerminateProcess of the same aid.',
  ),
  'falcon-ip6/stream-process-missing': check(
    NOTE,
    'Where a file holds process starts of a sensor, it holds that of each process that connects.',
    'Legal all the same: the process may be older than the file. Said once per sensor, at the end.',
  ),
} as const;
