import { MOST_ROTATIONS, meanPreferred } from '../../world/temporaryAddresses.js';
import type { World } from '../../world/world.js';
import type { Report } from '../finding.js';

/**
 * Whether a run takes no more temporary addresses of a host than there may be; else it says so.
 *
 * @param range - Of the run, microseconds since 1970-01-01 UTC. In one without an end the last address stays.
 */
export function checkRotation(
  { sites }: World,
  { start, from, to }: { readonly start: number; readonly from: number; readonly to: number },
  report: Report,
): boolean {
  const lasts = Number.isFinite(to) ? to - from : start - from;
  let sound = true;
  for (const { ipv6, place } of sites) {
    if (ipv6.kind !== 'routed' || ipv6.rotate === undefined || lasts <= MOST_ROTATIONS * meanPreferred(ipv6.rotate)) continue;
    report({
      code: 'TOO_LARGE',
      path: ['world', ...place, 'ipv6', 'rotate'],
      expected: `a time in which the run takes at most ${MOST_ROTATIONS} addresses of a host`,
      cure: 'a longer rotate, or a shorter run',
    });
    sound = false;
  }
  return sound;
}
