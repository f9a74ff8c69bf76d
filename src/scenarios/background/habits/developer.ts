import { gaps, upTo } from '../gaps.js';
import type { Habit } from '../habit.js';
import { lookup, tcp } from '../talks.js';

const DEVELOPER = ['developer'] as const;
const { now, answered, together, program, svchost } = gaps;

/** What the machines of developers do besides what workstations do. */
export const developerHabits: readonly Habit[] = [
  {
    id: 'editor',
    profiles: DEVELOPER,
    curve: 'people',
    perHour: 18,
    members: [...lookup(now), tcp('editor', 'web', 443, answered, { repeat: upTo(4) })],
  },
  {
    id: 'packages',
    profiles: DEVELOPER,
    curve: 'people',
    perHour: 3,
    members: [...lookup(now), tcp('node', 'web', 443, answered), tcp('node', 'web', 443, together, { repeat: upTo(14) })],
  },
  {
    id: 'development server',
    profiles: DEVELOPER,
    curve: 'people',
    perHour: 10,
    members: [tcp('browser', 'loopback-ipv4', 5173, now), tcp('browser', 'loopback-ipv4', 5173, together, { repeat: upTo(5) })],
  },
  {
    id: 'containers',
    profiles: DEVELOPER,
    curve: 'people',
    perHour: 4,
    members: [...lookup(now), tcp('docker', 'web', 443, answered, { repeat: upTo(6) })],
  },
  {
    id: 'repositories',
    profiles: DEVELOPER,
    curve: 'people',
    perHour: 6,
    members: [...lookup(now), tcp('ssh', 'web', 22, answered)],
  },
  {
    id: 'test database',
    profiles: DEVELOPER,
    curve: 'people',
    perHour: 5,
    members: [tcp('node', 'server', 1433, now), tcp('node', 'server', 1433, program, { repeat: upTo(4) })],
  },
  {
    id: 'language services',
    profiles: DEVELOPER,
    curve: 'people',
    perHour: 8,
    members: [tcp('editor', 'web', 443, now), tcp('editor', 'web', 443, svchost)],
  },
];
