import type { Address } from '../model/address.js';
import { addressOf } from './addresses.js';

/**
 * Addresses of parties outside: those of documentation, which nobody has (RFC 5737, RFC 3849). The story and the background take turns in
 * the same networks, so that no prefix tells the one from the other.
 */
const IPV4 = ['203.0.113', '198.51.100'] as const;
const HALF_OF_256 = 127;

/** IPv4 addresses for each of the two. */
export const OUTSIDE_IPV4_SLOTS = IPV4.length * HALF_OF_256;
/** Networks of IPv6 for each, 2001:db8:1000::/48 and up: what lies below is for sites. */
export const OUTSIDE_IPV6_SLOTS = 0x7800;

export type Whose = 'story' | 'background';

export function outsideIpv4(whose: Whose, slot: number): Address {
  const last = (slot % HALF_OF_256) * 2 + (whose === 'story' ? 1 : 2);
  return addressOf(`${IPV4[Math.floor(slot / HALF_OF_256)]!}.${last}`);
}

/** @param interfaceId - 1 to 65535. */
export function outsideIpv6(whose: Whose, slot: number, interfaceId: number): Address {
  const network = 0x1000 + slot * 2 + (whose === 'story' ? 0 : 1);
  return addressOf(`2001:db8:${network.toString(16)}::${interfaceId.toString(16)}`);
}
