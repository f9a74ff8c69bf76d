import * as z from 'zod';
import { duration, id, matching, oneOf, parsed } from './scalars.js';

export const IPV6_PLANS = ['link-local', 'ula', 'global', 'tunnel'] as const;
export const TUNNELS = ['teredo', '6to4', 'isatap'] as const;

const ipv4Network = matching(/^[\d.]+\/\d+$/u, 'an IPv4 network such as 10.20.0.0/16');
const ipv6Network = matching(/^[\da-fA-F:]+\/64$/u, 'an IPv6 network of 64 bits such as 2001:db8:20:1::/64');

/** Zones are whole quarters of an hour; the first is that of the Baker Island, the last that of the Line Islands. */
const FURTHEST = { west: -12 * 3_600, east: 14 * 3_600, step: 900 } as const;

/** Reads `+01:00`. @returns Seconds by which the time of a place is ahead of UTC. */
function parseUtcOffset(text: string): number | undefined {
  const match = /^([+-])(\d{2}):(\d{2})$/u.exec(text);
  if (!match) return undefined;
  const seconds = (Number(match[2]) * 60 + Number(match[3])) * (match[1] === '-' ? -60 : 60);
  return seconds >= FURTHEST.west && seconds <= FURTHEST.east && seconds % FURTHEST.step === 0 ? seconds + 0 : undefined;
}

/** What the hosts of a site have beside link-local addresses. */
const ipv6Plan = z.strictObject({
  plan: oneOf(IPV6_PLANS),
  /** Absent: one that the seed makes. */
  network: ipv6Network.optional(),
  /** For how long a temporary address is preferred at the most (RFC 8981). */
  rotate: duration.optional(),
  /** Of a tunnel. */
  kind: oneOf(TUNNELS).optional(),
});

export const site = z.strictObject({
  ipv4: ipv4Network.optional(),
  /** A network, ULA or global by its prefix, or a plan; absent: hosts have link-local IPv6 only. */
  ipv6: z.union([ipv6Network, ipv6Plan]).optional(),
  /** Parts of its IPv4 network. */
  subnets: z.record(id, ipv4Network).optional(),
  /** By how much its time is ahead of UTC: what hours of a beacon go by. */
  utcOffset: parsed('a time ahead of UTC from -12:00 to +14:00, such as +01:00', parseUtcOffset).optional(),
});
