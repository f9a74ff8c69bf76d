/** What published records of real sensors draw, with counts: for the pages of checks. Where the records are at hand, a test counts again. */
export interface RealData {
  readonly file: string;
  readonly what: string;
  readonly records: number;
  /** Issues of the lenient profile, each record by itself, by check. */
  readonly issues: Readonly<Record<string, number>>;
  /** Checks of these that are errors in the strict profile. */
  readonly errors: readonly string[];
}

export const REAL_EVENT_3: readonly RealData[] = [
  {
    file: 'sysmon-event-3/real-events.xml-lines.txt',
    what: 'XML of .evtx files, 8 hosts, 2017 to 2021',
    records: 116,
    issues: { 'sysmon3/lag': 14, 'sysmon3/process-start': 25 },
    errors: [],
  },
  {
    file: 'sysmon-event-3/real-events.ndjson',
    what: 'JSON of data sets, 2019 to 2023: 40 of NXLog, 35 flat, 25 of Winlogbeat 6',
    records: 100,
    issues: {
      'sysmon3/lag': 46,
      'sysmon3/process-start': 15,
      'sysmon3/image-escaped-twice': 2,
      'sysmon3/ipv6-range': 2,
    },
    errors: [],
  },
];

export const REAL_CONNECTS: readonly RealData[] = [
  {
    file: 'crowdstrike/networkconnectip6.ndjson',
    what: 'FDR: one of macOS, one of Linux, and one of Windows whose values were scrambled before it was published',
    records: 3,
    issues: {
      'falcon-ip6/mapped': 1,
      'falcon-ip6/local-port-zero': 1,
      'falcon-ip6/remote-port-zero': 1,
      'falcon-ip6/name': 1,
      'falcon-ip6/record-uuid': 1,
      'falcon-ip6/config-build': 1,
      'falcon-ip6/delay': 1,
      'falcon-ip6/address-text': 2,
    },
    errors: ['falcon-ip6/name', 'falcon-ip6/record-uuid'],
  },
];

/** Why these are warnings and notes, and rightly so. */
export const WHY: Readonly<Record<string, string>> = {
  'sysmon3/lag':
    'The clock of the network trace runs from the start of the host, so one that was suspended or whose clock was set is off by a constant: of the XML 4 are 51 to 60 s early, 10 are 13 minutes to 78 days late. The flat sets (all 35) besides shifted TimeCreated by time zones, and two hosts of Winlogbeat (11 records) are 54 s, once 117 s, and 11 days late. NXLog gives no time in UTC to compare with.',
  'sysmon3/process-start':
    'The same clocks: a connection seems older than its process. Of the XML 4 by less than 4 s, 19 by 4.8 to 8.7 hours (where the lag is right, the clock was set after the process began) and 2 by 78 days; 6 of the 25 draw a lag as well, of the JSON 14 of the 15. None is more than a year after its process.',
  'sysmon3/image-escaped-twice':
    'A fault of versions of 2020: the text was escaped before it was rendered. It is understood as `<unknown process>`.',
  'sysmon3/ipv6-range':
    'Both ends of one record of 2019, IPv4 over udp that was reported as IPv6: the first 32 bits are the address, the rest is junk.',
  'falcon-ip6/mapped': 'macOS, a socket of both families to an IPv4 peer, whose address stands under `RemoteAddressIP4`.',
  'falcon-ip6/local-port-zero': 'The same record: on macOS the event comes before the socket is bound.',
  'falcon-ip6/remote-port-zero': 'Linux: a udp socket connected to port 0 of `::1`.',
  'falcon-ip6/name': 'Scrambled, as long as the real name is; nothing of it can be understood.',
  'falcon-ip6/record-uuid': 'Scrambled: hexadecimal digits without hyphens.',
  'falcon-ip6/config-build': 'Scrambled: digits became letters.',
  'falcon-ip6/delay': 'Scrambled: the two times are 32 days apart, the wrong way round.',
  'falcon-ip6/address-text': 'Scrambled: both addresses in the short form, which the sensor never writes.',
};
