import { rpcOwner } from '../../world/serviceProcesses.js';
import type { Machine, World } from '../../world/world.js';
import type { Report, StoryPath } from '../finding.js';
import type { Story } from '../language/story.js';
import { nearestName } from '../nearestName.js';
import { LONGEST } from './calendar.js';
import { iso } from './storyProcesses.js';

/** Pins of processes and dynamic RPC services that hosts always have: which ones there are, only the world knows. */
export function checkServicePins(story: Story, world: World, report: Report): void {
  checkServed(story, world, report);
  for (const [id, { services = {}, ports = {} }] of Object.entries(story.world.hosts)) {
    const machine = world.machineById.get(id)!;
    checkPorts(id, machine, Object.keys(ports), report);
    const known = [...machine.services.keys()];
    for (const [name, { pid, image, start }] of Object.entries(services)) {
      const path = ['world', 'hosts', id, 'services', name];
      if (!known.includes(name)) {
        const nearest = nearestName(name, known);
        report({
          code: 'UNKNOWN_NAME',
          path,
          at: 'key',
          expected: `a service of ${id}: ${known.join(', ')}`,
          received: name,
          cure: nearest && `did you mean ${nearest}?`,
        });
      }
      if (start) checkStart(machine, name, [...path, 'start'], report);
      if (pid !== undefined && pid % 4 !== 0 && machine.host.os.platform === 'windows') {
        report({ code: 'WRONG_VALUE', path: [...path, 'pid'], expected: 'a multiple of 4, as all process ids of Windows are' });
      }
      // On Windows the kernel has a name and no path.
      if (image !== undefined && !/^\/.*[^/]$/u.test(image) && machine.host.os.platform !== 'windows') {
        report({
          code: 'WRONG_VALUE',
          path: [...path, 'image'],
          expected: 'the whole path of a program, such as /usr/sbin/sshd',
        });
      }
    }
  }
}

/** Nothing runs before its host does; a host that does not say when it booted did so in time. */
function checkStart({ host, services }: Machine, name: string, path: StoryPath, report: Report): void {
  const started = services.get(name)?.startedAt ?? Infinity;
  if (started < host.boot.at)
    report({
      code: 'INCONSISTENT',
      path,
      expected: `a time after the boot of ${host.id}, ${iso(host.boot.at)}`,
      received: { words: iso(started) },
    });
  else if (started < host.clock.since - LONGEST)
    report({
      code: 'WRONG_VALUE',
      path,
      expected: 'a time at most 366 days before the start',
      received: { words: iso(started) },
    });
}

/** What a process offers has a name that no service of its host has. */
function checkServed(story: Story, world: World, report: Report): void {
  for (const [id, { host, serves }] of Object.entries(story.processes))
    serves.forEach((name, n) => {
      const owner = rpcOwner(world.machineById.get(host)!.host, name);
      if (owner === undefined) return;
      const expected = `a name of its own: ${owner} of ${host} offers this one`;
      report({ code: 'INCONSISTENT', path: ['processes', id, 'serves', n], expected });
    });
}

function checkPorts(id: string, { rpcPorts }: Machine, pinned: readonly string[], report: Report): void {
  for (const name of pinned) {
    const path = ['world', 'hosts', id, 'ports', name];
    const port = rpcPorts.get(name);
    if (port === undefined) {
      const nearest = nearestName(name, rpcPorts.keys());
      const expected = `a dynamic RPC service of ${id}: ${[...rpcPorts.keys()].join(', ') || 'it has none'}`;
      report({ code: 'UNKNOWN_NAME', path, at: 'key', expected, received: name, cure: nearest && `did you mean ${nearest}?` });
    }
    const other = [...rpcPorts].find(([service, held]) => service !== name && held === port);
    if (other) report({ code: 'INCONSISTENT', path, expected: `a port of its own: ${other[0]} has this one` });
  }
}
