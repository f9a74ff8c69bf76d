import { dynamicPorts } from '../model/dynamicPorts.js';

/** The ports that a host's TCP counter gives out, in order, round and round: the dynamic range without those that are held. Windows only. */
export interface CountedPorts {
  /** The first of the range. */
  readonly first: number;
  /** How many there are. */
  readonly count: number;
  /** Those of the range that are held, rising. */
  readonly held: readonly number[];
  /** @param place - 0 to count - 1. */
  at(place: number): number;
  /** Where a port stands; -1 for one that is not given out. */
  place(port: number): number;
}

/** @param held - Ports that services of the host listen on; those outside the range do not matter. A list of all others would take 32 KB for each host. */
export function countedPorts(held: Iterable<number>): CountedPorts {
  const { first, count } = dynamicPorts.windows;
  const gaps = [...new Set(held)].filter((port) => port >= first && port < first + count).sort((a, b) => a - b);
  return {
    first,
    count: count - gaps.length,
    held: gaps,
    at(place) {
      let port = first + place;
      for (let i = 0; i < gaps.length && gaps[i]! <= port; i += 1) port += 1;
      return port;
    },
    place(port) {
      if (port < first || port >= first + count || gaps.includes(port)) return -1;
      return port - first - gaps.filter((gap) => gap < port).length;
    },
  };
}
