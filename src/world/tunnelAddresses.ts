import ipaddr from 'ipaddr.js';
import type { Address } from '../model/address.js';

/** The 32 bits of an IPv4 address as two groups of an IPv6 address. */
function groupsOf({ text }: Address): readonly [number, number] {
  const [a, b, c, d] = text.split('.').map(Number) as [number, number, number, number];
  return [a * 256 + b, c * 256 + d];
}

const ofGroups = (groups: readonly number[]): Address => ({
  family: 'ipv6',
  text: groups.map((group) => group.toString(16)).join(':'),
});

/** Bits A of `CRAA AAUG AAAA AAAA`: RFC 5991 has clients draw them, and leaves C (behind a cone NAT), R, U and G zero. */
const DRAWN_FLAGS = 0x3cff;

/**
 * A Teredo address, RFC 4380 section 4: `2001:0000`, the server, flags, and the client's port and address as its NAT maps them, with every
 * bit inverted, so that a NAT which rewrites addresses in what it forwards does not know them.
 *
 * @param client - Address of the NAT as the outside sees it.
 * @param port - Port of the NAT, 1024 to 65535.
 * @param drawn - Any 16 bits; those that are free to draw are used.
 */
export function teredoAddress(server: Address, client: Address, port: number, drawn: number): Address {
  const [high, low] = groupsOf(client);
  return ofGroups([0x2001, 0, ...groupsOf(server), drawn & DRAWN_FLAGS, port ^ 0xffff, high ^ 0xffff, low ^ 0xffff]);
}

/** RFC 5214 section 6.1: the bit that says that an address is unique in the world (u) is set for IPv4 addresses that are. */
const ISATAP_PRIVATE = 0x0000;
const ISATAP_UNIQUE = 0x0200;
const NOT_UNIQUE: ReadonlySet<string> = new Set(['private', 'carrierGradeNat']);

/** An ISATAP address, RFC 5214 section 6.1: the prefix, `0000:5efe` or `0200:5efe`, and the host's IPv4 address. @param network - 64 bits. */
export function isatapAddress(network: string, host: Address): Address {
  const [prefix] = ipaddr.IPv6.parseCIDR(network);
  const unique = NOT_UNIQUE.has(ipaddr.IPv4.parse(host.text).range()) ? ISATAP_PRIVATE : ISATAP_UNIQUE;
  return ofGroups([...prefix.parts.slice(0, 4), unique, 0x5efe, ...groupsOf(host)]);
}

/**
 * The network that a 6to4 router announces, RFC 3056 section 2: `2002`, the router's IPv4 address, which no private one may be, and 16 bits
 * for the subnet. Hosts behind it make their addresses as in any other network.
 */
export function sixToFourNetwork(router: Address, subnetId: number): string {
  const groups = [0x2002, ...groupsOf(router), subnetId];
  return `${groups.map((group) => group.toString(16)).join(':')}::/64`;
}
