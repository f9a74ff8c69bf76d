import type { StoryProblemCode } from './storyError.js';

/** The way to a value of a story: keys and, for lists, positions counted from 0. */
export type StoryPath = readonly (string | number)[];

/** What stands in the file: a text of it, to be shown in quotes, or words of ours such as `nothing`. */
export type Received = string | { readonly words: string };

/** A problem that is not yet tied to a line of a file. */
export interface Finding {
  readonly code: StoryProblemCode;
  readonly path: StoryPath;
  /** `key` where the key itself is wrong, not its value. */
  readonly at?: 'key';
  /** Where it stands in the text, for places that a path does not tell apart, such as the second of two equal keys. */
  readonly offset?: number | undefined;
  readonly expected: string;
  /** Absent: the text that the file has at the path. */
  readonly received?: Received;
  readonly cure?: string | undefined;
}

/** Takes what a check finds. */
export type Report = (finding: Finding) => void;
