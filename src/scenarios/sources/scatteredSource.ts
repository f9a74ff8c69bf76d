import type { RandomSource } from '../../random/randomSource.js';
import { connectionKeyHigh, connectionKeyLow } from './connectionKey.js';
import { EPOCH_MICROSECONDS, type Source } from './source.js';

/** One connection, which is the only one of its flow. */
export interface Scattered {
  readonly random: RandomSource;
  readonly flow: number;
  /** Microseconds since 1970-01-01 UTC. */
  readonly at: number;
}

/** Connections of as many flows, as a scan makes them: one source, since every source is asked for every epoch. */
export function scatteredSource(connections: readonly Scattered[]): Source {
  const sorted = [...connections].sort((a, b) => a.at - b.at);
  const times = Float64Array.from(sorted, ({ at }) => at);
  const flows = Uint32Array.from(sorted, ({ flow }) => flow);
  const keys = Int32Array.from(sorted.flatMap(({ random: { keyLow, keyHigh } }) => [keyLow, keyHigh]));
  const firstAt = (moment: number) => {
    let low = 0;
    let high = times.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (times[middle]! < moment) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const visit = (epoch: number, act: (n: number) => void) => {
    const end = (epoch + 1) * EPOCH_MICROSECONDS;
    for (let n = firstAt(epoch * EPOCH_MICROSECONDS); n < times.length && times[n]! < end; n += 1) act(n);
  };
  return {
    count: (epoch, tally) => visit(epoch, (n) => tally(flows[n]!, 1)),
    emit: (epoch, sink) =>
      visit(epoch, (n) => {
        const [low, high] = [keys[2 * n]!, keys[2 * n + 1]!];
        sink.add(times[n]!, flows[n]!, connectionKeyLow(low, high, 0), connectionKeyHigh(low, high, 0));
      }),
  };
}
