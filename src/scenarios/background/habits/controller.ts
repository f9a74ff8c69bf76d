import { gaps, sometimes, upTo } from '../gaps.js';
import type { Habit } from '../habit.js';
import { rounds, rpc, tcp, udp } from '../talks.js';

const MEMBERS = ['workstation', 'developer', 'member-server'] as const;
const { now, twin, together, svchost, batch, lsass, system, resolver } = gaps;
const by = { by: 'controller' } as const;

/** What a controller does by itself because of its clients: each has some of it, so that a larger domain has busier controllers. */
const ofClients: readonly Habit[] = [
  {
    id: 'directory services',
    profiles: MEMBERS,
    curve: 'machines',
    perHour: 2.6,
    members: rounds(
      5,
      lsass,
      tcp('adws', 'loopback', 389, now, by),
      tcp('adws', 'loopback', 389, together, { ...by, repeat: upTo(3) }),
      tcp('wmiprvse', 'loopback', 9389, lsass, { ...by, repeat: sometimes(0.57) }),
    ),
  },
  {
    id: 'own names',
    profiles: MEMBERS,
    curve: 'machines',
    perHour: 1,
    members: rounds(10, resolver, udp('dnscache', 'loopback', 53, now, by), udp('dnscache', 'loopback', 53, twin, by)),
  },
  {
    id: 'dynamic updates',
    profiles: MEMBERS,
    curve: 'machines',
    perHour: 2.5,
    members: rounds(8, resolver, udp('dns', 'loopback', 53, now, by), udp('dns', 'loopback', 53, together, by)),
  },
  {
    id: 'file replication',
    profiles: MEMBERS,
    curve: 'machines',
    perHour: 2.6,
    members: rounds(
      4,
      lsass,
      tcp('dfsr', 'own link-local', 135, now, by),
      rpc('dfsr', 'own link-local', 'lsarpc', by),
      tcp('dfsr', 'own link-local', 389, lsass, by),
      tcp('dfsr', 'own link-local', 389, together, by),
    ),
  },
  {
    id: 'own policy',
    profiles: MEMBERS,
    curve: 'machines',
    perHour: 1.05,
    members: [tcp('gpsvc', 'own ipv4', 389, now, by), tcp('gpsvc', 'own ipv4', 389, svchost, { ...by, repeat: upTo(45) })],
  },
  {
    id: 'own shares',
    profiles: MEMBERS,
    curve: 'machines',
    perHour: 3,
    members: [
      tcp('System', 'own link-local', 445, now, by),
      tcp('System', 'own link-local', 445, system, { ...by, repeat: upTo(9) }),
    ],
  },
  {
    id: 'event forwarding',
    profiles: MEMBERS,
    curve: 'machines',
    perHour: 2.05,
    members: rounds(
      8,
      svchost,
      tcp('winrm', 'server', 5985, now, by),
      tcp('winrm', 'server', 5985, batch, { ...by, repeat: upTo(5) }),
    ),
  },
  {
    id: 'own log-ons',
    profiles: MEMBERS,
    curve: 'machines',
    perHour: 3.1,
    members: rounds(3, lsass, udp('lsass', 'own ipv4', 389, now, by), tcp('lsass', 'own link-local', 135, lsass, by)),
  },
];

/** What it does whoever its clients are. */
const byItself: readonly Habit[] = [
  { id: 'directory', profiles: ['domain-controller'], every: 60_000_000, members: [tcp('adws', 'loopback', 389, now)] },
  {
    id: 'root hints',
    profiles: ['domain-controller'],
    perHour: 12,
    members: [udp('dns', 'resolver', 53, now), udp('dns', 'resolver', 53, twin, { repeat: upTo(2) })],
  },
  {
    id: 'own directory',
    profiles: ['domain-controller'],
    perHour: 20,
    members: [tcp('lsass', 'own link-local', 389, now), tcp('dns', 'loopback', 389, lsass)],
  },
  {
    id: 'replication',
    profiles: ['domain-controller'],
    perHour: 8,
    members: [
      tcp('dfsr', 'own link-local', 135, now),
      rpc('dfsr', 'own link-local', 'lsarpc'),
      tcp('dfsr', 'own link-local', 389, lsass),
    ],
  },
];

export const controllerHabits: readonly Habit[] = [...ofClients, ...byItself];
