import { ArrivalOrder } from './arrivalOrder.js';
import type { Slice } from './slices.js';

/**
 * The first records of a slice, in the order of arrival over all sensors.
 *
 * @returns The slice itself where it has no more than `most`.
 */
export function cutAt(slice: Slice, most: number): Slice {
  const { sysmonOrder, falconOrder } = slice;
  if (sysmonOrder.length + falconOrder.length <= most && most > 0) return slice;
  const order = new ArrivalOrder(slice);
  for (let passed = 0; passed < most; passed += 1) order.next();
  return {
    ...slice,
    sysmonOrder: sysmonOrder.subarray(0, order.sysmonPassed),
    falconOrder: falconOrder.subarray(0, order.falconPassed),
  };
}
