import type { End } from '../../model/flow.js';
import type { Machine } from '../../world/world.js';
import { hostEnd } from './ends.js';

/** Connections of a step, one after the other, that come from one address. */
export interface Stretch {
  readonly initiator: End;
  /** The number of its first connection among all. */
  readonly first: number;
  /** Microseconds since 1970-01-01 UTC, rising. */
  readonly moments: ArrayLike<number>;
}

/**
 * Cuts the connections of a step where the address that they come from changes.
 *
 * @param initiator - As it is at the first of them.
 * @param moments - Microseconds since 1970-01-01 UTC, true time, rising.
 */
export function stretchesOf(initiator: End, machine: Machine, moments: ArrayLike<number>): readonly Stretch[] {
  const { temporaries } = machine;
  if (!temporaries || moments.length === 0 || temporaries.at(moments[0]!) !== initiator.address)
    return [{ initiator, first: 0, moments }];
  const all = Array.from(moments);
  const stretches: Stretch[] = [];
  for (let first = 0; first < all.length; ) {
    const address = temporaries.at(all[first]!);
    let next = first + 1;
    while (next < all.length && temporaries.at(all[next]!) === address) next += 1;
    stretches.push({ initiator: hostEnd(machine, address, initiator.process), first, moments: all.slice(first, next) });
    first = next;
  }
  return stretches;
}
