/** Service names that real events show where names are looked up. A port that is not here has none. */
const PORT_NAMES: Readonly<Record<'tcp' | 'udp', Readonly<Record<number, string>>>> = {
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
  udp: {
    53: 'domain',
    123: 'ntp',
    137: 'netbios-ns',
    138: 'netbios-dgm',
    1900: 'ssdp',
    3702: 'ws-discovery',
    5355: 'llmnr',
  },
};

export function portName(protocol: 'tcp' | 'udp', port: number): string | undefined {
  return PORT_NAMES[protocol][port];
}
