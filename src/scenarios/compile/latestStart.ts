import type { Host } from '../../model/host.js';
import type { Process } from '../../model/process.js';
import { LEAST_UPTIME } from '../../world/buildMachine.js';
import { latestServiceStart } from '../../world/serviceProcesses.js';
import type { Story } from '../language/story.js';
import type { Timed } from './timed.js';

/** When a host has booted at the latest, whatever the seed. Microseconds since 1970-01-01 UTC. */
export function latestBoot(story: Story, { id, boot, clock }: Host): number {
  return story.world.hosts[id]?.boot?.at ? boot.at : clock.since - LEAST_UPTIME;
}

/** When a process starts that its host always has. */
export function serviceStart(story: Story, { host, name, startedAt: at }: Process): Timed {
  if (story.world.hosts[host.id]?.services?.[name]?.start) return { at, earliest: at, latest: at };
  return { at, earliest: -Infinity, latest: latestServiceStart(host, name, latestBoot(story, host)) };
}
