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

/** Cuts out connections that something is pinned of, by their numbers: each is a stretch of its own. */
export function apart(stretches: readonly Stretch[], pinned: ReadonlySet<number>): readonly Stretch[] {
  if (pinned.size === 0) return stretches;
  return stretches.flatMap(({ initiator, first, moments }) => {
    const all = Array.from(moments);
    const cuts = [...pinned].flatMap((number) => [number - first, number - first + 1]);
    const edges = [...new Set([0, ...cuts, all.length])].filter((edge) => edge >= 0 && edge <= all.length).sort((a, b) => a - b);
    return edges.slice(1).map((end, n) => ({ initiator, first: first + edges[n]!, moments: all.slice(edges[n]!, end) }));
  });
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
