import ipaddr from 'ipaddr.js';
import type { Address } from '../model/address.js';
import type { RandomSource } from '../random/randomSource.js';

/** An address in the text form of the sensors. @param text - Any valid spelling; the loader has checked it. */
export function addressOf(text: string): Address {
  const parsed = ipaddr.parse(withoutDots(text));
  return parsed.kind() === 'ipv4'
    ? { family: 'ipv4', text: parsed.toString() }
    : { family: 'ipv6', text: (parsed as ipaddr.IPv6).toNormalizedString() };
}

/** An IPv6 address whose last 32 bits are written as IPv4, in hexadecimal: ipaddr.js takes `::192.0.2.7` for `::ffff:192.0.2.7`. */
export function withoutDots(text: string): string {
  return text.replace(/(?<=:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/u, (_, ...parts: string[]) => {
    const [a, b, c, d] = parts.slice(0, 4).map(Number) as [number, number, number, number];
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
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

/** The address of an IPv4 network that means all its hosts. */
export function broadcastOf(network: string): Address {
  return ipv4At(network, ipv4Network(network).size - 1);
}

/** How many hosts an IPv4 network takes: last octets 0 and 255 are left out, as administrators do even where they are hosts. */
export function hostSlots(network: string): number {
  const { size } = ipv4Network(network);
  return size < 256 ? Math.max(0, size - 2) : (size / 256) * 254;
}

/** The host address in a slot, 0 to {@link hostSlots} - 1. */
export function hostAddress(network: string, slot: number): Address {
  return ipv4At(network, hostSlots(network) < 254 ? slot + 1 : Math.floor(slot / 254) * 256 + (slot % 254) + 1);
}

/** The slot of an address; undefined where it is outside, or no host's. */
export function slotOfAddress(network: string, address: string): number | undefined {
  const offset = ipv4Network(`${address}/32`).first - ipv4Network(network).first;
  const slot = hostSlots(network) < 254 ? offset - 1 : Math.floor(offset / 256) * 254 + (offset % 256) - 1;
  return slot >= 0 && slot < hostSlots(network) && hostAddress(network, slot).text === address ? slot : undefined;
}

/**
 * An address with a random interface id, as Windows and Linux make them (RFC 7217 stable ones, RFC 8981 temporary ones).
 *
 * @param network - 64 bits, `fe80::/64`.
 */
export function ipv6With(random: RandomSource, network: string): Address {
  const [prefix] = ipaddr.IPv6.parseCIDR(network);
  // No group of zeros: so the shortest spelling of an address never differs from host to host by chance.
  const interfaceId = Array.from({ length: 4 }, () => random.integer(1, 0xffff));
  return { family: 'ipv6', text: [...prefix.parts.slice(0, 4), ...interfaceId].map((part) => part.toString(16)).join(':') };
}
