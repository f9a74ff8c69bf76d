import { type Process, processKey } from '../../model/process.js';
import { buildPlatforms } from '../../world/falconFleet.js';
import type { World } from '../../world/world.js';
import type { Report } from '../finding.js';
import type { Story } from '../language/story.js';

/** What tells the processes of a host apart, and the key by which a story pins it. */
const IDENTITIES = [
  ['pid', (process: Process) => String(process.processId)],
  ['startKey', (process: Process) => String(process.startKey)],
  ['uniqueProcessId', (process: Process) => process.uniqueProcessId],
] as const;

/** Pins of what belongs to one process of a host alone: no other there may have it. Only pins can meet; what follows from the seed never does. */
export function checkProcessPins(story: Story, world: World, processes: ReadonlyMap<string, Process>, report: Report): void {
  for (const [id, { sysmon, falcon }] of Object.entries(story.world.hosts)) {
    const { host, services } = world.machineById.get(id)!;
    const here = [...services.values(), ...[...processes.values()].filter((process) => process.host === host)];
    for (const [pin, identity] of IDENTITIES) {
      const holder = new Map<string, Process>();
      for (const process of here) {
        const value = identity(process);
        const other = holder.get(value);
        if (!other) holder.set(value, process);
        else
          report({
            code: 'DUPLICATE',
            path: pathOf(story, id, process, other, pin),
            expected: `a ${pin} of its own: ${processKey(other)} has ${value}`,
            received: { words: `${value} for ${processKey(process)}` },
          });
      }
    }
    const writer = sysmon?.processId;
    const same = here.find(({ processId }) => processId === writer);
    if (writer !== undefined && same)
      report({
        code: 'DUPLICATE',
        path: ['world', 'hosts', id, 'sysmon', 'processId'],
        expected: `a process id of its own: ${processKey(same)} has it`,
      });
    const platform = falcon?.configBuild?.split('.')[1];
    const right = buildPlatforms[host.os.platform];
    if (platform !== undefined && !right.includes(platform)) {
      report({
        code: 'INCONSISTENT',
        path: ['world', 'hosts', id, 'falcon', 'configBuild'],
        expected: `a build for ${host.os.platform}, whose second number is ${right.join(' or ')}`,
      });
    }
  }
}

/** Where the pin of either process stands. */
function pathOf(
  story: Story,
  hostId: string,
  process: Process,
  other: Process,
  pin: 'pid' | 'startKey' | 'uniqueProcessId',
): readonly string[] {
  for (const { name } of [process, other]) {
    if (story.processes[name]?.host === hostId && story.processes[name][pin] !== undefined) return ['processes', name, pin];
    if (story.world.hosts[hostId]?.services?.[name]?.[pin] !== undefined)
      return ['world', 'hosts', hostId, 'services', name, pin];
  }
  return ['world', 'hosts', hostId];
}
