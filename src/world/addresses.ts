import ipaddr from 'ipaddr.js';
import type { Address } from '../model/address.js';
import type { RandomSource } from '../random/randomSource.js';

/** An address in the text form of the sensors. @param text - Any valid spelling; the loader has checked it. */
export function addressOf(text: string): Address {
  const parsed = ipaddr.parse(text);
  return parsed.kind() === 'ipv4'
    ? { family: 'ipv4', text: parsed.toString() }
    : { family: 'ipv6', text: (parsed as ipaddr.IPv6).toNormalizedString() };
}

/** The address `offset` places into an IPv4 network. */
export function ipv4At(network: string, offset: number): Address {
  const { first } = ipv4Network(network);
  const number = first + offset;
  return { family: 'ipv4', text: [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.') };
}

/** First address, as a number, and size of `10.20.0.0/16`. */
export function ipv4Network(network: string): { first: number; size: number } {
  const [address, bits] = ipaddr.IPv4.parseCIDR(network);
  const first = address.octets.reduce((sum, octet) => sum * 256 + octet, 0);
  return { first, size: 2 ** (32 - bits) };
}

/** Where an address lies in an IPv4 network; undefined outside. */
export function ipv4Offset(network: string, address: string): number | undefined {
  const { first, size } = ipv4Network(network);
  const offset = ipv4Network(`${address}/32`).first - first;
  return offset >= 0 && offset < size ? offset : undefined;
}

/**
 * An address with a random interface id, as Windows and Linux make them (RFC 7217 stable ones, RFC 8981 temporary ones).
 *
 * @param network - 64 bits, `fe80::/64`.
 */
export function ipv6With(random: RandomSource, network: string): Address {
  const [prefix] = ipaddr.IPv6.parseCIDR(network);
  // No group of zeros: so the shortest spelling of an address never differs from host to host by chance.
  const interfaceId = Array.from({ length: 4 }, () => random.integer(0x1000, 0xffff));
  return { family: 'ipv6', text: [...prefix.parts.slice(0, 4), ...interfaceId].map((part) => part.toString(16)).join(':') };
}
