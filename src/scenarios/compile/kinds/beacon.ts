import { boundsOf } from '../../distributions.js';
import type { Story, StoryBeacon } from '../../language/story.js';
import { openingOf } from '../../opening.js';
import { beats, LONGEST_TRIP, SHORTEST_TRIP } from '../beats.js';
import type { Kind, KindContext } from './kind.js';

/** A program that calls, sleeps and calls again. */
export const beacon: Kind<StoryBeacon> = {
  lasts(content, at, context) {
    const last = momentsOf(content, at, context).at(-1) ?? at;
    return { exact: last - at, ...boundsOfBeacon(content, context) };
  },
  calls: (content, at, context) => [
    {
      ends: content,
      path: context.path,
      moments: momentsOf(content, at, context),
      leastGap: leastGapOf(content, context),
      random: context.random.fork('connections'),
    },
  ],
  fewest(content, { story }) {
    const { calls, hours, days, sleep } = content;
    if (calls !== undefined) return calls;
    if (hours !== undefined || days !== undefined) return 1;
    const { gap, pauses } = gapsOf(content, story);
    const lasts = content.for!;
    if (!sleep) return 1 + Math.floor(lasts / gap.most);
    const together = sleep.calls * gap.most + pauses.max;
    const whole = Math.floor(lasts / together);
    return 1 + whole * sleep.calls + Math.min(sleep.calls - 1, Math.floor((lasts - whole * together) / gap.most));
  },
};

function momentsOf(content: StoryBeacon, at: number, { story, random, utcOffset }: KindContext): number[] {
  const { every, jitter = 0, hours, days, sleep } = content;
  return beats(random.fork('beats'), {
    from: at,
    lasts: content.for ?? Infinity,
    calls: content.calls ?? Infinity,
    every,
    jitter: typeof jitter === 'number' ? jitter : { share: Number.parseFloat(jitter) / 100 },
    opening: openingOf(hours, days, utcOffset),
    sleep,
    distributions: story,
  });
}

/** What the time from the first call to the last can be. */
function boundsOfBeacon(content: StoryBeacon, { story }: KindContext): { readonly least: number; readonly most: number } {
  const { hours, days, sleep } = content;
  const { gap, pauses } = gapsOf(content, story);
  // Whoever waits for an opening may not call at all before the time is over.
  const irregular = hours !== undefined || days !== undefined;
  if (content.for !== undefined)
    return { least: irregular ? 0 : Math.max(0, content.for - gap.most - pauses.max), most: content.for };
  const gaps = content.calls! - 1;
  const sleeps = sleep ? Math.floor(gaps / sleep.calls) : 0;
  return {
    least: gaps * gap.least + sleeps * pauses.min,
    most: irregular ? Infinity : gaps * gap.most + sleeps * pauses.max,
  };
}

/** From one call to the next; of a beacon that calls but once there is no next. */
function leastGapOf(content: StoryBeacon, { story }: KindContext): number {
  const { least } = gapsOf(content, story).gap;
  return content.calls === 1 || (content.for !== undefined && content.for < least) ? Infinity : least;
}

/** The times from one call to the next, and those that it is silent in between. */
function gapsOf({ every, jitter = 0, sleep }: StoryBeacon, story: Story) {
  const { min, max } = boundsOf(story, every);
  const swing = typeof jitter === 'number' ? jitter : Math.round((max * Number.parseFloat(jitter)) / 100);
  return {
    gap: { least: Math.max(0, min - swing) + SHORTEST_TRIP, most: max + swing + LONGEST_TRIP },
    pauses: sleep ? boundsOf(story, sleep.for) : { min: 0, max: 0 },
  };
}
