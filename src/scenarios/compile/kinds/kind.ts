import type { RandomSource } from '../../../random/randomSource.js';
import type { Report, StoryPath } from '../../finding.js';
import type { Story, StoryEnds } from '../../language/story.js';
import type { ConnectionPins } from '../../pinsOf.js';
import type { Lasting } from '../schedule.js';
import type { Timed } from '../timed.js';

/** What a kind of step goes by. */
export interface KindContext {
  readonly story: Story;
  /** Keys of what the step draws. */
  readonly random: RandomSource;
  /** Seconds by which the local time of the host that begins is ahead of UTC. */
  readonly utcOffset: number;
  /** Where the kind is written: `['steps', 2, 'beacon']`. */
  readonly path: StoryPath;
  /** By how much the run begins later than the story says, microseconds. */
  readonly shift: number;
  /** When the step begins; absent while that is being found out. */
  readonly begins?: Timed;
  readonly report: Report;
}

/** Connections of a step between the same two ends. */
export interface Calls {
  readonly ends: StoryEnds;
  /** Where the ends are written. */
  readonly path: StoryPath;
  /** Microseconds since 1970-01-01 UTC, rising. */
  readonly moments: ArrayLike<number>;
  /** Where these follow from the seed: microseconds from one to the next at the least, whatever it is. */
  readonly leastGap?: number;
  /** Keys of their names, */
  readonly random: RandomSource;
  /** where they do not go by their order: those of each. */
  readonly keys?: { readonly low: Int32Array; readonly high: Int32Array };
  /** What a script pins of them, by their places in {@link moments}. */
  readonly pins?: ReadonlyMap<number, ConnectionPins>;
  /** Where their times are not those of the step: when the first and the last happen, and where that is written. */
  readonly own?: { readonly from: Timed; readonly to: Timed; readonly path: StoryPath };
  /** Whether nobody is there to answer where no process listens; else that is a mistake. */
  readonly mayFail?: true;
}

/** A kind of step: how long it takes, and what it makes. */
export interface Kind<Content> {
  /** From its first connection to its last, where it begins at a moment. */
  lasts(content: Content, at: number, context: KindContext): Lasting;
  /** What it does, where it begins at a moment. */
  calls(content: Content, at: number, context: KindContext): readonly Calls[];
  /** How many connections it has at the least, whatever the seed: those can be pinned. */
  fewest(content: Content, context: KindContext): number;
}

/** Of a step that is over as soon as it begins. */
export const AT_ONCE: Lasting = { exact: 0, least: 0, most: 0 };
