import * as z from 'zod';
import { duration, id, matching, oneOf } from './scalars.js';

export const IPV6_PLANS = ['link-local', 'ula', 'global', 'tunnel'] as const;
export const TUNNELS = ['teredo', '6to4', 'isatap'] as const;

const ipv4Network = matching(/^[\d.]+\/\d+$/u, 'an IPv4 network such as 10.20.0.0/16');
const ipv6Network = matching(/^[\da-fA-F:]+\/64$/u, 'an IPv6 network of 64 bits such as 2001:db8:20:1::/64');

/** Zones are whole quarters of an hour, from that of Baker Island to that of the Line Islands. */
const UTC_OFFSET = /^(?:[+-](?:0\d|1[01]):(?:00|15|30|45)|[+-]12:00|\+12:(?:15|30|45)|\+13:(?:00|15|30|45)|\+14:00)$/u;

/** Seconds by which the time of a place is ahead of UTC. @param text - `+01:00`, as {@link UTC_OFFSET} has it. */
function secondsAhead(text: string): number {
  const [hours, minutes] = text.slice(1).split(':').map(Number) as [number, number];
  const seconds = hours * 3_600 + minutes * 60;
  return text.startsWith('-') ? 0 - seconds : seconds;
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
  utcOffset: matching(UTC_OFFSET, 'hours and minutes from -12:00 to +14:00, such as +01:00').transform(secondsAhead).optional(),
});
