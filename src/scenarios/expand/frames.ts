import type { Delay } from '../duration.js';
import type { StoryPath } from '../finding.js';
import type { Moment } from '../moment.js';

/** What a step of an expanded story is besides what is written in it: how it is named, where it stands, when it happens at all. */
export interface StepFrame {
  /** Names the step among all of the story, and keys its randomness: `sweep/desk-3/touch`; outside of blocks its id. */
  readonly key: string;
  /** What labels, timelines and expectations call it, the same for each round of a block: `sweep/touch`. */
  readonly label: string;
  /** In which round of the blocks around it, from the outermost: `2`, `desk-3`, `2/desk-3`; outside of rounds empty. */
  readonly round: string;
  /** Position in {@link Expanded.blocks} of what it stands in: its times count from there. Absent: from the start of the story. */
  readonly inside?: number;
  /** It happens where all of these hold for the seed. */
  readonly conditions: readonly Condition[];
}

/** What the seed decides about a step: of weighted options one is taken. */
export interface Condition {
  /** Names the choice, and keys it. */
  readonly key: string;
  readonly option: string;
  readonly options: readonly { readonly id: string; readonly weight: number }[];
}

/** Whether conditions hold wherever others do. */
export const allHold = (conditions: readonly Condition[], given: readonly Condition[]): boolean =>
  conditions.every(({ key, option }) => given.some((its) => its.key === key && its.option === option));

/** Whether both can happen for one seed: options of one choice never happen together. */
export const canMeet = (some: readonly Condition[], others: readonly Condition[]): boolean =>
  !some.some((one) => others.some(({ key }) => key === one.key) && !allHold([one], others));

/** A block of steps, or one round of it: something with a beginning and an end, and no connections of its own. */
export interface Block {
  readonly key: string;
  readonly label: string;
  /** As steps beside it call it; absent for a round. */
  readonly id?: string;
  readonly inside?: number;
  readonly conditions: readonly Condition[];
  /** When it begins: as written, */
  readonly at?: Moment;
  readonly after?: Moment;
  /** or, of a round: so long after the beginning of its block, or the end of the round before it. */
  readonly follows?: {
    readonly block: number;
    readonly edge: 'start' | 'end';
    readonly by: Delay;
    /** Under which it is written; absent where nobody wrote it. */
    readonly key?: string;
  };
  /** The place of what it was made from: `['steps', 4]`. */
  readonly path: StoryPath;
}

/** What a story has besides its values once all blocks are expanded. */
export interface Expanded {
  /** One for each of the story's steps, at the same position. */
  readonly frames: readonly StepFrame[];
  readonly blocks: readonly Block[];
}
