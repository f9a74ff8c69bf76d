import { isIPv4, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import { withoutDots } from '../../world/addresses.js';

/** What kind of address it is: `unicast`, `linkLocal`, `multicast`, `loopback`, `unspecified`, ... */
export interface LiteralAddress {
  readonly family: 'ipv4' | 'ipv6';
  readonly range: string;
  /** Two spellings of one address are equal here. */
  readonly canonical: string;
}

/**
 * Reads an address written in a story.
 *
 * ipaddr.js alone would take `10.1`, `0x7f.1` and `010.0.0.1`, and node:net alone would take a zone, `fe80::1%eth0`; so both decide.
 */
export function literalAddress(text: string): LiteralAddress | undefined {
  if (!text.includes(':')) return isIPv4(text) ? describe(ipaddr.IPv4.parse(text)) : undefined;
  return isIPv6(text) && !text.includes('%') ? describe(ipaddr.IPv6.parse(withoutDots(text))) : undefined;
}

/** The IPv4 address that `::ffff:192.0.2.7`, in any spelling, reaches through a socket of IPv6; undefined for every other text. */
export function mappedIpv4(text: string): string | undefined {
  return literalAddress(text)?.range === 'ipv4Mapped'
    ? ipaddr.IPv6.parse(withoutDots(text)).toIPv4Address().toString()
    : undefined;
}

const describe = (address: ipaddr.IPv4 | ipaddr.IPv6): LiteralAddress => ({
  family: address.kind(),
  range: address.range(),
  canonical: address.toString(),
});

/** Ranges that no host can have as its own address. */
const NO_HOST: ReadonlySet<string> = new Set(['unspecified', 'broadcast', 'multicast', 'loopback', 'ipv4Mapped']);

/** True for an address that an interface of a host can carry. */
export const canBeOwn = (address: LiteralAddress): boolean => !NO_HOST.has(address.range);

/** True where the network holds the address; both are valid and of one family. */
export function networkHolds(network: string, address: string): boolean {
  const [base, bits] = ipaddr.parseCIDR(network);
  const inner = ipaddr.parse(address);
  return inner.kind() === base.kind() && inner.match(base, bits);
}
