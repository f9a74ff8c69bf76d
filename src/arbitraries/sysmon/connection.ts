import fc from 'fast-check';
import { pick } from '../pick.js';
import { type Activity, activityOf } from './activities.js';
import { addressesOf } from './addresses.js';
import type { Host } from './host.js';
import { portName } from './portNames.js';
import { type ProcessFields, processOf } from './processes.js';

/** One end as a record shows it; a name that is not known is undefined. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
  readonly hostname: string | undefined;
  readonly portName: string | undefined;
}

/** What happened on the network, as one host sees it. */
export interface Connection {
  readonly protocol: 'tcp' | 'udp';
  readonly initiated: boolean;
  readonly family: 4 | 6;
  readonly local: Endpoint;
  readonly peer: Endpoint;
  readonly process: ProcessFields;
  readonly ruleName: string | undefined;
}

/** What is drawn about a connection; the host is given. */
export const connectionDraws = fc.record({
  activity: fc.nat({ max: 999 }),
  family: fc.nat({ max: 1 }),
  peer: fc.nat({ max: 11 }),
  port: fc.nat({ max: 2000 }),
  instance: fc.nat({ max: 2 }),
  names: fc.nat({ max: 15 }),
  ruleName: fc.constantFrom(
    undefined,
    undefined,
    undefined,
    'Suspicious NetCon',
    'technique_id=T1059.001,technique_name=PowerShell',
    `R&D's "rule" <1>`,
  ),
});

export type ConnectionDraws = typeof connectionDraws extends fc.Arbitrary<infer T> ? T : never;

/**
 * Builds a connection from what was drawn.
 *
 * @param n - Number of the connection in a capture: ports that the system chooses run on from one to the next.
 */
export function connectionOf(host: Host, draws: ConnectionDraws, n = 0): Connection {
  return connectionFrom(host, activityOf(host, draws.activity), draws, n);
}

/** The same for an activity that is given. */
export function connectionFrom(host: Host, activity: Activity, draws: ConnectionDraws, n = 0): Connection {
  const family = pick(activity.families, draws.family);
  const { local, peer } = addressesOf(host, activity, family, draws.peer);
  const toGroup = activity.peer === 'group' || activity.peer === 'broadcast';
  const peerName = activity.peer === 'loopback' || activity.peer === 'own' ? host.computer : pick(PEER_NAMES, draws.names);
  const end = (address: string, port: number, hostname: string | undefined): Endpoint => ({
    address,
    port,
    hostname: host.lookup ? hostname : undefined,
    portName: host.lookup ? portName(activity.protocol, port) : undefined,
  });
  const localName = pick([host.computer, host.computer, host.computer.split('.')[0], undefined], draws.names >> 2);
  return {
    protocol: activity.protocol,
    initiated: activity.initiated,
    family,
    local: end(local, portOf(host, activity.localPort, draws, n), toGroup && !activity.initiated ? undefined : localName),
    peer: end(peer, portOf(host, activity.peerPort, draws, n), toGroup && activity.initiated ? undefined : peerName),
    process: processOf(host, activity.process, draws.instance),
    ruleName: draws.ruleName,
  };
}

/** Reverse lookups give a full name, a short one in its own letter case, or none. */
const PEER_NAMES = [undefined, 'files.corp.example', 'FILES', 'ip-198-51-100-7.provider.example'];

/** On Windows ports from 49152 on, on Linux 32768 to 60999. */
function portOf(host: Host, port: number | 'any', draws: ConnectionDraws, n: number): number {
  if (port !== 'any') return port;
  return (host.platform === 'linux' ? 32_768 : 50_000) + host.firstPort + draws.port + n * 3;
}
