import type { StoryPath } from '../finding.js';
import type { Story, StoryHost, StorySite } from '../language/story.js';
import { own } from './names.js';

/** A site, and where it is written. */
export interface WrittenSite {
  /** Absent where it is the only one. */
  readonly id?: string;
  readonly site: StorySite;
  readonly path: StoryPath;
}

/** The sites of a story, in their order; none where it says nothing of them. */
export function sitesOf({ world: { site, sites = {} } }: Story): readonly WrittenSite[] {
  const several = Object.entries(sites).map(([id, one]) => ({ id, site: one, path: ['world', 'sites', id] }));
  return site && several.length === 0 ? [{ site, path: ['world', 'site'] }] : several;
}

/** The site of a host: the first where it names none; undefined where the story has none, or none of that name. */
export function siteOf(story: Story, { site: id }: StoryHost): WrittenSite | undefined {
  if (id === undefined) return sitesOf(story)[0];
  const site = own(story.world.sites ?? {}, id);
  return site && { id, site, path: ['world', 'sites', id] };
}

/** What a site has of IPv6: a network that is written without a plan is a plan too. */
export function ipv6Of({ ipv6 }: StorySite): Exclude<StorySite['ipv6'], string | undefined> | undefined {
  return typeof ipv6 === 'string' ? { plan: 'global', network: ipv6 } : ipv6;
}
