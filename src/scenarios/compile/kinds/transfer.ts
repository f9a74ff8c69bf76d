import type { StoryTransfer } from '../../language/story.js';
import type { Calls, Kind } from './kind.js';

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
  fewest: (content) => momentsOf(content, 0).length,
};

/** Microseconds from one connection to the one that is opened beside it: programs open them one after the other. */
const BESIDE = 3_000;

/** All connections are equally fast, so that those that were opened together end together, but for the last few. Rising. */
function momentsOf({ size, rate, connections, chunk = Math.ceil(size / connections) }: StoryTransfer, at: number): number[] {
  const count = Math.ceil(size / chunk);
  const lasts = (chunk * 1_000_000 * Math.min(connections, count)) / rate;
  const beside = Math.min(BESIDE, lasts / connections);
  // Rounded apart from the moment, so that how long it lasts does not depend on when it begins.
  return Array.from(
    { length: count },
    (_, n) => at + Math.round(Math.floor(n / connections) * lasts + (n % connections) * beside),
  );
}
