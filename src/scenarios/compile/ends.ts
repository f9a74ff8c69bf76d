import ipaddr from 'ipaddr.js';
import type { Address, Family } from '../../model/address.js';
import type { End } from '../../model/flow.js';
import type { Process } from '../../model/process.js';
import { addressOf } from '../../world/addresses.js';
import type { Machine, Outside } from '../../world/world.js';

/** An address of a host as one end of a connection. */
export function hostEnd({ host }: Machine, address: Address, process: Process | undefined): End {
  // Windows answers for its IPv4 address by NetBIOS; an IPv6 address has a name only where a zone gives it a full one.
  const named = address.family === 'ipv4' || host.reverseName.includes('.');
  return { address, host, ...(process && { process }), reverseName: named ? host.reverseName : '', name: host.computer };
}

/** A party without sensors as one end. */
export function outsideEnd(address: Address, reverseName: string, name: string): End {
  return { address, reverseName, name };
}

/** Where a connection goes, as the story names it. */
export type Destination =
  /** `address`: where the story names a host by one of its addresses. */
  | { readonly kind: 'host'; readonly machine: Machine; readonly address?: Address }
  | { readonly kind: 'outside'; readonly party: Outside }
  | { readonly kind: 'localhost' }
  | { readonly kind: 'literal'; readonly address: Address };

/** Loopback, link-local, multicast and so on, as ipaddr.js tells them apart. */
export function rangeOf(address: Address): string {
  return ipaddr.parse(address.text).range();
}

const NO_ROUTE = 'a world whose site has ipv6, since link-local addresses reach nobody outside';
export const LOOPBACK: Readonly<Record<Family, Address>> = { ipv4: addressOf('127.0.0.1'), ipv6: addressOf('::1') };

/** The family a connection takes: that of an address, the one asked for, the only one of the protocol, else IPv4 where both ends have it. */
export function familyOf(destination: Destination, asked: Family | undefined, protocol: string): Family {
  if (destination.kind === 'literal') return destination.address.family;
  if (destination.kind === 'host' && destination.address) return destination.address.family;
  if (asked) return asked;
  if (protocol === 'icmpv6' || protocol === 'ipv6') return 'ipv6';
  return destination.kind === 'outside' && !destination.party.ipv4 ? 'ipv6' : 'ipv4';
}

/** The two addresses of a connection, or what the destination or the host lacks. */
export type AddressPair = { readonly from: Address; readonly to: Address } | { readonly lacking: string };

/**
 * Chooses both addresses as Windows and Linux do (RFC 6724, as far as one interface needs it): same scope, and towards global
 * addresses the temporary one before the stable one.
 */
export function addressPair(machine: Machine, destination: Destination, family: Family): AddressPair {
  const own = machine.host.addresses;
  const routed = own.temporary ?? own.stable;
  switch (destination.kind) {
    case 'localhost':
      return { from: LOOPBACK[family], to: LOOPBACK[family] };
    case 'host': {
      const other = destination.machine.host.addresses;
      if (destination.address) return towards(machine, destination.machine, destination.address);
      if (family === 'ipv4') return { from: own.ipv4, to: other.ipv4 };
      // A host reaches itself by its own link-local address.
      if (machine === destination.machine) return { from: own.linkLocal, to: own.linkLocal };
      return own.stable && other.stable ? { from: routed!, to: other.stable } : { from: own.linkLocal, to: other.linkLocal };
    }
    case 'outside': {
      const to = destination.party[family];
      if (!to) return { lacking: `an outside party with an ${family} address` };
      if (family === 'ipv4') return { from: own.ipv4, to };
      return routed ? { from: routed, to } : { lacking: NO_ROUTE };
    }
    case 'literal': {
      const to = destination.address;
      const range = rangeOf(to);
      if (range === 'loopback') return { from: to.family === 'ipv4' ? LOOPBACK.ipv4 : to, to };
      if (to.family === 'ipv4') return { from: own.ipv4, to };
      if (range === 'linkLocal' || (range === 'multicast' && to.text.startsWith('ff02:'))) return { from: own.linkLocal, to };
      return routed ? { from: routed, to } : { lacking: NO_ROUTE };
    }
  }
}

/** A host's own address as the destination: a host reaches itself from the very address, and another from one of the same scope. */
function towards(machine: Machine, target: Machine, to: Address): AddressPair {
  const own = machine.host.addresses;
  if (machine === target) return { from: to, to };
  if (to.family === 'ipv4') return { from: own.ipv4, to };
  if (rangeOf(to) === 'linkLocal') return { from: own.linkLocal, to };
  const routed = own.temporary ?? own.stable;
  return routed ? { from: routed, to } : { lacking: NO_ROUTE };
}
