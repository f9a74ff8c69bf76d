import type { StoryPath } from './finding.js';
import type { Story, StoryPins, StoryStep } from './language/story.js';

/** Pins of one connection of a step. */
export interface ConnectionPins {
  /** Which one, counted from 1 in the order of their times. */
  readonly connection: number;
  readonly initiator?: StoryPins | undefined;
  readonly responder?: StoryPins | undefined;
  /** Where they are written. */
  readonly path: StoryPath;
}

/** What a step of the expanded story pins: all that is written for its round, and for any. */
export function pinsOf(story: Pick<Story, 'steps' | 'frames'>, index: number): readonly ConnectionPins[] {
  const { round: its } = story.frames[index]!;
  return writtenPins(story.steps[index]!, index).filter(({ round }) => round === undefined || String(round) === its);
}

/** The same of all rounds. */
export function writtenPins({ pin }: StoryStep, index: number) {
  const path = ['steps', index, 'pin'];
  if (!Array.isArray(pin)) return pin ? [{ ...pin, path }] : [];
  return pin.map((one, n) => ({ ...one, path: [...path, n] }));
}

/** All that steps pin. */
export function* everyPin(story: Pick<Story, 'steps' | 'frames'>): Generator<ConnectionPins> {
  for (const index of story.steps.keys()) yield* pinsOf(story, index);
}
