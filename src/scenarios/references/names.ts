import type { Story, StoryHost, StoryProcess } from '../language/story.js';

/** Looks up an id that a user wrote: `constructor` is no host, although every object has one. */
export const own = <T>(record: Readonly<Record<string, T>>, id: string): T | undefined =>
  Object.hasOwn(record, id) ? record[id] : undefined;

export const hostOf = (story: Story, id: string): StoryHost | undefined => own(story.world.hosts, id);

export const processOf = (story: Story, id: string): StoryProcess | undefined => own(story.processes, id);

/** A list of names for an error: all of a few, the first of many. */
export function listed(names: readonly string[]): string {
  if (names.length === 0) return 'none is defined';
  return names.length <= 8 ? names.join(', ') : `${names.slice(0, 8).join(', ')}, ...`;
}

/** `HOST/SERVICE` in its parts; the service may itself have slashes. */
export function splitService(text: string): { readonly host: string; readonly service: string } | undefined {
  const slash = text.indexOf('/');
  return slash < 0 ? undefined : { host: text.slice(0, slash), service: text.slice(slash + 1) };
}
