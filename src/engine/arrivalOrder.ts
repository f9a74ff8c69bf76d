import { receivedOf, type Slice } from './slices.js';

export const SYSMON = 0;
export const FALCON = 1;

/**
 * Walks the records of both sensors in the order of arrival, Sysmon's first where two arrive at once. A class, since its fields are on the
 * path per event.
 */
export class ArrivalOrder {
  /** How many of each have been passed. */
  sysmonPassed = 0;
  falconPassed = 0;
  /** Position of the present record among those of its sensor. */
  record = -1;

  readonly #sysmonReceived: Float64Array;
  readonly #falconReceived: Float64Array;

  constructor(private readonly slice: Pick<Slice, 'sysmon' | 'sysmonOrder' | 'falcon' | 'falconOrder' | 'faults'>) {
    this.#sysmonReceived = receivedOf(slice, 'sysmon');
    this.#falconReceived = receivedOf(slice, 'falcon');
  }

  /** Goes on to the next record. @returns Its sensor, {@link SYSMON} or {@link FALCON}; -1 behind the last. */
  next(): number {
    const { sysmonOrder, falconOrder } = this.slice;
    const s = this.sysmonPassed;
    const f = this.falconPassed;
    if (
      s < sysmonOrder.length &&
      (f === falconOrder.length || this.#sysmonReceived[sysmonOrder[s]!]! <= this.#falconReceived[falconOrder[f]!]!)
    ) {
      this.record = sysmonOrder[s]!;
      this.sysmonPassed = s + 1;
      return SYSMON;
    }
    if (f === falconOrder.length) return -1;
    this.record = falconOrder[f]!;
    this.falconPassed = f + 1;
    return FALCON;
  }
}
