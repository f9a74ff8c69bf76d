import { gaps, upTo } from '../gaps.js';
import type { Habit } from '../habit.js';
import { lookup, rpc, tcp, udp } from '../talks.js';

const MEMBERS = ['workstation', 'developer', 'member-server'] as const;
const { now, answered, svchost, lsass, system } = gaps;

/** What Windows does by itself on every member of a domain. */
export const memberHabits: readonly Habit[] = [
  {
    id: 'telemetry',
    profiles: MEMBERS,
    curve: 'machines',
    perHour: 4.65,
    members: [
      ...lookup(now),
      tcp('diagtrack', 'web', 443, answered),
      tcp('diagtrack', 'web', 443, svchost),
      ...lookup(svchost),
      tcp('diagtrack', 'web', 443, answered),
      tcp('diagtrack', 'web', 443, svchost, { repeat: upTo(5) }),
    ],
  },
  {
    id: 'updates',
    profiles: MEMBERS,
    curve: 'machines',
    perHour: 1.85,
    members: [
      ...lookup(now),
      tcp('wuauserv', 'web', 80, answered),
      tcp('wuauserv', 'web', 80, svchost, { repeat: upTo(3) }),
      ...lookup(svchost),
      tcp('wuauserv', 'web', 80, answered),
      tcp('wuauserv', 'web', 80, svchost, { repeat: upTo(3) }),
      tcp('wuauserv', 'web', 443, svchost, { repeat: upTo(5) }),
    ],
  },
  { id: 'revocation', profiles: MEMBERS, curve: 'machines', perHour: 1, members: [tcp('cryptsvc', 'web', 80, now)] },
  {
    id: 'protection',
    profiles: MEMBERS,
    curve: 'machines',
    perHour: 1.6,
    members: [tcp('defender', 'web', 443, now, { repeat: upTo(3) })],
  },
  {
    id: 'domain',
    profiles: MEMBERS,
    curve: 'machines',
    perHour: 9.3,
    members: [
      udp('lsass', 'controller', 389, now),
      tcp('lsass', 'controller', 135, lsass),
      rpc('lsass', 'controller', 'lsarpc'),
      tcp('lsass', 'controller', 88, lsass, { repeat: upTo(3) }),
    ],
  },
  {
    id: 'netlogon',
    profiles: MEMBERS,
    curve: 'machines',
    perHour: 4.4,
    members: [
      tcp('lsass', 'controller', 135, now),
      rpc('lsass', 'controller', 'lsarpc'),
      tcp('lsass', 'controller', 135, lsass),
      rpc('lsass', 'controller', 'lsarpc'),
    ],
  },
  {
    id: 'policy',
    profiles: MEMBERS,
    curve: 'machines',
    perHour: 1.95,
    members: [
      ...lookup(now),
      tcp('gpsvc', 'controller', 389, answered),
      tcp('gpsvc', 'controller', 389, svchost, { repeat: upTo(5) }),
      tcp('System', 'controller', 445, system),
      tcp('gpsvc', 'controller', 389, answered),
      tcp('gpsvc', 'controller', 389, svchost),
      tcp('System', 'controller', 445, system, { repeat: upTo(5) }),
    ],
  },
  { id: 'time', profiles: MEMBERS, every: 1_024_000_000, members: [udp('w32time', 'controller', 123, now, { sourcePort: 123 })] },
];
