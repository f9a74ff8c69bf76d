import type { StoryResolve } from '../../language/story.js';
import { hostOfFrom } from '../../references/endHosts.js';
import { hostOf } from '../../references/names.js';
import { resolverOf, serverOf } from '../../references/resolvers.js';
import { AT_ONCE, type Kind } from './kind.js';

/**
 * A name is looked up. The program asks the resolver of its host, which asks a server: that is what sensors see, and the name is in none of
 * their records.
 */
export const resolve: Kind<StoryResolve> = {
  lasts: () => AT_ONCE,
  calls({ from }, at, { story, random, path }) {
    const host = hostOf(story, from) ? from : hostOfFrom(story, from)!;
    const resolver = resolverOf(story, host)!;
    const to = serverOf(story, host)!;
    return [
      {
        ends: { from: `${host}/${resolver}`, to, protocol: 'udp', port: 53 },
        path,
        moments: [at],
        random: random.fork('connections'),
      },
    ];
  },
  fewest: () => 1,
};
