import type { RandomSource } from '../../random/randomSource.js';
import { connectionKeyHigh, connectionKeyLow } from './connectionKey.js';
import { firstAt } from './firstAt.js';
import { EPOCH_MICROSECONDS, type Source } from './source.js';

/**
 * Connections of one flow at moments known beforehand: a step, or the beats of a beacon.
 *
 * @param times - Microseconds since 1970-01-01 UTC, rising.
 * @param first - The number by which the first of them is keyed: connections of one step may be of several flows.
 */
export function listedSource(random: RandomSource, flow: number, times: ArrayLike<number>, first = 0): Source {
  const { keyLow, keyHigh } = random;
  const range = (epoch: number) =>
    [firstAt(times, epoch * EPOCH_MICROSECONDS), firstAt(times, (epoch + 1) * EPOCH_MICROSECONDS)] as const;
  return {
    count(epoch, tally) {
      const [from, to] = range(epoch);
      if (to > from) tally(flow, to - from);
    },
    emit(epoch, sink) {
      const [from, to] = range(epoch);
      for (let n = from; n < to; n += 1)
        sink.add(times[n]!, flow, connectionKeyLow(keyLow, keyHigh, first + n), connectionKeyHigh(keyLow, keyHigh, first + n));
    },
  };
}
