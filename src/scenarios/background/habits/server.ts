import { gaps, upTo } from '../gaps.js';
import type { Habit } from '../habit.js';
import { lookup, rpc, tcp } from '../talks.js';

const SERVER = ['member-server'] as const;
const { now, answered, svchost, lsass } = gaps;

/** What servers of an office do besides what all members do. */
export const serverHabits: readonly Habit[] = [
  {
    id: 'service tickets',
    profiles: SERVER,
    curve: 'machines',
    perHour: 12,
    members: [tcp('lsass', 'controller', 88, now), tcp('lsass', 'controller', 88, lsass, { repeat: upTo(2) })],
  },
  { id: 'names', profiles: SERVER, curve: 'machines', perHour: 20, members: [...lookup(now), ...lookup(svchost)] },
  {
    id: 'directory queries',
    profiles: SERVER,
    curve: 'machines',
    perHour: 6,
    members: [...lookup(now), tcp('management', 'controller', 389, answered, { repeat: upTo(2) })],
  },
  {
    id: 'database',
    profiles: SERVER,
    curve: 'machines',
    perHour: 8,
    members: [tcp('management', 'server', 1433, now, { repeat: upTo(3) })],
  },
  {
    id: 'remote control of services',
    profiles: SERVER,
    curve: 'machines',
    perHour: 2,
    members: [tcp('management', 'server', 135, now), rpc('management', 'server', 'svcctl')],
  },
];
