import type { Slice } from './slices.js';

/**
 * The first records of a slice, in the order of arrival over all sensors; Sysmon's first where two arrive at once.
 *
 * @returns The slice itself where it has no more than `most`.
 */
export function cutAt(slice: Slice, most: number): Slice {
  const { sysmon, sysmonOrder, falcon, falconOrder } = slice;
  if (sysmonOrder.length + falconOrder.length <= most && most > 0) return slice;
  let s = 0;
  let f = 0;
  while (s + f < most) {
    const sysmonNext = s < sysmonOrder.length ? sysmon.arrival[sysmonOrder[s]!]! : Infinity;
    const falconNext = f < falconOrder.length ? falcon.arrival[falconOrder[f]!]! : Infinity;
    if (sysmonNext <= falconNext) s += 1;
    else f += 1;
  }
  return { ...slice, sysmonOrder: sysmonOrder.subarray(0, s), falconOrder: falconOrder.subarray(0, f) };
}
