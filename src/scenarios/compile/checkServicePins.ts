import type { World } from '../../world/world.js';
import type { Report } from '../finding.js';
import { nearestName } from '../nearestName.js';
import type { Story } from '../storySchema.js';

/** Pins of processes that hosts always have: which ones there are, only the world knows. */
export function checkServicePins(story: Story, world: World, report: Report): void {
  for (const [id, { services = {} }] of Object.entries(story.world.hosts)) {
    const machine = world.machineById.get(id)!;
    const known = [...machine.services.keys()];
    for (const [name, { pid }] of Object.entries(services)) {
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
      if (pid !== undefined && pid % 4 !== 0 && machine.host.os.platform === 'windows') {
        report({ code: 'WRONG_VALUE', path: [...path, 'pid'], expected: 'a multiple of 4, as all process ids of Windows are' });
      }
    }
  }
}
