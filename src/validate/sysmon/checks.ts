import { ALWAYS, AS_WRITTEN, CONVERTED, check, NOTE, WARNING } from '../check.js';

// Figures in the second sentences: 7,250 real events of 34 hosts, 2017 to 2023; 170 of them as XML.

/** Everything that is demanded of a Sysmon Event 3, one entry per demand. */
export const sysmonChecks = {
  // The envelope
  'sysmon3/namespace': check(
    AS_WRITTEN,
    '`Event` has the default namespace `http://schemas.microsoft.com/win/2004/08/events/event`; on Linux it has none.',
    'Every rendering of a Windows event has it; Sysmon for Linux has none.',
  ),
  'sysmon3/structure': check(
    ALWAYS,
    '`Event` holds one `System`, then one `EventData`, then at most a `RenderingInfo`.',
    'True of all real events. `RenderingInfo` comes with forwarded events.',
  ),
  'sysmon3/system-fields': check(
    AS_WRITTEN,
    '`System` holds its 14 elements, each once, in the order of the event schema.',
    'The schema fixes the order, and all 170 real XML events keep it.',
  ),
  'sysmon3/attributes': check(
    ['warning', 'note'],
    'Elements of `System` have the attributes of the event schema and no others; `EventID` has no `Qualifiers`.',
    'Of 170 real XML events none has `Qualifiers`; an empty one marks text made by a third-party renderer.',
  ),
  'sysmon3/provider-name': check(
    ALWAYS,
    'The provider is `Microsoft-Windows-Sysmon`, on Linux `Linux-Sysmon`.',
    'Fixed by the manifest.',
  ),
  'sysmon3/provider-guid': check(
    ALWAYS,
    'The provider GUID is `{5770385F-C22A-43E0-BF4C-06F5698FFBD9}`, on Linux `{FF032593-A8D3-4F13-B0D6-01FC615A0F97}`, in either letter case.',
    'Fixed by the manifest. It is stored in binary, so the renderer decides about letter case.',
  ),
  'sysmon3/guid-braces': check(
    CONVERTED,
    'GUIDs stand in braces, in the JSON of evtx_dump without.',
    'Windows writes the braces in every real event; evtx_dump leaves them out.',
  ),
  'sysmon3/event-id': check(ALWAYS, '`EventID` is `3`.', 'Fixed by the manifest.'),
  'sysmon3/version': check(ALWAYS, '`Version` is `5`.', 'All real events since 2017, with RuleName and without it.'),
  'sysmon3/level': check(ALWAYS, '`Level` is `4`, information.', 'Fixed by the manifest. Some collectors write the word.'),
  'sysmon3/task': check(ALWAYS, '`Task` is `3`.', 'Fixed by the manifest. Some collectors write its name.'),
  'sysmon3/opcode': check(ALWAYS, '`Opcode` is `0`.', 'Fixed by the manifest. Some collectors write its name, `Info`.'),
  'sysmon3/keywords': check(
    ALWAYS,
    '`Keywords` is `0x8000000000000000`.',
    'Fixed by the manifest. NXLog writes the same 64 bits as a signed number.',
  ),
  'sysmon3/channel': check(
    ALWAYS,
    '`Channel` is `Microsoft-Windows-Sysmon/Operational`, on Linux `Linux-Sysmon/Operational`.',
    'Fixed by the manifest.',
  ),
  'sysmon3/system-time': check(
    CONVERTED,
    '`SystemTime` is ISO 8601 in UTC with 7 decimals, or with 9 of which the last two are `00`; in JSON with any.',
    'A FILETIME counts 100 ns. Windows before about 2022 writes 9 decimals, later ones 7; other counts come from third-party renderers.',
  ),
  'sysmon3/record-id': check(ALWAYS, '`EventRecordID` is a decimal number from 1.', 'A 64-bit counter of the log.'),
  'sysmon3/writer-id': check(
    AS_WRITTEN,
    '`Execution` names a process id and a thread id above 0; on Windows the process id is a multiple of 4.',
    'It is the Sysmon service that writes, never the process that connects. 2,987 of 2,987 are multiples of 4.',
  ),
  'sysmon3/computer': check(
    AS_WRITTEN,
    '`Computer` is a host name, short or fully qualified.',
    'NetBIOS name, or FQDN where the host is in a domain.',
  ),
  'sysmon3/user-id': check(
    AS_WRITTEN,
    '`Security` has `UserID` `S-1-5-18`, on Linux `UserId` with a number.',
    'The Sysmon service runs as LocalSystem; this is not the user of the connection. 170 of 170, and 2,636 of 2,636 in JSON.',
  ),

  // The fields
  'sysmon3/field-missing': check(
    ALWAYS,
    'The event data holds the 17 fields from UtcTime to DestinationPortName, under the names of its form.',
    'Every real event holds them all. RuleName may be absent: Sysmon 7 and older did not have it. So may fields that a form leaves out where they are empty, and Image on Linux.',
  ),
  'sysmon3/field-unknown': check(
    AS_WRITTEN,
    '`EventData` holds named `Data` elements of the 18 known fields and nothing else.',
    'No real event has another field.',
  ),
  'sysmon3/field-repeated': check(ALWAYS, 'Each field occurs once.', 'True of all real events.'),
  'sysmon3/field-order': check(
    AS_WRITTEN,
    'The fields stand in the order of the manifest, RuleName first.',
    '168 of 168 with RuleName and 2 of 2 without.',
  ),
  'sysmon3/utc-time': check(
    AS_WRITTEN,
    '`UtcTime` is `YYYY-MM-DD HH:MM:SS.mmm`.',
    '7,250 of 7,250: a blank, three decimals, no zone. Under the names of the data dictionary, whose type is a date, ISO 8601 will do.',
  ),
  'sysmon3/process-guid': check(
    AS_WRITTEN,
    '`ProcessGuid` is 32 hexadecimal digits in groups of 8-4-4-4-12.',
    'True of all real events.',
  ),
  'sysmon3/process-id': check(
    AS_WRITTEN,
    '`ProcessId` is a decimal number above 0, on Windows a multiple of 4.',
    'Windows gives out multiples of 4; all 7,250 are.',
  ),
  'sysmon3/image': check(
    ALWAYS,
    'On Windows `Image` is not empty.',
    'A process that is gone reads `<unknown process>`, never nothing.',
  ),
  'sysmon3/image-path': check(
    WARNING,
    '`Image` is a full path with a drive letter, `System` or `<unknown process>`; on Linux a full path.',
    'All 7,250. A path on a share or a device is conceivable, so this is a warning.',
  ),
  'sysmon3/image-escaped-twice': check(
    WARNING,
    '`<unknown process>` is escaped once.',
    'Some versions around 11.x and 12.0 escaped it before it was rendered (16 events of 2020).',
  ),
  'sysmon3/user': check(
    WARNING,
    '`User` is `DOMAIN\\name`, and unknown only where the process is unknown; on Linux a name alone.',
    'All events with `-` or empty as user have `<unknown process>` as image.',
  ),
  'sysmon3/protocol': check(ALWAYS, '`Protocol` is `tcp` or `udp`.', '7,250 of 7,250, in lower case.'),
  'sysmon3/boolean': check(
    CONVERTED,
    '`Initiated`, `SourceIsIpv6` and `DestinationIsIpv6` are `true` or `false`.',
    'Windows writes lower case; `True`, `FALSE` and `1` are left behind by other renderers and spreadsheets.',
  ),
  'sysmon3/address': check(
    ALWAYS,
    'Addresses are IPv4 in plain dotted decimal or IPv6, without zone, brackets or prefix.',
    'True of all real events.',
  ),
  'sysmon3/ipv6-text': check(
    AS_WRITTEN,
    'On Windows IPv6 is written as eight groups in lower case without leading zeros, never with `::`.',
    '2,612 of 2,612 addresses. How Linux writes them is not established; the data dictionary and Elastic documents have any spelling.',
  ),
  'sysmon3/ipv6-range': check(
    WARNING,
    'An IPv6 address lies in a block that is assigned.',
    'A rare fault of old versions reports IPv4 over udp as IPv6: 32 bits of address, then junk.',
  ),
  'sysmon3/port': check(ALWAYS, 'Ports are decimal, 1 to 65535.', 'Windows never reports port 0; of Linux see port-zero.'),

  'sysmon3/port-zero': check(
    WARNING,
    'On Linux ports are 1 to 65535 as well.',
    'Port 0 for forwarded traffic is a known fault of Sysmon for Linux.',
  ),

  // Forms in JSON
  'sysmon3/value-type': check(
    AS_WRITTEN,
    'A value has the JSON type of its form.',
    'Winlogbeat and flat data sets write every value as a string; evtx_dump writes numbers and truth values as such; the data dictionary says integer for ports and process ids, boolean for the flags.',
  ),
  'sysmon3/duplicate-key': check(
    ALWAYS,
    'No key of a JSON record occurs twice.',
    'Readers differ in which of the two they keep.',
  ),
  'sysmon3/unknown-key': check(
    NOTE,
    'The event data of a JSON record holds the 18 known fields.',
    'Collectors add keys of their own beside the event data, seldom inside.',
  ),
  'sysmon3/copy': check(
    WARNING,
    'A value that its form carries twice is the same both times.',
    'Elastic Common Schema documents repeat fields of the event data as `source.ip`, `process.pid` and so on.',
  ),

  // Fields of one record against each other
  'sysmon3/address-flag': check(ALWAYS, '`SourceIsIpv6` and `DestinationIsIpv6` agree with the addresses.', '7,250 of 7,250.'),
  'sysmon3/families': check(ALWAYS, 'Both addresses are of one family.', 'No connection joins two families; 0 of 7,250 do.'),
  'sysmon3/unknown-style': check(
    AS_WRITTEN,
    'What is unknown is `-` in every field of an event, or empty in every field.',
    'Up to 10.4x it is empty, from 11 on `-`; 0 of 7,250 events mix them.',
  ),
  'sysmon3/system-process': check(
    AS_WRITTEN,
    '`System` is process 4 of `NT AUTHORITY\\SYSTEM`, and process 4 is `System` or unknown.',
    '368 of 368. On Windows of other languages the account is called `NT-AUTORITÄT\\SYSTEM` and the like, which is let pass.',
  ),
  'sysmon3/unknown-process': check(
    ALWAYS,
    'An all-zero `ProcessGuid` goes with the image `<unknown process>`.',
    '30 of 30. The reverse does not hold: an unknown process may have a GUID.',
  ),
  'sysmon3/port-name': check(
    AS_WRITTEN,
    'Where names are looked up, a port has the service name of its number and protocol, or none.',
    'Looked up are both ends or neither. The names are in the table of port names on this page; among others tcp/5985, udp/389 and all ports from 49152 have none.',
  ),
  'sysmon3/port-name-unlisted': check(
    NOTE,
    'A port name is one that real events are known to have.',
    'The table of port names is what was seen. A name for another port is conceivable and not established.',
  ),
  'sysmon3/multicast-tcp': check(
    AS_WRITTEN,
    'A multicast or broadcast address goes with `udp`.',
    'TCP has no groups; 308 of 308.',
  ),
  'sysmon3/multicast-side': check(
    WARNING,
    'A multicast or broadcast address is a source when `Initiated` is false and a destination when it is true.',
    'A datagram that was received has the local end, here the group, as its source: 116 of 116, and 192 of 192 the other way round.',
  ),
  'sysmon3/group-hostname': check(
    WARNING,
    'A multicast or broadcast address has no host name.',
    'The reverse lookup finds none: 25 of 25 in XML.',
  ),
  'sysmon3/owner': check(
    WARNING,
    'What is received on a port of Windows itself is received by the process that owns it.',
    'tcp 139, 445, 5357 and 5985 and udp 137 and 138 belong to `System`, tcp 135 to `svchost.exe`. Another owner is a forged record or a rare tool.',
  ),
  'sysmon3/writer-connects': check(
    WARNING,
    'The process that connects is not the one that writes.',
    '`Execution` names the Sysmon service, `ProcessId` the process of the connection. Only Sysmon itself could be both.',
  ),
  'sysmon3/initiator-port': check(
    WARNING,
    'Who initiates a tcp connection on Windows does so from a port above 1023.',
    '2,451 of 2,517 are from 49152 on, the others from 30000. Below 1024, with a dynamic port at the other end, the ends are swapped.',
  ),
  'sysmon3/linux-names': check(
    WARNING,
    'On Linux host names and port names are `-`.',
    'Sysmon for Linux looks nothing up, even where it is told to.',
  ),
  'sysmon3/old-layout': check(
    WARNING,
    'For an accepted tcp connection the source is the initiator where unknown values are `-`.',
    'Up to 10.2 the source was the local service; the `-` came later.',
  ),
  'sysmon3/lag': check(
    WARNING,
    '`TimeCreated` is 0.3 to 15 s after `UtcTime`; on Linux from 1 s before it.',
    'Healthy hosts flush after 1 to 2 s and never within 0.3 s. Suspended machines are off by a constant, which is said once in a capture, until it changes.',
  ),
  'sysmon3/process-start': check(
    WARNING,
    '`UtcTime` is not before the second of process start that `ProcessGuid` contains, and at most two years after it.',
    'Groups 2 and 3 are the start in Unix seconds, equal to Event 1 in 3,941 of 3,941. A GUID drawn at random fails here. Said once per process.',
  ),
  'sysmon3/guid-era': check(
    WARNING,
    'A `ProcessGuid` that ends in `0000-0010…` goes with empty unknown values, one that ends in a start key with `-`.',
    'That tail belongs to versions up to 10.4x, `-` to later ones.',
  ),
  'sysmon3/guid-case': check(WARNING, 'One GUID has letters of one case.', 'The renderer writes upper or lower case throughout.'),

  // Records of one host in one file
  'sysmon3/stream-record-id': check(
    AS_WRITTEN,
    'The `EventRecordID` of a host rises from record to record.',
    'It counts the records of the log, other events included: there are gaps and no repeats.',
  ),
  'sysmon3/stream-newest-first': check(
    NOTE,
    'Records stand in the order in which they were written.',
    'Many tools list the newest first. A host whose records all fall from the first to the last is compared the other way round.',
  ),
  'sysmon3/stream-time': check(
    AS_WRITTEN,
    'The `TimeCreated` of a host never falls as its record id rises.',
    '0 inversions between 3,321 neighbours.',
  ),
  'sysmon3/stream-process-id': check(ALWAYS, 'One `ProcessGuid` has one `ProcessId`.', '663 of 663.'),
  'sysmon3/stream-process-image': check(
    AS_WRITTEN,
    'One `ProcessGuid` has one `Image`, unless the process is unknown.',
    '886 of 886. Letter case is not compared.',
  ),
  'sysmon3/stream-process-user': check(
    AS_WRITTEN,
    'One `ProcessGuid` has one `User`, unless the user is unknown.',
    '886 of 886.',
  ),
  'sysmon3/stream-machine-id': check(
    AS_WRITTEN,
    'The first group of every `ProcessGuid` of a host is the same.',
    'It names the installation: 241 of 241 captures.',
  ),
  'sysmon3/stream-boot-id': check(
    WARNING,
    'The boot number in the tail of `ProcessGuid` changes only with the writing process and never falls.',
    'All processes of a boot share it: 161 of 162 captures.',
  ),
  'sysmon3/stream-writer': check(
    WARNING,
    'One process and one thread write all events of a host.',
    '178 of 179 captures; a restart of the host or of Sysmon explains another writer.',
  ),
  'sysmon3/stream-unknown-style': check(
    AS_WRITTEN,
    'A host writes unknown values in one style, `-` or empty.',
    'The style belongs to the version of Sysmon.',
  ),
  'sysmon3/stream-guid-case': check(
    WARNING,
    'A host writes its GUIDs in one letter case.',
    'One host in one rendering uses one case.',
  ),
  'sysmon3/stream-lag': check(
    WARNING,
    'The `TimeCreated` of a host is not always its `UtcTime`, nor by chance before or after it.',
    'A healthy host is late by 1 to 2 s, one with a wrong clock off by a constant. Judged at the end, for hosts with 20 records or more.',
  ),
  'sysmon3/stream-event-1': check(
    AS_WRITTEN,
    'A process has the `ProcessId`, the `User` and, but for letter case, the `Image` that its Event 1 gave.',
    '491 of 491 where Event 1 is in the same capture; of the images 488, the other three unknown.',
  ),
  'sysmon3/stream-image-case': check(
    WARNING,
    'A process has its `Image` in the letter case of its Event 1.',
    'Equal in 422 of 491 and equal but for case in the others, so this is no proof of a fault. Said once per process.',
  ),
  'sysmon3/stream-no-event-1': check(
    NOTE,
    'Where a capture holds Events 1 of a host, it holds those of the processes that connect.',
    'Legal all the same: most services are older than the log. Said once per host, at the end.',
  ),
  'sysmon3/stream-after-end': check(
    WARNING,
    'The `UtcTime` of a connection is not after that of the Event 5 that ended its process.',
    'The record may well come after Event 5, since it is written a second late; its time may not. Said once per process.',
  ),
  'sysmon3/stream-rule-name': check(
    WARNING,
    'The events of a host all have RuleName, or none has.',
    'The field belongs to the version of Sysmon.',
  ),

  // Records of one connection
  'sysmon3/self-time': check(
    WARNING,
    'The two records of a connection of a host with itself have one `UtcTime`.',
    'Equal to the millisecond in 402 of 439 pairs, and never more than 1 ms apart.',
  ),
  'sysmon3/cross-direction': check(
    WARNING,
    'Of two hosts that record one tcp connection, one has initiated it.',
    'Both records name the same endpoints; `Initiated` is true on the one and false on the other.',
  ),
  'sysmon3/cross-time': check(
    WARNING,
    'The clocks of two hosts stay equally far apart from connection to connection.',
    'Hosts that record the same connections differ by 0.06 s in the median and by up to 10 s, each pair by about the same.',
  ),
} as const;
