import { platformOf } from '../../world/operatingSystems.js';
import type { Story } from '../language/story.js';
import { hostOf } from './names.js';
import { siteOf } from './sites.js';

/** The service that looks names up, by platform. */
const RESOLVERS = { windows: 'dnscache', linux: 'systemd-resolved', macos: 'mDNSResponder', ios: 'mDNSResponder' } as const;

/** Who looks names up on a host of the story. */
export function resolverOf(story: Story, host: string): string | undefined {
  const found = hostOf(story, host);
  const platform = found && platformOf(found);
  return platform && RESOLVERS[platform];
}

/** Whom a host asks for names: a domain controller, of its site where there is one; itself where it is one. */
export function serverOf(story: Story, host: string): string | undefined {
  const own = hostOf(story, host);
  if (own?.role === 'domain-controller') return host;
  const controllers = Object.entries(story.world.hosts).filter(([, { role }]) => role === 'domain-controller');
  const site = own && siteOf(story, own)?.path.join();
  const near = controllers.find(([, controller]) => siteOf(story, controller)?.path.join() === site);
  return (near ?? controllers[0])?.[0];
}
