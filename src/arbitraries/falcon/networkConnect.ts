import fc from 'fast-check';
import { pick } from '../pick.js';
import type { Device } from './device.js';
import type { FalconDraft } from './draft.js';
import { type Sensor, sensors } from './sensors.js';

interface Peer {
  readonly address: string;
  readonly local: 'v6' | 'linkLocal' | 'loopback';
  readonly port: number;
  /** 6 tcp, 17 udp; the others have no ports. */
  readonly protocol: 6 | 17 | 58 | 41 | 0 | 255;
  /** The peer is IPv4 and the socket one of IPv6: seen on macOS. */
  readonly mapped?: true;
}

const outside = '2001:db8:ffff:0:0:0:0:1';
const peers: readonly Peer[] = [
  { address: outside, local: 'v6', port: 443, protocol: 6 },
  { address: '2001:db8:a0:0:0:0:0:50', local: 'v6', port: 8080, protocol: 6 },
  { address: '2001:db8:1:2:3:4:5:6', local: 'v6', port: 53, protocol: 17 },
  { address: 'fe80:0:0:0:b0:4:5:6', local: 'linkLocal', port: 445, protocol: 6 },
  { address: 'ff02:0:0:0:0:0:1:3', local: 'linkLocal', port: 5355, protocol: 17 },
  { address: 'ff02:0:0:0:0:0:0:fb', local: 'linkLocal', port: 5353, protocol: 17 },
  { address: '0:0:0:0:0:0:0:1', local: 'loopback', port: 631, protocol: 6 },
  { address: outside, local: 'v6', port: 0, protocol: 58 },
  { address: outside, local: 'v6', port: 0, protocol: 41 },
  { address: outside, local: 'v6', port: 0, protocol: 0 },
  { address: outside, local: 'v6', port: 0, protocol: 255 },
  { address: '198.51.100.7', local: 'v6', port: 443, protocol: 6, mapped: true },
];

/** What is drawn about a connect; the host is given. */
export const connectDraws = fc.record({
  peer: fc.nat({ max: 999 }),
  port: fc.nat({ max: 10_000 }),
  process: fc.nat({ max: 3 }),
  /** Milliseconds until the cloud had it: mostly under a second, at times hours. */
  delay: fc.oneof(
    fc.integer({ min: 4, max: 1000 }),
    fc.integer({ min: -24_700, max: 70_000 }),
    fc.integer({ min: 1, max: 600_000_000 }),
  ),
  uuid: fc.stringMatching(/^[0-9a-f]{32}$/u),
  bound: fc.boolean(),
  url: fc.constantFrom('https://mail.example/sync?user=ada&device=1', 'portal.example', 'wss://push.example/'),
});

export type ConnectDraws = typeof connectDraws extends fc.Arbitrary<infer T> ? T : never;

const PROGRAMS = ['updater.exe', 'chrome.exe', "it's new.exe", 'svchost.exe'];

/** Id of one of the processes of a host; later ones are larger. */
export const processIdOf = (device: Device, process: number): string => String(device.firstProcess + BigInt(process) * 4099n);

/**
 * What the sensor of a host writes about a connect.
 *
 * @param at - When it happened, Unix milliseconds.
 * @param n - Number of the connect in a capture.
 */
export function networkConnect(device: Device, draws: ConnectDraws, at = device.startsAt, n = 0): FalconDraft {
  const sensor: Sensor = sensors[device.sensor];
  const peer = pick(
    peers.filter(({ mapped }) => !mapped || sensor.platform === 'Mac'),
    draws.peer,
  );
  // A Mac tells of a connect before the system has chosen the local end.
  const unbound = sensor.platform === 'Mac' && !draws.bound;
  const local = peer.local === 'loopback' ? peer.address : peer.mapped ? device.addresses.v4 : device.addresses[peer.local];
  const port = peer.port === 0 || unbound ? 0 : (sensor.platform === 'Lin' ? 32_768 : 50_000) + draws.port + n;
  const values: Readonly<Record<string, string>> = {
    event_simpleName: 'NetworkConnectIP6',
    name: sensor.name,
    event_platform: sensor.platform,
    aid: device.aid,
    cid: device.cid,
    aip: device.aip,
    id: uuidOf(draws.uuid, sensor.uuid, n),
    timestamp: String(at + draws.delay),
    ContextTimeStamp: `${Math.floor(at / 1000)}.${String(at % 1000).padStart(3, '0')}`,
    ContextProcessId: processIdOf(device, draws.process),
    ContextBaseFileName: pick(PROGRAMS, draws.process),
    LocalAddressIP6: unbound ? '0:0:0:0:0:0:0:0' : local,
    RemoteAddressIP6: peer.address,
    LocalPort: String(port),
    RemotePort: String(peer.port),
    Protocol: String(peer.protocol),
    ConnectionDirection: '0',
    ConnectionFlags: '0',
    InContext: '0',
    ConfigBuild: device.configBuild,
    ConfigStateHash: device.configStateHash,
    Entitlements: '15',
    EffectiveTransmissionClass: '3',
    EventOrigin: '1',
    RemoteAddressString: peer.address,
    OriginatingURL: draws.url,
    ComputerName: device.computer,
    LocalAddressIP4: device.addresses.v4,
  };
  return {
    sensor: device.sensor,
    computer: device.computer,
    fields: Object.fromEntries(sensor.keys.map((key) => [key, values[key]!])),
  };
}

/** A UUID of a version out of 32 digits; the number makes those of a capture differ. */
export function uuidOf(digits: string, version: 1 | 4, n: number): string {
  const last = ((Number.parseInt(digits.slice(24), 16) + n) % 0x1_0000_0000).toString(16).padStart(8, '0');
  const text = `${digits.slice(0, 12)}${version}${digits.slice(13, 16)}a${digits.slice(17, 24)}${last}`;
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})/u, '$1-$2-$3-$4-');
}
