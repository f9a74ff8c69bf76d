import type { StoryTransfer } from '../../language/story.js';
import type { Calls, Kind } from './kind.js';

/** Connections of one transfer at the most. */
export const MOST_CHUNKS = 100_000;

/**
 * Something large that is carried over several connections side by side, each followed by the next: what sensors see of it is when each
 * connection begins.
 */
export const transfer: Kind<StoryTransfer> = {
  lasts(content) {
    const last = momentsOf(content, 0).at(-1)!;
    return { exact: last, least: last, most: last };
  },
  calls(content, at, { path, random }): readonly Calls[] {
    return [{ ends: content, path, moments: momentsOf(content, at), random: random.fork('connections') }];
  },
};

/** How many connections a transfer takes. */
export function chunksOf({ size, connections, chunk }: StoryTransfer): number {
  return Math.ceil(size / (chunk ?? Math.ceil(size / connections)));
}

/** All lanes are equally fast, so that each round of them ends at once, but for the last few. */
function momentsOf(content: StoryTransfer, at: number): number[] {
  const { size, rate, connections, chunk = Math.ceil(size / connections) } = content;
  const count = Math.min(MOST_CHUNKS, chunksOf(content));
  const lasts = (chunk * 1_000_000 * Math.min(connections, count)) / rate;
  // A few milliseconds apart: programs open their connections one after the other.
  return Array.from({ length: count }, (_, n) =>
    Math.round(at + Math.floor(n / connections) * lasts + (n % connections) * 3_000),
  );
}
