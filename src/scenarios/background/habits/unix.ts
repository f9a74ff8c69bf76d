import { gaps, upTo } from '../gaps.js';
import type { Habit } from '../habit.js';
import { tcp, udp } from '../talks.js';

const ALL = ['workstation', 'developer', 'member-server', 'domain-controller'] as const;
const { now, twin, together, answered, browser, svchost } = gaps;

/** Hosts with Linux and with macOS: names, clocks, updates, and the browser of who works there. Of Macs Falcon tells what goes over IPv6. */
export const unixHabits: readonly Habit[] = [
  {
    id: 'linux lookups',
    profiles: ALL,
    curve: 'machines',
    perHour: 40,
    members: [udp('systemd-resolved', 'controller', 53, now), udp('systemd-resolved', 'controller', 53, twin)],
  },
  { id: 'linux time', profiles: ALL, every: 2_048_000_000, members: [udp('systemd-timesyncd', 'web', 123, now)] },
  {
    id: 'linux packages',
    profiles: ALL,
    curve: 'machines',
    perHour: 2,
    members: [tcp('packagekitd', 'web', 443, now, { repeat: upTo(4) })],
  },
  {
    id: 'linux browsing',
    profiles: ALL,
    curve: 'people',
    perHour: 25,
    members: [
      udp('systemd-resolved', 'controller', 53, now),
      udp('systemd-resolved', 'controller', 53, twin),
      tcp('firefox', 'web', 443, answered),
      tcp('firefox', 'web', 443, browser, { repeat: upTo(4) }),
    ],
  },
  {
    id: 'mac names',
    profiles: ALL,
    curve: 'machines',
    perHour: 30,
    members: [udp('mDNSResponder', 'controller', 53, now), udp('mDNSResponder', 'controller', 53, twin)],
  },
  {
    id: 'bonjour',
    profiles: ALL,
    curve: 'machines',
    perHour: 20,
    members: [
      udp('mDNSResponder', 'mdns-ipv4', 5353, now, { sourcePort: 5353 }),
      udp('mDNSResponder', 'mdns-ipv6', 5353, together, { sourcePort: 5353 }),
    ],
  },
  { id: 'push notifications', profiles: ALL, curve: 'machines', perHour: 4, members: [tcp('apsd', 'web', 5223, now)] },
  { id: 'mac certificates', profiles: ALL, curve: 'machines', perHour: 5, members: [tcp('trustd', 'web', 443, now)] },
  {
    id: 'mac downloads',
    profiles: ALL,
    curve: 'machines',
    perHour: 8,
    members: [tcp('nsurlsessiond', 'web', 443, now), tcp('nsurlsessiond', 'web', 443, svchost, { repeat: upTo(3) })],
  },
  { id: 'mac time', profiles: ALL, every: 1_800_000_000, members: [udp('timed', 'web', 123, now)] },
  {
    id: 'mac browsing',
    profiles: ALL,
    curve: 'people',
    perHour: 25,
    members: [
      udp('mDNSResponder', 'controller', 53, now),
      udp('mDNSResponder', 'controller', 53, twin),
      tcp('safari', 'web', 443, answered),
      tcp('safari', 'web', 443, browser, { repeat: upTo(4) }),
    ],
  },
];
