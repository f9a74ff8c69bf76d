import type { StoryListen } from '../../language/story.js';
import type { Kind } from './kind.js';

/** A process begins to listen. No sensor records that here: what is seen is who accepts afterwards. */
export const listen: Kind<StoryListen> = {
  lasts: ({ for: lasts = 0 }) => ({ exact: lasts, least: lasts, most: lasts }),
  calls: () => [],
  fewest: () => 0,
};
