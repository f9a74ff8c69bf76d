import { createColumns } from '../generators/columns.js';
import { EPOCH_MICROSECONDS, type Source } from '../scenarios/sources/source.js';

/** The connections of one epoch in columns. */
export function createConnections() {
  return createColumns({ at: Float64Array, flow: Uint32Array, keyLow: Uint32Array, keyHigh: Uint32Array });
}

export type Connections = ReturnType<typeof createConnections>;

/** Room for the position of a connection beside its time within the epoch (below 2^29) in the 53 bits of a number. */
const POSITIONS = 2 ** 24;

/**
 * Finds all connections that begin in an epoch.
 *
 * @param connections - Are filled with them; what they held before is gone.
 * @returns Their positions in the order of (time, key).
 */
export function findConnections(sources: readonly Source[], epoch: number, connections: Connections): Uint32Array {
  connections.length = 0;
  const sink = {
    add(at: number, flow: number, keyLow: number, keyHigh: number) {
      const i = connections.add();
      connections.at[i] = at;
      connections.flow[i] = flow;
      connections.keyLow[i] = keyLow;
      connections.keyHigh[i] = keyHigh;
    },
  };
  for (const source of sources) source.emit(epoch, sink);
  return orderByTime(connections, epoch * EPOCH_MICROSECONDS);
}

function orderByTime({ length, at, keyLow, keyHigh }: Connections, start: number): Uint32Array {
  // Numbers sort without a comparator, an order of magnitude faster than with one.
  const packed = new Float64Array(length);
  for (let i = 0; i < length; i += 1) packed[i] = (at[i]! - start) * POSITIONS + i;
  packed.sort();
  const order = new Uint32Array(length);
  for (let i = 0; i < length; i += 1) order[i] = packed[i]! % POSITIONS;
  // Connections of the same microsecond came in the order of their sources; their keys must decide.
  for (let i = 1; i < length; i += 1) {
    for (let j = i; j > 0 && before(order[j]!, order[j - 1]!); j -= 1) {
      const moved = order[j]!;
      order[j] = order[j - 1]!;
      order[j - 1] = moved;
    }
  }
  return order;

  function before(one: number, other: number): boolean {
    if (at[one] !== at[other]) return false;
    return keyHigh[one]! !== keyHigh[other]! ? keyHigh[one]! < keyHigh[other]! : keyLow[one]! < keyLow[other]!;
  }
}
