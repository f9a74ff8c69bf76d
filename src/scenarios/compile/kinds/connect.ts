import type { StoryEnds } from '../../language/story.js';
import { AT_ONCE, type Kind } from './kind.js';

/** One connection. */
export const connect: Kind<StoryEnds> = {
  lasts: () => AT_ONCE,
  calls: (ends, at, { random, path }) => [{ ends, path, moments: [at], random: random.fork('connections') }],
  fewest: () => 1,
};
