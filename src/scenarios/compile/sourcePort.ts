import type { SourcePort } from '../../model/flow.js';
import type { World } from '../../world/world.js';
import type { Report } from '../finding.js';
import { PROTOCOLS, type StoryStep } from '../storySchema.js';
import type { ConnectionEnds } from './connectionEnds.js';

/** The dynamic range of RFC 6335, section 6: ports that the system hands out itself. */
const FIRST_DYNAMIC_PORT = 49_152;

/**
 * What the initiator's port follows from.
 *
 * A pinned TCP port of the dynamic range pins the host's counter, which runs on from it; any other pinned port is one that the program
 * binds itself.
 */
export function sourcePortOf(
  { sourcePort }: NonNullable<StoryStep['connect']>,
  protocol: number,
  { initiator, hasPorts }: ConnectionEnds,
  world: World,
  path: readonly (string | number)[],
  report: Report,
): SourcePort {
  if (!hasPorts) {
    if (sourcePort) report({ code: 'INCONSISTENT', path, expected: 'no port: only tcp and udp have ports' });
    return { kind: 'fixed', port: 0 };
  }
  const dynamic = sourcePort === undefined || sourcePort >= FIRST_DYNAMIC_PORT;
  if (protocol !== PROTOCOLS.tcp) return sourcePort === undefined ? { kind: 'drawn' } : { kind: 'fixed', port: sourcePort };
  if (!dynamic) {
    if (sourcePort === 0) report({ code: 'WRONG_VALUE', path, expected: 'a port 1 to 65535: tcp has no port 0' });
    return { kind: 'fixed', port: sourcePort };
  }
  const held =
    sourcePort !== undefined && [...world.machineById.get(initiator.host!.id)!.rpcPorts].find(([, port]) => port === sourcePort);
  if (held)
    report({
      code: 'INCONSISTENT',
      path,
      expected: `a port that ${initiator.host!.id} does not listen on; ${held[0]} has this one`,
    });
  return { kind: 'counted' };
}
