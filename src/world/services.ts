import type { Platform, Profile, Role } from '../model/host.js';

/** The built-in accounts under which services run. */
export type ServiceAccount =
  | 'SYSTEM'
  | 'NETWORK SERVICE'
  | 'LOCAL SERVICE'
  | 'NT SERVICE\\MSSQLSERVER'
  | 'the user'
  | UnixAccount;

/** Accounts that services of Linux, macOS and iOS run as. */
export type UnixAccount =
  | 'root'
  | 'systemd-resolve'
  | 'systemd-timesync'
  | '_mdnsresponder'
  | '_timed'
  | '_nsurlsessiond'
  | '_softwareupdate'
  | 'mobile';

/** A process that a host always has. */
export interface ServiceTemplate {
  /** How stories name it: HOST/ID. */
  readonly id: string;
  /** `{user}` stands for the name of the user's account. Where its place has changed: the places, newest first, with the days from which on they hold. */
  readonly image: string | readonly (readonly [image: string, since: string])[];
  readonly account: ServiceAccount;
  /** Process ids come from here, both ends included; the pools of one platform do not overlap, so no two services can meet. */
  readonly pids: readonly [number, number];
  /** Seconds after boot at which it starts, drawn evenly. */
  readonly starts: readonly [number, number];
  /** Sequence numbers within the boot; they rise with `starts` and do not overlap either. Absent: by the moment of its start. */
  readonly startKeys?: readonly [number, number];
  /** Listens on these TCP ports. */
  readonly tcp?: readonly number[];
  /** Listens on these UDP ports. */
  readonly udp?: readonly number[];
  /** Dynamic RPC interfaces that it serves, one port per host and boot. */
  readonly rpc?: readonly string[];
  /** Only hosts of these roles have it; absent: all. */
  readonly roles?: readonly Role[];
  /** Only hosts that are used so have it; absent: all. */
  readonly profiles?: readonly Profile[];
  /** Only these operating systems have it; absent: all of the platform. */
  readonly systems?: readonly string[];
  /** Only stories that begin before this day have it. */
  readonly until?: string;
}

const SYSTEM32 = 'C:\\Windows\\System32';
const SVCHOST = `${SYSTEM32}\\svchost.exe`;
const DC = ['domain-controller'] as const;
const CLIENT = ['workstation'] as const;
const DEVELOPER = ['developer'] as const;
const MODERN = [
  'windows-10',
  'windows-11',
  'windows-server-2016',
  'windows-server-2019',
  'windows-server-2022',
  'windows-server-2025',
] as const;

/**
 * Who owns what on Windows: the accounts and ports as inbound and outbound records of real hosts show them (section "who owns what" of
 * `docs/fields/sysmon-winevt.md`). Order, pids and sequence numbers follow the boot of a real host: System is 4 and sequence 1, lsass 0xC.
 */
export const windowsServices: readonly ServiceTemplate[] = [
  { id: 'System', image: 'System', account: 'SYSTEM', pids: [4, 4], starts: [0, 0], startKeys: [1, 1], tcp: [445, 139, 80, 443, 5985, 5357], udp: [137, 138] },
  { id: 'services', image: `${SYSTEM32}\\services.exe`, account: 'SYSTEM', pids: [560, 696], starts: [6, 7], startKeys: [0xb, 0xb], rpc: ['svcctl'] },
  { id: 'lsass', image: `${SYSTEM32}\\lsass.exe`, account: 'SYSTEM', pids: [700, 876], starts: [7, 8], startKeys: [0xc, 0xc], rpc: ['lsarpc'], tcp: [88, 389, 464, 636, 3268], udp: [88, 389, 464] },
  { id: 'rpcss', image: SVCHOST, account: 'NETWORK SERVICE', pids: [880, 1016], starts: [8, 9], startKeys: [0x10, 0x12], tcp: [135] },
  { id: 'termservice', image: SVCHOST, account: 'NETWORK SERVICE', pids: [1020, 1096], starts: [9, 10], startKeys: [0x14, 0x17], tcp: [3389] },
  { id: 'eventlog', image: SVCHOST, account: 'LOCAL SERVICE', pids: [1100, 1196], starts: [10, 11], startKeys: [0x18, 0x1b], rpc: ['eventlog'] },
  { id: 'schedule', image: SVCHOST, account: 'SYSTEM', pids: [1200, 1296], starts: [11, 12], startKeys: [0x1c, 0x1f], rpc: ['atsvc'] },
  { id: 'gpsvc', image: SVCHOST, account: 'SYSTEM', pids: [1300, 1396], starts: [12, 13], startKeys: [0x20, 0x23] },
  { id: 'dnscache', image: SVCHOST, account: 'NETWORK SERVICE', pids: [1400, 1496], starts: [13, 14], startKeys: [0x24, 0x27], udp: [5355, 5353] },
  { id: 'w32time', image: SVCHOST, account: 'LOCAL SERVICE', pids: [1500, 1596], starts: [14, 15], startKeys: [0x28, 0x2b], udp: [123] },
  { id: 'winmgmt', image: SVCHOST, account: 'SYSTEM', pids: [1600, 1696], starts: [15, 17], startKeys: [0x2c, 0x30], rpc: ['winmgmt'] },
  { id: 'cryptsvc', image: SVCHOST, account: 'NETWORK SERVICE', pids: [1700, 1796], starts: [17, 19], startKeys: [0x31, 0x36] },
  { id: 'spooler', image: `${SYSTEM32}\\spoolsv.exe`, account: 'SYSTEM', pids: [1800, 1996], starts: [20, 22], startKeys: [0x37, 0x3d], rpc: ['spoolss'] },
  { id: 'diagtrack', image: SVCHOST, account: 'SYSTEM', pids: [2000, 2196], starts: [23, 25], startKeys: [0x3e, 0x44] },
  { id: 'dns', image: `${SYSTEM32}\\dns.exe`, account: 'SYSTEM', pids: [2200, 2396], starts: [26, 28], startKeys: [0x45, 0x4c], tcp: [53], udp: [53], roles: DC },
  { id: 'adws', image: 'C:\\Windows\\ADWS\\Microsoft.ActiveDirectory.WebServices.exe', account: 'SYSTEM', pids: [2400, 2596], starts: [29, 32], startKeys: [0x4d, 0x55], tcp: [9389], roles: DC },
  { id: 'dfsr', image: `${SYSTEM32}\\dfsrs.exe`, account: 'SYSTEM', pids: [6000, 6096], starts: [33, 36], startKeys: [0x56, 0x5c], roles: DC },
  { id: 'winrm', image: SVCHOST, account: 'NETWORK SERVICE', pids: [6100, 6196], starts: [36, 40], startKeys: [0x5d, 0x5e], },
  { id: 'wmiprvse', image: `${SYSTEM32}\\wbem\\WmiPrvSE.exe`, account: 'SYSTEM', pids: [6200, 6296], starts: [41, 45], startKeys: [0x5f, 0x5f], roles: DC },
  { id: 'defender', image: 'C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18.2009.7-0\\MsMpEng.exe', account: 'SYSTEM', pids: [6300, 6396], starts: [46, 60], startKeys: [0x60, 0x61], systems: MODERN },
  { id: 'sql', image: 'C:\\Program Files\\Microsoft SQL Server\\MSSQL15.MSSQLSERVER\\MSSQL\\Binn\\sqlservr.exe', account: 'NT SERVICE\\MSSQLSERVER', pids: [9100, 9144], starts: [61, 80], startKeys: [0x62, 0x62], roles: ['server'], tcp: [1433] },
  { id: 'management', image: 'C:\\Program Files\\Microsoft Configuration Manager\\bin\\x64\\smsexec.exe', account: 'SYSTEM', pids: [9148, 9196], starts: [81, 110], startKeys: [0x63, 0x63], roles: ['server'] },
  { id: 'wuauserv', image: SVCHOST, account: 'SYSTEM', pids: [2600, 2796], starts: [120, 180], startKeys: [0x64, 0x90] },
  { id: 'browser', image: 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe', account: 'the user', pids: [6400, 6796], starts: [300, 900], roles: ['workstation'] },
  // The Edge of before 2020 stayed beside the new one until it went.
  { id: 'old-edge', image: `${SYSTEM32}\\MicrosoftEdgeCP.exe`, account: 'the user', pids: [6800, 6996], starts: [320, 900], roles: CLIENT, systems: ['windows-10'], until: '2021-03-09' },
  { id: 'teams', image: [['C:\\Program Files\\WindowsApps\\MSTeams_24124.2402.2858.5617_x64__8wekyb3d8bbwe\\ms-teams.exe', '2024-04-01'], ['C:\\Users\\{user}\\AppData\\Local\\Microsoft\\Teams\\current\\Teams.exe', '']], account: 'the user', pids: [7000, 7196], starts: [330, 700], roles: CLIENT, systems: MODERN },
  { id: 'onedrive', image: 'C:\\Users\\{user}\\AppData\\Local\\Microsoft\\OneDrive\\OneDrive.exe', account: 'the user', pids: [7200, 7396], starts: [325, 420], roles: CLIENT, systems: MODERN },
  { id: 'mail', image: 'C:\\Program Files\\Mozilla Thunderbird\\thunderbird.exe', account: 'the user', pids: [7400, 7596], starts: [400, 1200], roles: CLIENT },
  { id: 'smartscreen', image: `${SYSTEM32}\\smartscreen.exe`, account: 'the user', pids: [7600, 7696], starts: [310, 500], roles: CLIENT, systems: MODERN },
  { id: 'search', image: 'C:\\Windows\\SystemApps\\Microsoft.Windows.Search_cw5n1h2txyewy\\SearchApp.exe', account: 'the user', pids: [7700, 7796], starts: [305, 330], roles: CLIENT, systems: ['windows-10'] },
  { id: 'search-host', image: 'C:\\Windows\\SystemApps\\MicrosoftWindows.Client.CBS_cw5n1h2txyewy\\SearchHost.exe', account: 'the user', pids: [7800, 7896], starts: [305, 330], roles: CLIENT, systems: ['windows-11'] },
  // One program, spelled as its starter spells it.
  { id: 'account-task', image: `${SYSTEM32}\\BackgroundTaskHost.exe`, account: 'the user', pids: [7900, 8096], starts: [340, 1000], roles: CLIENT, systems: MODERN },
  { id: 'background-task', image: `${SYSTEM32}\\backgroundTaskHost.exe`, account: 'the user', pids: [8100, 8296], starts: [345, 1000], roles: CLIENT, systems: MODERN },
  { id: 'background-transfer', image: `${SYSTEM32}\\BackgroundTransferHost.exe`, account: 'the user', pids: [8300, 8496], starts: [350, 1000], roles: CLIENT, systems: MODERN },
  { id: 'office-update', image: 'C:\\Program Files\\Microsoft Office\\root\\Office16\\SDXHelper.exe', account: 'the user', pids: [8500, 8596], starts: [600, 1500], roles: CLIENT },
  { id: 'taskhost', image: `${SYSTEM32}\\taskhostw.exe`, account: 'the user', pids: [8600, 8696], starts: [301, 305], roles: CLIENT, systems: MODERN },
  { id: 'editor', image: 'C:\\Users\\{user}\\AppData\\Local\\Programs\\Microsoft VS Code\\Code.exe', account: 'the user', pids: [8700, 8796], starts: [500, 1500], profiles: DEVELOPER },
  { id: 'node', image: 'C:\\Program Files\\nodejs\\node.exe', account: 'the user', pids: [8800, 8896], starts: [1510, 3000], profiles: DEVELOPER, tcp: [5173] },
  { id: 'docker', image: 'C:\\Program Files\\Docker\\Docker\\resources\\com.docker.backend.exe', account: 'the user', pids: [8900, 8996], starts: [400, 490], profiles: DEVELOPER },
  { id: 'ssh', image: 'C:\\Windows\\System32\\OpenSSH\\ssh.exe', account: 'the user', pids: [9000, 9096], starts: [3010, 5000], profiles: DEVELOPER },
]; // biome-ignore format: one row per service

/** Ports at which a process that is everywhere listens on hosts of some roles only: directory services, and http.sys for a site of IIS. */
export const PORTS_OF_ROLES: ReadonlyMap<number, readonly Role[]> = new Map<number, readonly Role[]>([
  ...[88, 389, 464, 636, 3268].map((port) => [port, ['domain-controller']] as const),
  ...[80, 443].map((port) => [port, ['server']] as const),
]);

/** Where the pid of the Sysmon service comes from; the pool lies between the services and the story's processes. */
export const SYSMON_PIDS = [2800, 3196] as const;
/** Where its writer thread's id comes from: Windows gives processes and threads numbers from one pool. */
export const SYSMON_THREADS = [3200, 5996] as const;
/** Where the processes of a story get their ids; a pinned one may lie anywhere. */
export const STORY_PIDS = [9200, 21996] as const;

/** Where the pid of Sysmon for Linux comes from, by one; between the services and the story's processes too. */
export const LINUX_SYSMON_PIDS = [1000, 1999] as const;

/** A plain server's long-running talkers. Linux counts process ids by one. */
export const linuxServices: readonly ServiceTemplate[] = [
  { id: 'systemd-resolved', image: '/usr/lib/systemd/systemd-resolved', account: 'systemd-resolve', pids: [600, 699], starts: [4, 5], startKeys: [1, 1] },
  { id: 'systemd-timesyncd', image: '/usr/lib/systemd/systemd-timesyncd', account: 'systemd-timesync', pids: [700, 799], starts: [5, 6], startKeys: [2, 2] },
  { id: 'sshd', image: '/usr/sbin/sshd', account: 'root', pids: [800, 999], starts: [8, 10], startKeys: [3, 3], tcp: [22] },
  { id: 'packagekitd', image: '/usr/libexec/packagekitd', account: 'root', pids: [2000, 2199], starts: [20, 40], startKeys: [4, 4], profiles: ['workstation', 'developer'] },
  { id: 'firefox', image: '/usr/lib/firefox/firefox', account: 'the user', pids: [2200, 2999], starts: [120, 900], roles: CLIENT },
]; // biome-ignore format: one row per service

/**
 * The daemons of macOS that talk to the network whoever works at it; names, paths and accounts as the system has them. No record tells
 * when they start: an order of a boot, launchd first.
 */
export const macosServices: readonly ServiceTemplate[] = [
  { id: 'launchd', image: '/sbin/launchd', account: 'root', pids: [1, 1], starts: [0, 0], startKeys: [1, 1] },
  { id: 'configd', image: '/usr/libexec/configd', account: 'root', pids: [60, 79], starts: [3, 4], startKeys: [2, 2] },
  { id: 'timed', image: '/usr/libexec/timed', account: '_timed', pids: [80, 119], starts: [4, 5], startKeys: [3, 3] },
  { id: 'apsd', image: '/System/Library/PrivateFrameworks/ApplePushService.framework/apsd', account: 'root', pids: [120, 159], starts: [5, 6], startKeys: [4, 4] },
  { id: 'mDNSResponder', image: '/usr/sbin/mDNSResponder', account: '_mdnsresponder', pids: [160, 219], starts: [6, 7], startKeys: [5, 5], udp: [5353] },
  { id: 'trustd', image: '/usr/libexec/trustd', account: 'root', pids: [220, 299], starts: [7, 9], startKeys: [6, 6] },
  { id: 'nsurlsessiond', image: '/usr/libexec/nsurlsessiond', account: '_nsurlsessiond', pids: [300, 399], starts: [10, 14], startKeys: [7, 7] },
  { id: 'softwareupdated', image: '/System/Library/CoreServices/Software Update.app/Contents/Resources/softwareupdated', account: '_softwareupdate', pids: [400, 599], starts: [20, 40], startKeys: [8, 8] },
  { id: 'safari', image: '/System/Library/Frameworks/WebKit.framework/Versions/A/XPCServices/com.apple.WebKit.Networking.xpc/Contents/MacOS/com.apple.WebKit.Networking', account: 'the user', pids: [600, 1599], starts: [90, 900], roles: CLIENT },
]; // biome-ignore format: one row per service

/** Those of iOS: fewer of them, and what belongs to the user runs as `mobile`. */
export const iosServices: readonly ServiceTemplate[] = [
  { id: 'launchd', image: '/sbin/launchd', account: 'root', pids: [1, 1], starts: [0, 0], startKeys: [1, 1] },
  { id: 'timed', image: '/usr/libexec/timed', account: '_timed', pids: [30, 59], starts: [3, 4], startKeys: [2, 2] },
  { id: 'mDNSResponder', image: '/usr/sbin/mDNSResponder', account: '_mdnsresponder', pids: [60, 99], starts: [4, 5], startKeys: [3, 3], udp: [5353] },
  { id: 'apsd', image: '/System/Library/PrivateFrameworks/ApplePushService.framework/apsd', account: 'mobile', pids: [100, 139], starts: [5, 6], startKeys: [4, 4] },
  { id: 'trustd', image: '/usr/libexec/trustd', account: 'root', pids: [140, 179], starts: [6, 8], startKeys: [5, 5] },
  { id: 'nsurlsessiond', image: '/usr/libexec/nsurlsessiond', account: 'mobile', pids: [180, 259], starts: [9, 12], startKeys: [6, 6] },
  { id: 'dataaccessd', image: '/System/Library/PrivateFrameworks/DataAccess.framework/Support/dataaccessd', account: 'mobile', pids: [260, 349], starts: [15, 25], startKeys: [7, 7] },
]; // biome-ignore format: one row per service

export const servicesByPlatform: Readonly<Record<Platform, readonly ServiceTemplate[]>> = {
  windows: windowsServices,
  linux: linuxServices,
  macos: macosServices,
  ios: iosServices,
};
