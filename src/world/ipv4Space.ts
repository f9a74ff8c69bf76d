import type { Address } from '../model/address.js';
import { hostAddress, hostSlots, ipv4Network, slotOfAddress } from './addresses.js';

/** The host addresses of an IPv4 network, without those of some parts of it, numbered from 0. */
export interface Ipv4Space {
  readonly network: string;
  readonly size: number;
  /** @param index - Below {@link size}. */
  at(index: number): Address;
  /** The number of an address; undefined where it is outside, or no host's. */
  indexOf(address: string): number | undefined;
}

interface Gap {
  /** Slots of the network: `to` is no part of it. */
  readonly from: number;
  readonly to: number;
}

/** @param without - Networks that lie in it and do not meet. */
export function ipv4Space(network: string, without: readonly string[] = []): Ipv4Space {
  const gaps = without.map((part) => gapOf(network, part)).sort((a, b) => a.from - b.from);
  return {
    network,
    size: gaps.reduce((left, { from, to }) => left - (to - from), hostSlots(network)),
    at(index) {
      let slot = index;
      for (const { from, to } of gaps) if (slot >= from) slot += to - from;
      return hostAddress(network, slot);
    },
    indexOf(address) {
      const slot = slotOfAddress(network, address);
      if (slot === undefined || gaps.some(({ from, to }) => slot >= from && slot < to)) return undefined;
      return gaps.reduce((index, { from, to }) => (slot >= to ? index - (to - from) : index), slot);
    },
  };
}

function gapOf(network: string, part: string): Gap {
  const base = ipv4Network(network).first;
  const { first, size } = ipv4Network(part);
  return { from: slotsBefore(network, first - base), to: slotsBefore(network, first - base + size) };
}

/** How many hosts' addresses lie before an offset into the network. */
function slotsBefore(network: string, offset: number): number {
  const slots = hostSlots(network);
  const within = (offsetInBlock: number, most: number) => Math.min(Math.max(offsetInBlock - 1, 0), most);
  return slots < 254 ? within(offset, slots) : Math.floor(offset / 256) * 254 + within(offset % 256, 254);
}
