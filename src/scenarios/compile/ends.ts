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

const ranges = new WeakMap<Address, string>();

/** Loopback, link-local, multicast and so on, as ipaddr.js tells them apart; remembered, since flows by the thousand share addresses. */
export function rangeOf(address: Address): string {
  const range = ranges.get(address) ?? ipaddr.parse(address.text).range();
  ranges.set(address, range);
  return range;
}

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
 *
 * @param at - When the connection begins, microseconds since 1970-01-01 UTC, true time: temporary addresses change.
 */
export function addressPair(machine: Machine, destination: Destination, family: Family, at: number): AddressPair {
  const own = machine.host.addresses;
  switch (destination.kind) {
    case 'localhost':
      return { from: LOOPBACK[family], to: LOOPBACK[family] };
    case 'host': {
      const other = destination.machine.host.addresses;
      if (destination.address) return towards(machine, destination.machine, destination.address, at);
      if (family === 'ipv4') return { from: own.ipv4, to: other.ipv4 };
      // A host reaches itself by its own link-local address.
      if (machine === destination.machine) return { from: own.linkLocal, to: own.linkLocal };
      return other.stable && routedAddress(machine, at)
        ? inside(machine, destination.machine, other.stable, at)
        : onLink(machine, destination.machine, other.linkLocal);
    }
    case 'outside': {
      const to = destination.party[family];
      if (!to) return { lacking: `an outside party with an ${family} address` };
      return family === 'ipv4' ? { from: own.ipv4, to } : outwards(machine, to, at);
    }
    case 'literal': {
      const to = destination.address;
      const range = rangeOf(to);
      if (range === 'loopback') return { from: to.family === 'ipv4' ? LOOPBACK.ipv4 : to, to };
      if (to.family === 'ipv4') return { from: own.ipv4, to };
      if (range === 'linkLocal' || (range === 'multicast' && to.text.startsWith('ff02:'))) return { from: own.linkLocal, to };
      return outwards(machine, to, at);
    }
  }
}

/** What a host calls routed addresses from: a temporary address before the stable one. @param at - As for {@link addressPair}. */
export function routedAddress({ host, temporaries }: Machine, at: number): Address | undefined {
  return temporaries?.at(at) ?? host.addresses.temporary ?? host.addresses.stable;
}

/** A host's own address as the destination: a host reaches itself from the very address, and another from one of the same scope. */
function towards(machine: Machine, target: Machine, to: Address, at: number): AddressPair {
  if (machine === target) return { from: to, to };
  if (to.family === 'ipv4') return { from: machine.host.addresses.ipv4, to };
  return rangeOf(to) === 'linkLocal' ? onLink(machine, target, to) : inside(machine, target, to, at);
}

const OTHER_LINK = 'two hosts of one site, or of sites with routed IPv6: link-local addresses reach no other link';

/** Both ends are of one link, since no router forwards link-local addresses (RFC 4291 section 2.5.6). */
function onLink(machine: Machine, target: Machine, to: Address): AddressPair {
  return machine.site === target.site ? { from: machine.host.addresses.linkLocal, to } : { lacking: OTHER_LINK };
}

const NO_ROUTE = 'a world whose site has ipv6, since link-local addresses reach nobody outside';
const NO_RELAY = 'two hosts with global addresses, or two without a tunnel: tunnels carry no unique local addresses';
const NOT_GLOBAL = 'a host with a global IPv6 address: unique local ones reach nobody outside';

/** Relays of these forward between them and the native Internet, which unique local addresses are no part of (RFC 4193 section 4.1). */
const RELAYED: ReadonlySet<string> = new Set(['teredo', '6to4']);

function inside(machine: Machine, target: Machine, to: Address, at: number): AddressPair {
  const from = routedAddress(machine, at);
  if (!from) return machine.site === target.site ? { lacking: NO_ROUTE } : { lacking: OTHER_LINK };
  const both = [rangeOf(from), rangeOf(to)];
  return both.includes('uniqueLocal') && both.some((range) => RELAYED.has(range)) ? { lacking: NO_RELAY } : { from, to };
}

function outwards(machine: Machine, to: Address, at: number): AddressPair {
  const from = routedAddress(machine, at);
  if (!from) return { lacking: NO_ROUTE };
  return rangeOf(from) === 'uniqueLocal' && !isLocal(rangeOf(to)) ? { lacking: NOT_GLOBAL } : { from, to };
}

/** Whether packets to it stay within an organisation. */
const isLocal = (range: string) => range === 'uniqueLocal' || range === 'multicast';

/**
 * Whether a host of this address prefers IPv6 where both ends have both families: the policy of RFC 6724 section 2.1 has IPv4 before unique
 * local addresses, 6to4 and Teredo.
 */
export function isNative(address: Address | undefined): address is Address {
  return address !== undefined && !['uniqueLocal', ...RELAYED].includes(rangeOf(address));
}
