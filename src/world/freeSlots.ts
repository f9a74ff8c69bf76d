import type { RandomSource } from '../random/randomSource.js';
import { hostSlots, ipv4Network } from './addresses.js';

/** Slots of a range that no part of the network takes up. */
export interface FreeSlots {
  readonly size: number;
  has(slot: number): boolean;
  /** @param index - Below {@link size}. */
  at(index: number): number;
  /** One that is not used, by what is drawn. */
  drawn(random: RandomSource, used: ReadonlySet<number>): number;
}

interface Gap {
  readonly from: number;
  /** No part of it. */
  readonly to: number;
}

/** So often any slot of the range is drawn, so that a part more moves nobody but whom it hits; afterwards only those that are free. */
const FIRST_DRAWS = 32;

/**
 * The slots of an IPv4 network in a range, without those of some parts of it.
 *
 * @param without - Networks that lie in it and do not meet.
 */
export function freeSlots(network: string, without: readonly string[], [from, to]: readonly [number, number]): FreeSlots {
  const gaps = without
    .map((part) => gapOf(network, part))
    .map((gap) => ({ from: Math.max(gap.from, from), to: Math.min(gap.to, to) }))
    .filter((gap) => gap.to > gap.from)
    .sort((a, b) => a.from - b.from);
  const size = gaps.reduce((left, gap) => left - (gap.to - gap.from), to - from);
  const has = (slot: number) => slot >= from && slot < to && !gaps.some((gap) => slot >= gap.from && slot < gap.to);
  const at = (index: number) => gaps.reduce((slot, gap) => (slot >= gap.from ? slot + gap.to - gap.from : slot), from + index);
  return {
    size,
    has,
    at,
    drawn(random, used) {
      for (let n = 0; ; n += 1) {
        const slot = n < FIRST_DRAWS ? from + random.integer(0, to - from - 1) : at(random.integer(0, size - 1));
        if (has(slot) && !used.has(slot)) return slot;
      }
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
