/**
 * Names that Sysmon gives to ports where it looks names up, by protocol and port, as seen in real records; every other port has none.
 * Not every registered name is used: tcp/5985 and udp/389 have none.
 */
const NAMES: Readonly<Record<'tcp' | 'udp', Readonly<Record<number, string>>>> = {
  tcp: {
    80: 'http',
    88: 'kerberos',
    135: 'epmap',
    139: 'netbios-ssn',
    389: 'ldap',
    443: 'https',
    445: 'microsoft-ds',
    3389: 'ms-wbt-server',
    5357: 'wsd',
  },
  udp: { 53: 'domain', 123: 'ntp', 137: 'netbios-ns', 138: 'netbios-dgm', 1900: 'ssdp', 3702: 'ws-discovery', 5355: 'llmnr' },
};

/** @returns Empty where the port has no name. */
export function portName(protocol: 'tcp' | 'udp', port: number): string {
  return NAMES[protocol][port] ?? '';
}
