import { connectionKeyHigh, connectionKeyLow } from './connectionKey.js';
import { firstAt } from './firstAt.js';
import { EPOCH_MICROSECONDS, type Source } from './source.js';

/** One connection, with a key of its own. */
export interface Scattered {
  readonly keyLow: number;
  readonly keyHigh: number;
  readonly flow: number;
  /** Microseconds since 1970-01-01 UTC. */
  readonly at: number;
}

/** Connections of many flows, as a scan or a script makes them: one source, since every source is asked for every epoch. */
export function scatteredSource(connections: readonly Scattered[]): Source {
  const sorted = [...connections].sort((a, b) => a.at - b.at);
  const times = Float64Array.from(sorted, ({ at }) => at);
  const flows = Uint32Array.from(sorted, ({ flow }) => flow);
  const low = Int32Array.from(sorted, ({ keyLow }) => keyLow);
  const high = Int32Array.from(sorted, ({ keyHigh }) => keyHigh);
  const visit = (epoch: number, act: (n: number) => void) => {
    const end = (epoch + 1) * EPOCH_MICROSECONDS;
    for (let n = firstAt(times, epoch * EPOCH_MICROSECONDS); n < times.length && times[n]! < end; n += 1) act(n);
  };
  return {
    count: (epoch, tally) => visit(epoch, (n) => tally(flows[n]!, 1)),
    emit: (epoch, sink) =>
      visit(epoch, (n) =>
        sink.add(times[n]!, flows[n]!, connectionKeyLow(low[n]!, high[n]!, 0), connectionKeyHigh(low[n]!, high[n]!, 0)),
      ),
  };
}
