import { ArrivalOrder } from './arrivalOrder.js';
import { SENSORS } from './formats.js';
import { receivedOf, type Slice, type SliceFaults } from './slices.js';

/**
 * The first records of a slice, in the order of arrival over all sensors.
 *
 * @returns The slice itself where it has no more than `most`.
 */
export function cutAt(slice: Slice, most: number): Slice {
  const { sysmonOrder, falconOrder, faults } = slice;
  if (sysmonOrder.length + falconOrder.length <= most && most > 0) return slice;
  const order = new ArrivalOrder(slice);
  let last = Number.NEGATIVE_INFINITY;
  for (let passed = 0; passed < most; passed += 1) last = receivedOf(slice, SENSORS[order.next()]!)[order.record]!;
  return {
    ...slice,
    ...(faults && { faults: lostUpTo(faults, last) }),
    sysmonOrder: sysmonOrder.subarray(0, order.sysmonPassed),
    falconOrder: falconOrder.subarray(0, order.falconPassed),
  };
}

/** What is lost behind the last record is lost in no run that ends there. */
function lostUpTo(faults: SliceFaults, last: number): SliceFaults {
  const before = (lost: Uint32Array, { received }: SliceFaults['sysmon']) => lost.filter((i) => received[i]! <= last);
  return {
    ...faults,
    sysmonLost: before(faults.sysmonLost, faults.sysmon),
    falconLost: before(faults.falconLost, faults.falcon),
  };
}
