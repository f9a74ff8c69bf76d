import { dynamicPorts } from '../../model/dynamicPorts.js';
import type { SourcePort } from '../../model/flow.js';
import type { Machine, World } from '../../world/world.js';
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
  { initiator, hasPorts, port: to }: ConnectionEnds,
  world: World,
  path: readonly (string | number)[],
  report: Report,
): SourcePort {
  if (!hasPorts) {
    if (sourcePort) report({ code: 'INCONSISTENT', path, expected: 'no port: only tcp and udp have ports' });
    return { kind: 'fixed', port: 0 };
  }
  const { host, process } = initiator;
  const machine = world.machineById.get(host!.id)!;
  const name = protocol === PROTOCOLS.tcp ? 'tcp' : 'udp';
  const port =
    sourcePort ?? (name === 'udp' && SENT_FROM.has(to) && holderOf(machine, name, to) === process?.name ? to : undefined);
  const holder = sourcePort === undefined ? undefined : holderOf(machine, name, sourcePort);
  if (holder !== undefined && holder !== process?.name)
    report({ code: 'INCONSISTENT', path, expected: `a port that ${host!.id} does not listen on; ${holder} has this one` });
  const { platform } = host!.os;
  // Linux hashes the destination into the port, and Apple's systems draw it, so that their TCP ports are in no order either.
  if (name === 'udp' || platform !== 'windows')
    return port === undefined ? { kind: 'drawn', ...dynamicPorts[platform] } : { kind: 'fixed', port };
  return port === undefined || port >= dynamicPorts.windows.first ? { kind: 'counted' } : { kind: 'fixed', port };
}

/** UDP ports that who listens there also sends from: time, NetBIOS names and datagrams, mDNS. Sources of other datagrams are drawn. */
const SENT_FROM: ReadonlySet<number> = new Set([123, 137, 138, 5353]);

/** Which service of a host listens at a port, or at least that a process of the story does. */
function holderOf({ listeners, rpcPorts, heldPorts }: Machine, protocol: 'tcp' | 'udp', port: number): string | undefined {
  const dynamic = protocol === 'tcp' ? [...rpcPorts].find(([, its]) => its === port)?.[0] : undefined;
  return listeners.get(`${protocol}/${port}`) ?? dynamic ?? (heldPorts.includes(port) ? 'a process of the story' : undefined);
}
