/**
 * Connections on their way to the other end, by the moment at which they are seen there: a short queue, since a site is crossed in
 * microseconds. Connections of one moment keep the order in which they were added.
 */
export interface Arrivals {
  /** @param seen - Microseconds. @param connection - Its position in the epoch. */
  add(seen: number, connection: number): void;
  /** When the first is seen; Infinity where nobody is on the way. */
  next(): number;
  /** The first connection's position. */
  connection(): number;
  /** Takes the first away. */
  shift(): void;
}

export function createArrivals(): Arrivals {
  const seen: number[] = [];
  const connections: number[] = [];
  let first = 0;
  return {
    add(moment, connection) {
      let place = seen.length;
      while (place > first && seen[place - 1]! > moment) place -= 1;
      seen.push(0);
      connections.push(0);
      for (let i = seen.length - 1; i > place; i -= 1) {
        seen[i] = seen[i - 1]!;
        connections[i] = connections[i - 1]!;
      }
      seen[place] = moment;
      connections[place] = connection;
    },
    next: () => (first < seen.length ? seen[first]! : Infinity),
    connection: () => connections[first]!,
    shift() {
      first += 1;
      if (first < seen.length) return;
      seen.length = 0;
      connections.length = 0;
      first = 0;
    },
  };
}
