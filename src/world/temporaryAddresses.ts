import type { Address } from '../model/address.js';
import { keyed32, scale32 } from '../random/keyed32.js';
import type { RandomSource } from '../random/randomSource.js';
import { ipv6With } from './addresses.js';
import { remembered } from './remembered.js';

/** From when to when a host prefers an address, microseconds since 1970-01-01 UTC; `to` is no part of it. */
export interface AddressSpan {
  readonly from: number;
  readonly to: number;
  readonly address: Address;
}

/** The temporary addresses of a host, one after the other. */
export interface TemporaryAddresses {
  /** The one that connections come from. @param moment - Microseconds since 1970-01-01 UTC, true time. */
  at(moment: number): Address;
  /** All that it prefers from one moment up to another: cut to these, at least one. */
  spans(from: number, to: number): readonly AddressSpan[];
}

/** Addresses of a host in one run at the most, and after the start of a story: a run without an end has to have them all at its beginning. */
export const MOST_ROTATIONS = 200;

/** What is left of its time to an address at least, where RFC 8981 takes up to 0.4 of it away (section 3.8, DESYNC_FACTOR). */
const MEAN_SHARE = 0.8;

const PHASE = 1;
const DESYNC = 2;

/** For how long a host prefers a temporary address on average. @param rotate - At the most. Both in microseconds. */
export const meanPreferred = (rotate: number) => Math.round(rotate * MEAN_SHARE);

/**
 * Temporary addresses that change (RFC 8981): each is preferred for 0.6 to 1 of `rotate`.
 *
 * Changes lie on a grid of the host's own, and each is late by what belongs to it alone, so that the address of any moment is known without
 * those before it.
 *
 * @param random - Of this host, and for this.
 * @param network - 64 bits.
 * @param rotate - Microseconds.
 * @param start - Of the story, microseconds since 1970-01-01 UTC.
 */
export function temporaryAddresses(random: RandomSource, network: string, rotate: number, start: number): TemporaryAddresses {
  const { keyLow, keyHigh } = random;
  const period = meanPreferred(rotate);
  const first = start - scale32(keyed32(keyLow, keyHigh, 0, PHASE), period);
  const change = (n: number) => first + n * period + scale32(keyed32(keyLow, keyHigh, n, DESYNC), rotate - period);
  const address = remembered((n: number) => ipv6With(random.fork(String(n)), network));
  const numberAt = (moment: number) => {
    const n = Math.floor((moment - first) / period);
    return Math.min(change(n) > moment ? n - 1 : n, MOST_ROTATIONS);
  };
  return {
    at: (moment) => address(numberAt(moment)),
    spans(from, to) {
      const spans: AddressSpan[] = [];
      for (let n = numberAt(from), begins = from; begins < to || spans.length === 0; n += 1) {
        const ends = n === MOST_ROTATIONS ? to : Math.min(change(n + 1), to);
        spans.push({ from: begins, to: ends, address: address(n) });
        begins = ends;
      }
      return spans;
    },
  };
}
