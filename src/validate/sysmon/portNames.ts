type Protocol = 'tcp' | 'udp';

/** Names that Windows gave in real events where it looked them up. */
export const PORT_NAMES: Readonly<Record<Protocol, Readonly<Record<number, string>>>> = {
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

/** Ports that were looked up in real events and have no name. */
export const NAMELESS_PORTS: Readonly<Record<Protocol, readonly number[]>> = {
  tcp: [888, 1337, 4443, 4444, 5985, 7777, 8181, 9299],
  udp: [389],
};

/** First port of the dynamic range; none from here on has a name. */
export const FIRST_DYNAMIC_PORT = 49152;

export type PortNameVerdict =
  | { readonly kind: 'right' }
  | { readonly kind: 'wrong'; readonly expected: string }
  /** Neither confirmed nor contradicted by what is known. */
  | { readonly kind: 'unlisted' };

const NAMES: Readonly<Record<Protocol, ReadonlyMap<number, string>>> = {
  tcp: new Map(Object.entries(PORT_NAMES.tcp).map(([port, name]) => [Number(port), name])),
  udp: new Map(Object.entries(PORT_NAMES.udp).map(([port, name]) => [Number(port), name])),
};
const RIGHT: PortNameVerdict = { kind: 'right' };

/** Judges the name of a port on a host that looks names up. `name` is empty where there is none. */
export function judgePortName(protocol: Protocol, port: number, name: string): PortNameVerdict {
  if (name === '' && port >= FIRST_DYNAMIC_PORT) return RIGHT;
  const known = NAMES[protocol].get(port);
  if (known !== undefined) return name === known ? RIGHT : { kind: 'wrong', expected: known };
  if (name === '') return RIGHT;
  const nameless = port >= FIRST_DYNAMIC_PORT || NAMELESS_PORTS[protocol].includes(port);
  if (nameless) return { kind: 'wrong', expected: 'no name' };
  const homes = portsNamed(name);
  if (homes.length > 0 && !homes.includes(port))
    return { kind: 'wrong', expected: `no name: ${name} is port ${homes.join(', ')}` };
  return { kind: 'unlisted' };
}

function portsNamed(name: string): number[] {
  const all = [...Object.entries(PORT_NAMES.tcp), ...Object.entries(PORT_NAMES.udp)];
  return all.filter(([, known]) => known === name).map(([port]) => Number(port));
}
