import { keyed32 } from '../../random/keyed32.js';
import type { RandomSource } from '../../random/randomSource.js';
import type { Machine } from '../../world/world.js';

/**
 * The server that a client uses (highest random weight, Thaler and Ravishankar 1998): a server more or less moves only the clients that
 * it takes or leaves.
 */
export function rendezvous(random: RandomSource, client: Machine, servers: readonly Machine[]): Machine | undefined {
  const own = random.fork(client.host.id);
  let best: Machine | undefined;
  let highest = -1;
  for (const server of servers) {
    if (server === client) continue;
    const { keyLow, keyHigh } = own.fork(server.host.id);
    const weight = keyed32(keyLow, keyHigh, 0, 0);
    if (weight > highest) [best, highest] = [server, weight];
  }
  return best;
}
