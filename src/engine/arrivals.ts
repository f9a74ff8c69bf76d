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
  /** Behind the last: the lists stay as long as they ever were, since cutting them off costs more than what they hold. */
  let end = 0;
  return {
    add(moment, connection) {
      let place = end;
      for (; place > first && seen[place - 1]! > moment; place -= 1) {
        seen[place] = seen[place - 1]!;
        connections[place] = connections[place - 1]!;
      }
      seen[place] = moment;
      connections[place] = connection;
      end += 1;
    },
    next: () => (first < end ? seen[first]! : Infinity),
    connection: () => connections[first]!,
    shift() {
      first += 1;
      if (first === end) {
        first = 0;
        end = 0;
      }
    },
  };
}
