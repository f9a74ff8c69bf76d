import type { Story, StoryStep } from '../language/story.js';
import { hostOfFrom } from '../references/endHosts.js';
import { hostOf } from '../references/names.js';
import { siteOf } from '../references/sites.js';

/** Seconds by which the time at the site where a step begins is ahead of UTC. Only beacons keep hours. */
export function utcOffsetOf(story: Story, { beacon }: StoryStep): number {
  const id = beacon && hostOfFrom(story, beacon.from);
  const host = id === undefined ? undefined : hostOf(story, id);
  return (host && siteOf(story, host)?.site.utcOffset) ?? 0;
}
