import type { Progress } from '../engine/index.js';

/** How far a run is, and how fast. */
export interface Pace extends Progress {
  /** Of the last seconds. */
  readonly recordsPerSecond: number;
  readonly bytesPerSecond: number;
  /** Share of the work that is done, 0 to 1; undefined where no end is known. */
  readonly share?: number;
  /** If the rest of the work goes as what was done. */
  readonly secondsLeft?: number;
}

/** What {@link Pace} calls the last seconds, milliseconds. */
const LATELY = 5000;
/** At least so far apart are the moments that are remembered: a run may have thousands of slices per second. */
const APART = 200;

const NOTHING = { records: 0, bytes: 0 };

interface Moment {
  readonly at: number;
  readonly done: Progress;
}

/**
 * Measures a run.
 *
 * @param began - Milliseconds since any moment, as all times here.
 * @param shareOf - Share of the work that is done, 0 to 1; undefined where it cannot be known.
 * @returns Takes what is done at a moment, and says how fast it is.
 */
export function progressMeter(began: number, shareOf: (done: Progress) => number | undefined) {
  const lately: Moment[] = [];
  // The first slice has set-up in its time, and a run may go on from where another one stopped: neither says how fast the rest will be.
  let first: Moment | undefined;
  return (done: Progress, at: number): Pace => {
    const share = shareOf(done);
    first ??= { at, done };
    while (lately.length > 1 && at - lately[1]!.at >= LATELY) lately.shift();
    const { at: since, done: before } = lately[0] ?? { at: began, done: NOTHING };
    if (lately.length === 0 || at - lately.at(-1)!.at >= APART) lately.push({ at, done });
    const seconds = Math.max(at - since, 1) / 1000;
    const secondsLeft = share === undefined ? undefined : left(first, at, share);
    return {
      ...done,
      recordsPerSecond: (done.records - before.records) / seconds,
      bytesPerSecond: (done.bytes - before.bytes) / seconds,
      ...(share !== undefined && { share }),
      ...(secondsLeft !== undefined && { secondsLeft }),
    };
  };

  function left(from: Moment, at: number, share: number): number | undefined {
    const made = share - shareOf(from.done)!;
    return made > 0 ? ((at - from.at) / 1000) * ((1 - share) / made) : undefined;
  }
}
