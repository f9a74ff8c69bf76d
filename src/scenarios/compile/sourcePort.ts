import { dynamicPorts } from '../../model/dynamicPorts.js';
import type { SourcePort } from '../../model/flow.js';
import type { World } from '../../world/world.js';
import type { Report } from '../finding.js';
import type { StoryEnds } from '../language/story.js';
import { PROTOCOLS } from '../protocols.js';
import type { ConnectionEnds } from './connectionEnds.js';

/**
 * What the initiator's port follows from.
 *
 * A pinned TCP port of the dynamic range pins the host's counter, which runs on from it; any other pinned port is one that the program
 * binds itself.
 */
export function sourcePortOf(
  { sourcePort }: StoryEnds,
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
  const { platform } = initiator.host!.os;
  // Linux hashes the destination into the port, and Apple's systems draw it, so that their TCP ports are in no order either.
  if (protocol !== PROTOCOLS.tcp || platform !== 'windows') {
    return sourcePort === undefined ? { kind: 'drawn', ...dynamicPorts[platform] } : { kind: 'fixed', port: sourcePort };
  }
  const dynamic = sourcePort === undefined || sourcePort >= dynamicPorts.windows.first;
  if (!dynamic) return { kind: 'fixed', port: sourcePort };
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
