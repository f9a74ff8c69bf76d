import { keyed32, scale32 } from '../../../random/keyed32.js';
import type { RandomSource } from '../../../random/randomSource.js';
import type { StoryPath } from '../../finding.js';
import type { YieldedConnections } from '../../language/yielded.js';
import type { ConnectionPins } from '../../pinsOf.js';
import { EARLIEST, LATEST, yearOf } from '../calendar.js';
import { exactly, type Timed, timedAfter } from '../timed.js';
import type { Calls, Kind, KindContext } from './kind.js';

/** One connection that was yielded, with the key of its name. */
interface Yielded {
  readonly at: number;
  readonly keyLow: number;
  readonly keyHigh: number;
  /** Where its time is written. */
  readonly path: StoryPath;
  readonly pins: ConnectionPins | undefined;
}

/**
 * What a script yields for a step: a flow for each pair of ends.
 *
 * A connection is keyed by its step, its ends and its time as it was yielded, so that one more or less is nothing to the others.
 */
export const script: Kind<true> = {
  lasts(_, at, context) {
    const groups = yieldedFor(context);
    const moments = groups.flatMap((group) => group.moments);
    const times = groups.flatMap((group) => listOf(group, context.random.fork(group.key), at, context));
    // One beyond the calendar is told of where it is yielded.
    const exact = times.reduce((latest, yielded) => (yielded.at < LATEST ? Math.max(latest, yielded.at) : latest), at) - at;
    // An instant is where it is, whenever the step begins: what is yielded was made for this seed.
    if (moments.some(({ kind }) => kind === 'absolute')) return { exact, least: exact, most: exact };
    const bound = (edge: 'min' | 'max') =>
      moments.reduce((most, moment) => (moment.kind === 'start' ? Math.max(most, moment.by[edge]) : most), 0);
    return { exact, least: bound('min'), most: bound('max') };
  },
  calls(_, at, context) {
    return yieldedFor(context)
      .flatMap((group) => callsOf(group, at, context) ?? [])
      .sort((one, other) => one.moments[0]! - other.moments[0]!);
  },
  // What it yields it pins itself.
  fewest: () => 0,
};

const yieldedFor = ({ story, path }: KindContext) => (story.yielded ?? []).filter(({ step }) => step === path[1]);

function callsOf(group: YieldedConnections, at: number, context: KindContext): Calls | undefined {
  const { random, report, begins } = context;
  const own = random.fork(group.key);
  const all = listOf(group, own, at, context).sort((one, other) => one.at - other.at);
  const [first, last] = [all[0]!, all.at(-1)!];
  for (const { at: time, path } of [first, last]) {
    if (time >= EARLIEST && time < LATEST) continue;
    report({ code: 'WRONG_VALUE', path, expected: `a time from ${yearOf(EARLIEST)} to ${yearOf(LATEST - 1)}` });
    return undefined;
  }
  return {
    ends: group.connect,
    path: ['connections', group.numbers[0]!],
    moments: Float64Array.from(all, (yielded) => yielded.at),
    random: own,
    keys: { low: Int32Array.from(all, ({ keyLow }) => keyLow), high: Int32Array.from(all, ({ keyHigh }) => keyHigh) },
    ...(group.pins.size > 0 && { pins: new Map(all.flatMap(({ pins }, n) => (pins ? [[n, pins] as const] : []))) }),
    own: { ...spanOf(group, first.at, last.at, begins ?? exactly(at)), path: first.path },
  };
}

/** Each by its time as it was yielded, and among those of the same time by its place: `@` and microseconds after the start, or a span. */
function listOf({ moments, numbers, pins }: YieldedConnections, own: RandomSource, at: number, context: KindContext): Yielded[] {
  const ranks = new Map<string, number>();
  return moments.map((moment, n) => {
    const name = moment.kind === 'absolute' ? `@${moment.at - context.story.start}` : `${moment.by.min}..${moment.by.max}`;
    const rank = ranks.get(name) ?? 0;
    ranks.set(name, rank + 1);
    const { keyLow, keyHigh } = own.fork(`${name} ${rank}`);
    const yielded = { keyLow, keyHigh, path: ['connections', numbers[n]!, 'at'], pins: pins.get(n) };
    if (moment.kind === 'absolute') return { at: moment.at + context.shift, ...yielded };
    const { min, max } = moment.by;
    return { at: at + min + scale32(keyed32(keyLow, keyHigh, 0, 0), max - min + 1), ...yielded };
  });
}

/** When the first and the last of them happen, for this seed and, as far as they hang on the step, for any. */
function spanOf(
  { moments }: YieldedConnections,
  first: number,
  last: number,
  begins: Timed,
): { readonly from: Timed; readonly to: Timed } {
  const spans = moments.flatMap((moment) => (moment.kind === 'start' ? [moment.by] : []));
  if (spans.length < moments.length) return { from: exactly(first), to: exactly(last) };
  const least = (values: readonly number[]) => values.reduce((one, other) => Math.min(one, other), Infinity);
  const most = (values: readonly number[]) => values.reduce((one, other) => Math.max(one, other), -Infinity);
  const [mins, maxs] = [spans.map(({ min }) => min), spans.map(({ max }) => max)];
  return {
    from: timedAfter(begins, { exact: first - begins.at, least: least(mins), most: least(maxs) }),
    to: timedAfter(begins, { exact: last - begins.at, least: most(mins), most: most(maxs) }),
  };
}
