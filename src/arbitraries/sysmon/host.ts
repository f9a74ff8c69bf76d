import fc from 'fast-check';
import { pick } from '../pick.js';
import { eras } from './eras.js';
import type { OperatingSystem } from './systems.js';

const DAY = 86_400_000;

/** One machine in one boot: what all records of a capture on it have in common. */
export interface Host extends OperatingSystem {
  readonly computer: string;
  /** What stands before the backslash in the names of its own users. */
  readonly domain: string;
  readonly lookup: boolean;
  /** Eight hexadecimal digits. */
  readonly machineId: string;
  readonly boot: number;
  /** Unix milliseconds. */
  readonly bootedAt: number;
  /** Where the capture begins, Unix milliseconds. */
  readonly startsAt: number;
  readonly writerProcess: number;
  readonly writerThread: number;
  /** Id of the first record. */
  readonly firstRecord: number;
  /** Where the ids of processes, of tokens and of TCP ports begin. */
  readonly firstProcess: number;
  readonly firstLuid: number;
  readonly firstPort: number;
  readonly addresses: { readonly v4: string; readonly v6: string; readonly linkLocal: string; readonly broadcast: string };
  /** Which of several spellings its programs have. */
  readonly spelling: number;
  /** Whether System shows its LUID though other processes have start keys. */
  readonly systemLuid: boolean;
}

const WINDOWS_NAMES = ['WS01', 'DESKTOP-7KQ2M4X', 'dc01', 'SRV-FILES'];
const LINUX_NAMES = ['build1', 'web-03', 'db.example.net'];
const DOMAINS = ['corp.example', '', 'ad.example.org'];
const NETS = ['10.0.20', '192.168.178', '172.18.39', '192.0.2'];

/** What is drawn about a host; the operating system is given. */
export const hostDraws = fc.record({
  name: fc.nat({ max: 11 }),
  lookup: fc.boolean(),
  machineId: fc.integer({ min: 0x1000_0000, max: 0xffff_ffff }),
  boot: fc.constantFrom(3, 4, 7, 12, 20, 122, 576),
  /** Thousandths of the era. */
  when: fc.nat({ max: 1000 }),
  moment: fc.nat({ max: DAY - 1 }),
  /** Seconds since the host started. */
  uptime: fc.integer({ min: 600, max: 90 * 86_400 }),
  writer: fc.integer({ min: 200, max: 2000 }),
  thread: fc.integer({ min: 201, max: 3000 }),
  firstRecord: fc.integer({ min: 1, max: 5_402_751 }),
  firstProcess: fc.integer({ min: 2100, max: 4000 }),
  firstLuid: fc.integer({ min: 0x1_0000, max: 0x7fff_0000 }),
  firstPort: fc.nat({ max: 8000 }),
  net: fc.nat({ max: 3 }),
  station: fc.integer({ min: 20, max: 200 }),
  interfaceId: fc.integer({ min: 1, max: 0xffff }),
  spelling: fc.nat({ max: 3 }),
  systemLuid: fc.boolean(),
});

export type HostDraws = typeof hostDraws extends fc.Arbitrary<infer T> ? T : never;

/**
 * Builds a host from what was drawn.
 *
 * @param place - Number of the host in a capture; no two places share a name or an address.
 */
export function hostOf(system: OperatingSystem, draws: HostDraws, place = 0): Host {
  const linux = system.platform === 'linux';
  const era = eras[system.era];
  const startsAt = Math.floor((era.from + ((era.to - era.from) * draws.when) / 1000) / DAY) * DAY + draws.moment;
  const name = pick(linux ? LINUX_NAMES : WINDOWS_NAMES, draws.name) + (place > 0 ? `-${place}` : '');
  const domain = linux ? '' : pick(DOMAINS, Math.floor(draws.name / 4));
  const net = pick(NETS, draws.net);
  // `fe80` and an interface identifier that no other place has.
  const interfaceId = `a${place}:${draws.interfaceId.toString(16)}:4126:${(0x1b81 + place).toString(16)}`;
  const writer = linux ? draws.writer * 3 + 1 : draws.writer * 4;
  return {
    ...system,
    computer: domain && !name.includes('.') ? `${name}.${domain}` : name,
    domain: domain ? domain.split('.')[0]!.toUpperCase() : name.toUpperCase(),
    lookup: !linux && draws.lookup,
    machineId: ((draws.machineId + place) % 0x1_0000_0000).toString(16).padStart(8, '0'),
    boot: draws.boot,
    bootedAt: startsAt - draws.uptime * 1000,
    startsAt,
    writerProcess: writer,
    writerThread: linux ? writer : draws.thread * 4,
    firstRecord: draws.firstRecord,
    firstProcess: draws.firstProcess,
    firstLuid: draws.firstLuid,
    firstPort: draws.firstPort,
    addresses: {
      v4: `${net}.${draws.station + place}`,
      v6: `2001:db8:20:${place + 1}:${interfaceId}`,
      linkLocal: `fe80:0:0:0:${interfaceId}`,
      broadcast: `${net}.255`,
    },
    spelling: draws.spelling,
    systemLuid: draws.systemLuid,
  };
}
