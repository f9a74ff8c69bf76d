import { scale32 } from '../random/keyed32.js';
import { type Quantiles, quantiles, valueAt } from '../random/quantiles.js';
import type { Delay } from './duration.js';
import type { Story } from './language/story.js';

/** Distributions that every story has. */
const BUILT_IN: Readonly<Record<string, Quantiles>> = {
  // What asking and being answered adds to each sleep of a beacon: real ones of 5 s come 5.09, 5.11, 5.14 s apart (quartiles), 5.3 at the 95th percentile.
  'round-trip': quantiles([0, 60_000], [0.25, 90_000], [0.5, 110_000], [0.75, 140_000], [0.95, 300_000], [1, 450_000]),
};

/** Names of the distributions that a story may use: its own, and those that every story has. */
export function distributionNames(story: Pick<Story, 'distributions'>): readonly string[] {
  return [...new Set([...Object.keys(story.distributions), ...Object.keys(BUILT_IN)])];
}

/** A distribution of a story, by a name that {@link distributionNames} has. Times are microseconds. */
export function distributionOf(story: Pick<Story, 'distributions'>, name: string): Quantiles {
  if (!Object.hasOwn(story.distributions, name)) return BUILT_IN[name]!;
  const points = Object.entries(story.distributions[name]!);
  return quantiles(...points.map(([share, time]) => [Number.parseFloat(share) / 100, time] as const));
}

/** The least and the most that a delay can be, microseconds. */
export function boundsOf(story: Pick<Story, 'distributions'>, delay: Delay): { readonly min: number; readonly max: number } {
  if (!('distribution' in delay)) return delay;
  const { values } = distributionOf(story, delay.distribution);
  return { min: values[0]!, max: values.at(-1)! };
}

/** What a delay is on average, microseconds; 0 for a distribution that is not known. */
export function meanOf(story: Pick<Story, 'distributions'>, delay: Delay): number {
  if (!('distribution' in delay)) return (delay.min + delay.max) / 2;
  if (!distributionNames(story).includes(delay.distribution)) return 0;
  const { shares, values } = distributionOf(story, delay.distribution);
  return (
    shares.reduce((sum, share, i) => {
      const from = values[i - 1] ?? values[0]!;
      return sum + ((share - (shares[i - 1] ?? 0)) * (from + values[i]!)) / 2;
    }, 0) /
    2 ** 32
  );
}

/** What a delay is at a random word, microseconds: made once where many are drawn. */
export function drawer(story: Pick<Story, 'distributions'>, delay: Delay): (word: number) => number {
  if ('distribution' in delay) {
    const distribution = distributionOf(story, delay.distribution);
    return (word) => valueAt(distribution, word);
  }
  const { min, max } = delay;
  return min === max ? () => min : (word) => min + scale32(word, max - min + 1);
}
