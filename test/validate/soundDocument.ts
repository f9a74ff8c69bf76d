// Written by hand from docs/fields/ecs.md; nothing here is generated.

/** What Elastic's integration makes of the sound connect, and then some of what a real cluster adds. */
export const soundDocument = {
  '@timestamp': '2024-03-05T10:15:30.123Z',
  crowdstrike: {
    ConfigBuild: '1007.3.0019907.15',
    ConfigStateHash: '1701000200',
    ConnectionDirection: '0',
    ConnectionFlags: '0',
    EffectiveTransmissionClass: '3',
    Entitlements: '15',
    EventOrigin: '1',
    InContext: '0',
    RemoteAddressString: '2001:db8:ffff:0:0:0:0:1',
    aid: '0123456789abcdef0123456789abcdef',
    cid: 'fedcba9876543210fedcba9876543210',
    info: { host: { AgentVersion: '7.10.19907.0' } },
    name: 'NetworkConnectIP6V12',
  },
  destination: { address: '2001:db8:ffff:0:0:0:0:1', ip: '2001:db8:ffff:0:0:0:0:1', port: 443 },
  device: { id: '0123456789abcdef0123456789abcdef' },
  ecs: { version: '8.11.0' },
  event: {
    action: 'NetworkConnectIP6',
    category: ['network'],
    created: '2024-03-05T10:15:30.470Z',
    id: '0b5a3c1e-52d4-4e0f-9a56-0d6c1f2e3a4b',
    ingested: '2024-03-05T10:20:00.000000001Z',
    type: ['connection', 'start'],
  },
  host: { os: { type: 'windows' } },
  network: { direction: 'egress', iana_number: '6', transport: 'tcp', type: 'ipv6' },
  observer: {
    address: ['192.0.2.99'],
    ip: ['192.0.2.99'],
    serial_number: '0123456789abcdef0123456789abcdef',
    type: 'agent',
    vendor: 'crowdstrike',
  },
  process: { entity_id: '173836945399', name: 'example.exe' },
  related: { ip: ['2001:db8:0:0:0:0:0:20', '2001:db8:ffff:0:0:0:0:1', '192.0.2.99'] },
  source: { address: '2001:db8:0:0:0:0:0:20', ip: '2001:db8:0:0:0:0:0:20', port: 50123 },
} as const;

type Json = Record<string, unknown>;

/** The document with other values at some dotted paths; `undefined` takes a value away. */
export function changedDocument(change: Readonly<Record<string, unknown>>): Json {
  const document = structuredClone(soundDocument) as unknown as Json;
  for (const [path, value] of Object.entries(change)) {
    const keys = path.split('.');
    let around = document;
    for (const key of keys.slice(0, -1)) {
      around[key] ??= {};
      around = around[key] as Json;
    }
    around[keys.at(-1)!] = value;
  }
  return document;
}

/** A document with its values under dotted keys, as searches for `fields` and some exporters give it. */
export const flatDocument = (document: unknown): Json => Object.fromEntries(entriesOf(document, ''));

function entriesOf(value: unknown, path: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => entriesOf(inner, path === '' ? key : `${path}.${key}`));
}
