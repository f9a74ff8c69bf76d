import { connectionKeyHigh, connectionKeyLow } from './connectionKey.js';
import { firstAt } from './firstAt.js';
import { EPOCH_MICROSECONDS, type Source } from './source.js';

/**
 * Connections of one flow at moments known beforehand, each with a key of its own.
 *
 * @param times - Microseconds since 1970-01-01 UTC, rising.
 */
export function keyedListSource(flow: number, times: ArrayLike<number>, keysLow: Int32Array, keysHigh: Int32Array): Source {
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
        sink.add(
          times[n]!,
          flow,
          connectionKeyLow(keysLow[n]!, keysHigh[n]!, 0),
          connectionKeyHigh(keysLow[n]!, keysHigh[n]!, 0),
        );
    },
  };
}
