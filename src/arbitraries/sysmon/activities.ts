import { eras } from './eras.js';
import type { RoleId } from './processes.js';
import type { OperatingSystem } from './systems.js';

type Family = 4 | 6;

/** One thing that hosts do on the network, and which process does it. */
export interface Activity {
  readonly id: string;
  readonly platform: 'windows' | 'linux';
  readonly protocol: 'tcp' | 'udp';
  /** True where this host began it, or sent the datagram. */
  readonly initiated: boolean;
  readonly process: RoleId;
  /** Who is at the other end; `loopback` and `own` are the host itself. */
  readonly peer: 'near' | 'outside' | 'group' | 'broadcast' | 'loopback' | 'own';
  /** Port of the end here and of the other one; `any` is one that the system chose. */
  readonly localPort: number | 'any';
  readonly peerPort: number | 'any';
  readonly families: readonly Family[];
}

type Row = readonly [
  id: string,
  protocol: 'tcp' | 'udp',
  direction: 'out' | 'in',
  process: RoleId,
  peer: Activity['peer'],
  localPort: number | 'any',
  peerPort: number | 'any',
  ...families: Family[],
];

const windowsRows: readonly Row[] = [
  ['web', 'tcp', 'out', 'program', 'outside', 'any', 443, 4, 6],
  ['plain web', 'tcp', 'out', 'shell', 'outside', 'any', 80, 4],
  ['high port', 'tcp', 'out', 'program', 'outside', 'any', 4444, 4, 6],
  ['file share', 'tcp', 'out', 'system', 'near', 'any', 445, 4, 6],
  ['file share served', 'tcp', 'in', 'system', 'near', 445, 'any', 4, 6],
  ['session service served', 'tcp', 'in', 'system', 'near', 139, 'any', 4],
  ['remote management', 'tcp', 'out', 'shell', 'near', 'any', 5985, 4],
  ['remote management served', 'tcp', 'in', 'system', 'near', 5985, 'any', 4],
  ['device service served', 'tcp', 'in', 'system', 'near', 5357, 'any', 4],
  ['web server', 'tcp', 'in', 'system', 'near', 80, 'any', 4],
  ['endpoint mapper', 'tcp', 'out', 'svchostNetwork', 'near', 'any', 135, 4],
  ['endpoint mapper served', 'tcp', 'in', 'svchostNetwork', 'near', 135, 'any', 4, 6],
  ['service control', 'tcp', 'out', 'shell', 'near', 'any', 49726, 4],
  ['service control served', 'tcp', 'in', 'services', 'near', 49726, 'any', 4],
  ['management instrumentation served', 'tcp', 'in', 'svchostSystem', 'near', 49668, 'any', 4],
  ['remote desktop', 'tcp', 'out', 'program', 'near', 'any', 3389, 4],
  ['remote desktop served', 'tcp', 'in', 'svchostNetwork', 'near', 3389, 'any', 4],
  ['ticket', 'tcp', 'out', 'lsass', 'near', 'any', 88, 4],
  ['ticket served', 'tcp', 'in', 'lsass', 'near', 88, 'any', 4],
  ['directory', 'tcp', 'out', 'svchostSystem', 'near', 'any', 389, 4],
  ['directory served', 'tcp', 'in', 'lsass', 'near', 389, 'any', 4],
  ['directory ping', 'udp', 'out', 'lsass', 'near', 'any', 389, 4],
  ['directory by loopback', 'tcp', 'out', 'directoryWebServices', 'loopback', 'any', 389, 6, 4],
  ['directory by loopback, served', 'tcp', 'in', 'lsass', 'loopback', 389, 'any', 6, 4],
  ['directory by its own address', 'tcp', 'out', 'directoryWebServices', 'own', 'any', 389, 6],
  ['file share by loopback', 'tcp', 'out', 'system', 'loopback', 'any', 445, 4],
  ['tunnel', 'tcp', 'out', 'webServer', 'loopback', 'any', 3389, 4],
  ['name', 'udp', 'out', 'svchostNetwork', 'near', 'any', 53, 4, 6],
  ['name served', 'udp', 'in', 'dns', 'near', 53, 'any', 4, 6],
  ['name passed on', 'udp', 'out', 'dns', 'outside', 'any', 53, 4, 6],
  ['link-local name', 'udp', 'out', 'svchostNetwork', 'group', 'any', 5355, 4, 6],
  ['link-local name asked for', 'udp', 'in', 'svchostNetwork', 'group', 5355, 'any', 4, 6],
  ['multicast name', 'udp', 'out', 'svchostNetwork', 'group', 5353, 5353, 4, 6],
  ['multicast name asked for', 'udp', 'in', 'svchostNetwork', 'group', 5353, 5353, 4, 6],
  ['device search', 'udp', 'out', 'program', 'group', 'any', 1900, 4, 6],
  ['web service search', 'udp', 'out', 'svchostLocal', 'group', 'any', 3702, 4, 6],
  ['old name to all', 'udp', 'out', 'system', 'broadcast', 137, 137, 4],
  ['old name from all', 'udp', 'in', 'system', 'broadcast', 137, 137, 4],
  ['announcement', 'udp', 'out', 'system', 'broadcast', 138, 138, 4],
  ['announcement heard', 'udp', 'in', 'system', 'broadcast', 138, 138, 4],
  ['old name asked', 'udp', 'in', 'system', 'near', 137, 137, 4],
  ['clock', 'udp', 'out', 'svchostLocal', 'near', 123, 123, 4],
  ['web by a process that is gone', 'tcp', 'out', 'lost', 'outside', 'any', 443, 4, 6],
  ['name by a process that is gone', 'udp', 'out', 'nameless', 'near', 'any', 53, 4],
  ['file share served, System not recognised', 'tcp', 'in', 'lostSystem', 'near', 445, 'any', 4],
];

const linuxRows: readonly Row[] = [
  ['linux web', 'tcp', 'out', 'linuxProgram', 'outside', 'any', 443, 4, 6],
  ['linux high port', 'tcp', 'out', 'linuxProgram', 'near', 'any', 8080, 4, 6],
  ['linux shell served', 'tcp', 'in', 'sshd', 'near', 22, 'any', 4, 6],
  ['linux name', 'udp', 'out', 'resolver', 'near', 'any', 53, 4, 6],
  ['linux service by loopback', 'tcp', 'out', 'linuxProgram', 'loopback', 'any', 8080, 4, 6],
  ['linux multicast name', 'udp', 'out', 'resolver', 'group', 5353, 5353, 4, 6],
  ['linux multicast name asked for', 'udp', 'in', 'resolver', 'group', 5353, 5353, 4],
];

const read =
  (platform: 'windows' | 'linux') =>
  ([id, protocol, direction, process, peer, localPort, peerPort, ...families]: Row): Activity => ({
    id,
    platform,
    protocol,
    initiated: direction === 'out',
    process,
    peer,
    localPort,
    peerPort,
    families,
  });

const activities: readonly Activity[] = [...windowsRows.map(read('windows')), ...linuxRows.map(read('linux'))];
const LOST: readonly RoleId[] = ['lost', 'lostSystem', 'nameless'];

/** Who answers what at the other end, where that is a host with Sysmon too. */
export const answers: Readonly<Record<string, RoleId>> = {
  'file share': 'system',
  'file share by loopback': 'system',
  'endpoint mapper': 'svchostNetwork',
  'service control': 'services',
  'remote desktop': 'svchostNetwork',
  'remote management': 'system',
  tunnel: 'svchostNetwork',
  ticket: 'lsass',
  directory: 'lsass',
  'directory by loopback': 'lsass',
  'directory by its own address': 'lsass',
  name: 'dns',
  'linux high port': 'linuxProgram',
  'linux name': 'resolver',
  'linux service by loopback': 'linuxProgram',
};

/** What a host can be seen doing: some events were never seen in the older eras. */
export function activitiesOf({ platform, era }: OperatingSystem): readonly Activity[] {
  return activities.filter(
    (activity) =>
      activity.platform === platform &&
      (activity.initiated || activity.protocol === 'udp' || eras[era].acceptedSource !== undefined) &&
      (!LOST.includes(activity.process) || eras[era].unknownProcess),
  );
}

/** The activity of a number; where a host was never seen at it, the next one. So the same number means the same in most eras. */
export function activityOf(system: OperatingSystem, n: number): Activity {
  const all = activities.filter(({ platform }) => platform === system.platform);
  const seen = activitiesOf(system);
  const from = n % all.length;
  return [...all.slice(from), ...all].find((activity) => seen.includes(activity))!;
}
