import { pick } from '../pick.js';
import { eras } from './eras.js';
import type { Host } from './host.js';
import { processGuid, tails, ZERO_GUID } from './processGuid.js';

/** The fields of a record that say which process has the connection. */
export interface ProcessFields {
  readonly ProcessGuid: string;
  readonly ProcessId: string;
  readonly Image: string;
  readonly User: string;
}

type Account = 'system' | 'network' | 'local' | 'person' | 'pool' | 'root' | 'daemon' | 'unknown';

interface Role {
  readonly account: Account;
  /** Spellings of the path, of which a host has one. */
  readonly images: readonly string[];
  /** A program that somebody starts, of which there may be several; not a service. */
  readonly started?: boolean;
}

const UNKNOWN_IMAGE = '<unknown process>';
const svchost = [
  'C:\\Windows\\System32\\svchost.exe',
  'C:\\Windows\\system32\\svchost.exe',
  'C:\\WINDOWS\\System32\\svchost.exe',
];
const lsass = ['C:\\Windows\\System32\\lsass.exe', 'C:\\WINDOWS\\system32\\lsass.exe'];

/** Who has connections. The order decides nothing but the ids of the processes. */
export const roles = {
  program: {
    account: 'person',
    images: [
      'C:\\Program Files\\Example\\example.exe',
      'C:\\Users\\ada\\AppData\\Local\\Temp\\a.exe',
      'C:\\Programme\\Büro & Co\\o\u2019neill.exe',
      "D:\\Tools\\R&D\\it's new.exe",
    ],
    started: true,
  },
  shell: {
    account: 'person',
    images: [
      'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
      'C:\\Windows\\SysWOW64\\WindowsPowerShell\\v1.0\\powershell.exe',
    ],
    started: true,
  },
  webServer: { account: 'pool', images: ['c:\\windows\\system32\\inetsrv\\w3wp.exe'] },
  svchostNetwork: { account: 'network', images: svchost },
  svchostSystem: { account: 'system', images: svchost },
  svchostLocal: { account: 'local', images: svchost },
  lsass: { account: 'system', images: lsass },
  dns: { account: 'system', images: ['C:\\Windows\\System32\\dns.exe'] },
  services: { account: 'system', images: ['C:\\Windows\\System32\\services.exe'] },
  directoryWebServices: { account: 'system', images: ['C:\\Windows\\ADWS\\Microsoft.ActiveDirectory.WebServices.exe'] },
  system: { account: 'system', images: ['System'] },
  /** A process that was gone when the record was written: its GUID is lost, or only its image. */
  lost: { account: 'unknown', images: [UNKNOWN_IMAGE] },
  lostSystem: { account: 'unknown', images: [UNKNOWN_IMAGE] },
  nameless: { account: 'unknown', images: [UNKNOWN_IMAGE] },
  linuxProgram: {
    account: 'person',
    images: ['/usr/bin/curl', '/opt/example/bin/agent', '/var/tmp/.cache/worker'],
    started: true,
  },
  sshd: { account: 'root', images: ['/usr/sbin/sshd'] },
  resolver: { account: 'daemon', images: ['/usr/lib/systemd/systemd-resolved', '/lib/systemd/systemd-resolved'] },
} as const satisfies Record<string, Role>;

export type RoleId = keyof typeof roles;

/** Whether somebody starts it, so that its start may lie in a capture. */
export const isStarted = (id: RoleId): boolean => (roles[id] as Role).started === true;

const ROLE_IDS = Object.keys(roles) as readonly RoleId[];
/** Programs of one role that run side by side. */
const INSTANCES = 3;
const PEOPLE = ['ada', 'grace.hopper', 'jürgen'];

/**
 * One process of a host. The same role and instance are the same process in all records of the host.
 *
 * @param startedAt - Start in Unix seconds, where it is not to be one between the host's own start and its capture.
 */
export function processOf(host: Host, id: RoleId, instance = 0, startedAt?: number): ProcessFields {
  const role: Role = roles[id];
  const number = ROLE_IDS.indexOf(id) * INSTANCES + (role.started ? instance % INSTANCES : 0);
  const isSystem = id === 'system' || id === 'lostSystem';
  // Coprime with 97, so that no two processes of a host start in the same second.
  const uptime = Math.floor((host.startsAt - host.bootedAt) / 1000);
  const booted = Math.floor(host.bootedAt / 1000);
  const usual = isSystem ? 0 : Math.floor((uptime * (1 + ((number * 37) % 97))) / 100);
  const age = startedAt === undefined ? usual : startedAt - booted;
  const isZero = host.era === '11' && host.platform === 'windows' && (id === 'lost' || id === 'lostSystem');
  const guid = isZero ? ZERO_GUID : processGuid(host.machineId, booted + age, tailOf(host, number, age, isSystem));
  const running = host.platform === 'linux' ? host.firstProcess + number * 7 : 4 * (host.firstProcess + number * 13);
  return {
    ProcessGuid: host.guidCase === 'upper' ? guid.toUpperCase() : guid,
    ProcessId: String(isSystem ? 4 : running),
    Image: pick(role.images, host.spelling + (role.started ? instance : 0)),
    User: userOf(host, role.account, instance),
  };
}

function tailOf(host: Host, number: number, age: number, isSystem: boolean): string {
  const luid = isSystem ? 0x3eb - (host.spelling % 2) : host.firstLuid + number * 0x1351;
  // Its last eight bytes follow no known rule.
  if (host.platform === 'linux') return tails.wideLuid(host.firstLuid * 0x1f3 + number);
  if (eras[host.era].tail === 'luid') return tails.luid(luid);
  if (!host.startKeys || (isSystem && host.systemLuid)) return tails.wideLuid(isSystem ? 0x3eb : luid);
  return tails.startKey(isSystem ? 1 : 16 + age, host.boot);
}

function userOf(host: Host, account: Account, instance: number): string {
  const people = host.platform === 'linux' ? PEOPLE[0]! : `${host.domain}\\${pick(PEOPLE, instance)}`;
  const users: Readonly<Record<Account, string>> = {
    system: 'NT AUTHORITY\\SYSTEM',
    network: 'NT AUTHORITY\\NETWORK SERVICE',
    local: 'NT AUTHORITY\\LOCAL SERVICE',
    pool: 'IIS APPPOOL\\DefaultAppPool',
    person: people,
    root: 'root',
    daemon: 'systemd-resolve',
    unknown: eras[host.era].unknown,
  };
  return users[account];
}
