import { pick } from '../pick.js';
import type { Activity } from './activities.js';
import type { Host } from './host.js';

/** Groups by port, over IPv4 and IPv6. */
const GROUPS: Readonly<Record<number, readonly [v4: string, v6: string]>> = {
  5355: ['224.0.0.252', 'ff02:0:0:0:0:0:1:3'],
  5353: ['224.0.0.251', 'ff02:0:0:0:0:0:0:fb'],
  1900: ['239.255.255.250', 'ff02:0:0:0:0:0:0:c'],
  3702: ['239.255.255.250', 'ff02:0:0:0:0:0:0:c'],
};

// Addresses for documentation: RFC 5737 and RFC 3849.
const OUTSIDE = {
  4: ['203.0.113.80', '198.51.100.7', '203.0.113.254'],
  6: ['2001:db8:ffff:0:0:0:0:1', '2001:db8:a0:0:0:0:0:50', '2001:db8:1:2:3:4:5:6'],
} as const;

interface Addresses {
  /** Of the end on this host, which for a datagram from a group is the group. */
  readonly local: string;
  readonly peer: string;
}

/** Addresses of the two ends of an activity. */
export function addressesOf(host: Host, activity: Activity, family: 4 | 6, n: number): Addresses {
  const { v4, v6, linkLocal, broadcast } = host.addresses;
  const near = v4.replace(/\d+$/u, String(2 + (n % 12)));
  const nearLinkLocal = `fe80:0:0:0:b0:${(1 + (n % 9)).toString(16)}:5:6`;
  const loopback = family === 4 ? '127.0.0.1' : '0:0:0:0:0:0:0:1';
  if (activity.peer === 'loopback') return { local: loopback, peer: loopback };
  if (activity.peer === 'own') return { local: family === 4 ? v4 : linkLocal, peer: family === 4 ? v4 : linkLocal };
  if (activity.peer === 'near') {
    return family === 4 ? { local: v4, peer: near } : { local: v6, peer: `2001:db8:20:1:0:0:0:${(2 + (n % 12)).toString(16)}` };
  }
  if (activity.peer === 'outside') return { local: family === 4 ? v4 : v6, peer: pick(OUTSIDE[family], n) };
  const port = activity.initiated ? activity.peerPort : activity.localPort;
  const group =
    activity.peer === 'broadcast' ? pick([broadcast, '255.255.255.255'], n) : GROUPS[Number(port)]![family === 4 ? 0 : 1];
  if (activity.initiated) return { local: family === 4 ? v4 : linkLocal, peer: group };
  return { local: group, peer: family === 4 ? near : nearLinkLocal };
}
