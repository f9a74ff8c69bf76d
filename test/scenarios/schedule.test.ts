import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyed32 } from '../../src/random/keyed32.js';
import { createRandomSource, type RandomSource } from '../../src/random/randomSource.js';
import { type Schedule, schedule } from '../../src/scenarios/compile/schedule.js';
import type { Story } from '../../src/scenarios/language/story.js';
import { readStory } from '../../src/scenarios/loadStory.js';
import { tries } from '../support/soak.js';
import { problemsOf } from './problemsOf.js';

const START = Date.UTC(2026, 4, 4, 7, 30) * 1000;
const SECOND = 1_000_000;

/** Times as they are written, and what they mean: microseconds, both ends. */
const SPANS: readonly (readonly [text: string, min: number, max: number])[] = [
  ['0s', 0, 0],
  ['1s', SECOND, SECOND],
  ['2..5s', 2 * SECOND, 5 * SECOND],
  ['40ms', 40_000, 40_000],
  ['1..1.5m', 60 * SECOND, 90 * SECOND],
];
type Span = (typeof SPANS)[number];

/** A step as somebody writes it, with blocks in blocks. */
interface Written {
  id: string;
  at?: Span;
  after?: { readonly name: string; readonly edge: 'start' | 'end'; readonly by: Span };
  /** How long a leaf lasts, microseconds. */
  lasts?: number;
  repeat?: { times: number; every?: Span; gap?: Span; steps: Written[] };
  choose?: { id: string; weight: number; steps: Written[] }[];
  parallel?: Written[];
}

type Draw = (most: number) => number;

/** A list of steps, in which each may wait for those before it, and for what stands before the block around it. */
function writtenList(draw: Draw, depth: number, visible: readonly string[]): Written[] {
  const list: Written[] = [];
  const count = 1 + draw(3);
  // The same ids at every depth: the nearest one is meant.
  const ids = Array.from({ length: count }, (_, n) => `s${n}`);
  const outer = visible.filter((name) => !ids.includes(name));
  for (const id of ids) {
    const names = [...outer, ...list.map(({ id: before }) => before)];
    const step: Written = { id };
    const when = draw(3);
    if (names.length > 0 && when === 0) {
      const name = names[draw(names.length - 1)]!;
      step.after = { name, edge: draw(1) ? 'end' : 'start', by: SPANS[draw(SPANS.length - 1)]! };
    } else if (when === 1) step.at = SPANS[draw(SPANS.length - 1)]!;
    if (!step.at && !step.after && depth === 0) step.at = SPANS[0]!;
    const inner = () => writtenList(draw, depth + 1, names);
    const kind = depth >= 3 ? 0 : draw(6);
    if (kind === 1)
      step.repeat = { times: 1 + draw(2), [draw(1) ? 'every' : 'gap']: SPANS[1 + draw(SPANS.length - 2)]!, steps: inner() };
    else if (kind === 2)
      step.choose = [
        { id: 'a', weight: 1 + draw(3), steps: inner() },
        { id: 'b', weight: draw(2), steps: inner() },
      ];
    else if (kind === 3) step.parallel = inner();
    else step.lasts = draw(2) * 700_000;
    list.push(step);
  }
  return list;
}

const written = fc
  .infiniteStream(fc.nat(999))
  .map((stream) => writtenList((most) => Number(stream.next().value) % (most + 1), 0, []));

function textOf({ id, at, after, lasts, repeat, choose, parallel }: Written): object {
  const list = (steps: readonly Written[]) => steps.map(textOf);
  return {
    id,
    ...(at && { at: at[0] }),
    ...(after && { after: `${after.edge === 'end' ? 'end of ' : ''}${after.name} + ${after.by[0]}` }),
    ...(lasts !== undefined && { connect: { from: 'script', to: 'desk', port: 445 } }),
    ...(repeat && {
      repeat: {
        times: repeat.times,
        ...(repeat.every && { every: repeat.every[0].replace('2..5s', '3s').replace('1..1.5m', '2m') }),
        ...(repeat.gap && { gap: repeat.gap[0] }),
        steps: list(repeat.steps),
      },
    }),
    ...(choose && { choose: choose.map((option) => ({ ...option, steps: list(option.steps) })) }),
    ...(parallel && { parallel: list(parallel) }),
  };
}

const storyOf = (steps: readonly Written[]): Story =>
  readStory(
    JSON.stringify({
      id: 'story',
      title: 'A story',
      start: new Date(START / 1000).toISOString(),
      world: { hosts: { desk: {} } },
      processes: { script: { host: 'desk', image: 'C:\\a.exe', user: 'SYSTEM', start: '-1d' } },
      steps: steps.map(textOf),
    }),
    'story.yaml',
  ).story;

/** What the schedule should say, worked out from what is written by calling each other. */
class Naive {
  readonly times = new Map<string, { at: number; end: number }>();
  constructor(
    private readonly random: RandomSource,
    /** The option that a choice took, by the choice's key. */
    private readonly taken: (key: string) => string,
  ) {}

  #drawn(key: string, [, min, max]: Span): number {
    const { keyLow, keyHigh } = this.random.fork(key);
    return min + Math.floor((keyed32(keyLow, keyHigh, 0, 0) * (max - min + 1)) / 2 ** 32);
  }

  /** @returns When the last of them ends, or the block begins. */
  list(steps: readonly Written[], prefix: string, begin: number, outer: (name: string) => { at: number; end: number }): number {
    const known = new Map<string, { at: number; end: number }>();
    const seen = (name: string): { at: number; end: number } => {
      const step = steps.find(({ id }) => id === name);
      if (!step) return outer(name);
      const before = known.get(name);
      if (before) return before;
      const key = `${prefix}${name}`;
      let at = begin;
      if (step.at) at += this.#drawn(key, step.at);
      if (step.after) {
        const target = seen(step.after.name);
        at = (step.after.edge === 'end' ? target.end : target.at) + this.#drawn(key, step.after.by);
      }
      const time = { at, end: this.#end(step, key, at, seen) };
      known.set(name, time);
      this.times.set(key, time);
      return time;
    };
    return Math.max(begin, ...steps.map(({ id }) => seen(id).end));
  }

  #end(
    { lasts = 0, repeat, choose, parallel }: Written,
    key: string,
    at: number,
    seen: (name: string) => { at: number; end: number },
  ) {
    if (parallel) return this.list(parallel, `${key}/`, at, seen);
    if (choose) {
      const ends = choose.map(({ id, steps }) => ({ id, end: this.list(steps, `${key}/${id}/`, at, seen) }));
      return ends.find(({ id }) => id === this.taken(key))!.end;
    }
    if (!repeat) return at + lasts;
    let begins = at;
    let last = at;
    let end = at;
    for (let n = 1; n <= repeat.times; n += 1) {
      if (n > 1 && repeat.every)
        begins += repeat.every[0] === '2..5s' ? 3 * SECOND : repeat.every[0] === '1..1.5m' ? 120 * SECOND : repeat.every[1];
      if (n > 1 && repeat.gap) begins = end + this.#drawn(`${key}/${n}`, repeat.gap);
      end = this.list(repeat.steps, `${key}/${n}/`, begins, seen);
      last = Math.max(last, end);
    }
    return last;
  }
}

/** How long leaves last, by the key of each. */
function lastingOf(steps: readonly Written[]): (key: string) => number {
  const lasts = new Map<string, number>();
  const visit = (list: readonly Written[], way: string) => {
    for (const { id, lasts: own, repeat, choose, parallel } of list) {
      if (own !== undefined) lasts.set(way + id, own);
      if (repeat) visit(repeat.steps, `${way}${id}/`);
      for (const option of choose ?? []) visit(option.steps, `${way}${id}/${option.id}/`);
      if (parallel) visit(parallel, `${way}${id}/`);
    }
  };
  visit(steps, '');
  // Rounds of a repetition have numbers, which no id here begins with.
  return (key) => lasts.get(key.replaceAll(/\/\d+\//gu, '/'))!;
}

function scheduled(steps: readonly Written[], story: Story, seed: number): Schedule {
  const lasts = lastingOf(steps);
  const random = createRandomSource(seed);
  return schedule(random.fork('times'), random.fork('choices'), story, START, (n) => {
    const exact = lasts(story.frames[n]!.key);
    return { exact, least: exact, most: exact };
  });
}

const seeds = fc.nat(0xffff);

/** The option of each choice that is reached, by the key of the choice. */
function takenBy(story: Story, { happens }: Schedule): Map<string, Set<string>> {
  const taken = new Map<string, Set<string>>();
  story.frames.forEach(({ conditions }, n) => {
    if (happens[n]) for (const { key, option } of conditions) taken.set(key, (taken.get(key) ?? new Set()).add(option));
  });
  return taken;
}

describe('the schedule', () => {
  it('is what calling from step to step gives', () => {
    fc.assert(
      fc.property(written, seeds, (steps, seed) => {
        const story = storyOf(steps);
        const made = scheduled(steps, story, seed);
        const taken = takenBy(story, made);
        // A choice within what does not happen takes one as well: whichever, its steps do not happen.
        const naive = new Naive(createRandomSource(seed).fork('times'), (key) => [...(taken.get(key) ?? ['a'])][0]!);
        naive.list(steps, '', START, () => {
          throw new Error('no such step');
        });
        story.frames.forEach(({ key }, n) => {
          if (!made.happens[n]) return;
          expect([key, made.begins[n]!.at, made.ends[n]!.at]).toEqual([key, naive.times.get(key)!.at, naive.times.get(key)!.end]);
        });
      }),
      tries(400),
    );
  });

  it('takes one option of each choice that is reached, and never one without weight', () => {
    fc.assert(
      fc.property(written, seeds, (steps, seed) => {
        const story = storyOf(steps);
        const made = scheduled(steps, story, seed);
        for (const [, options] of takenBy(story, made)) expect(options.size).toBe(1);
        story.frames.forEach(({ conditions, inside }, n) => {
          const own = conditions.at(-1);
          if (made.happens[n])
            for (const { option, options } of conditions)
              expect(options.find(({ id }) => id === option)!.weight).toBeGreaterThan(0);
          // Where everything around it happens, and none of its brothers does, it happens itself.
          if (own === undefined) expect(made.happens[n]).toBe(true);
          expect(inside === undefined ? conditions : []).toEqual([]);
        });
      }),
      tries(200),
    );
  });

  it('lies within bounds that are the same for every seed', () => {
    fc.assert(
      fc.property(written, fc.array(seeds, { minLength: 4, maxLength: 4 }), (steps, several) => {
        const story = storyOf(steps);
        const all = several.map((seed) => scheduled(steps, story, seed));
        const bounds = (list: Schedule['begins']) => list.map(({ earliest, latest }) => [earliest, latest]);
        for (const made of all) {
          expect(bounds(made.begins)).toEqual(bounds(all[0]!.begins));
          expect(bounds(made.ends)).toEqual(bounds(all[0]!.ends));
          for (const edge of ['begins', 'ends'] as const)
            made[edge].forEach(({ at, earliest, latest }, n) => {
              if (!made.happens[n]) return;
              expect(at).toBeGreaterThanOrEqual(earliest);
              expect(at).toBeLessThanOrEqual(latest);
            });
        }
      }),
      tries(200),
    );
  });

  it('moves nothing but what waits for what was changed', () => {
    fc.assert(
      fc.property(written, seeds, (steps, seed) => {
        const alone: Written = { id: 'zq', at: SPANS[2]!, lasts: 0 };
        const more = [...steps, alone];
        const before = scheduled(steps, storyOf(steps), seed);
        const after = scheduled(more, storyOf(more), seed);
        expect(after.begins.slice(0, -1)).toEqual(before.begins);
        expect(after.happens.slice(0, -1)).toEqual(before.happens);
      }),
      tries(100),
    );
  });

  it('takes the options of a choice as often as they weigh', () => {
    const step = (id: string): Written => ({ id, lasts: 0 });
    const steps: Written[] = [
      {
        id: 'either',
        at: SPANS[1]!,
        choose: [
          { id: 'often', weight: 3, steps: [step('one')] },
          { id: 'seldom', weight: 1, steps: [step('two')] },
          { id: 'never', weight: 0, steps: [step('three')] },
        ],
      },
    ];
    const story = storyOf(steps);
    const counts = [0, 0, 0];
    for (let seed = 0; seed < 4_000; seed += 1)
      scheduled(steps, story, seed).happens.forEach((happens, n) => {
        counts[n]! += Number(happens);
      });
    expect(counts[0]! + counts[1]!).toBe(4_000);
    // Four standard deviations.
    expect(Math.abs(counts[0]! - 3_000)).toBeLessThan(110);
  });

  it('an option more takes choices from others, and moves none between them', () => {
    const choice = (...ids: string[]): Written[] => [
      { id: 'either', at: SPANS[1]!, choose: ids.map((id) => ({ id, weight: 2, steps: [{ id, lasts: 0 }] })) },
    ];
    const takes = (steps: Written[], seed: number) =>
      [...takenBy(storyOf(steps), scheduled(steps, storyOf(steps), seed)).values()].map((one) => [...one][0]!)[0]!;
    for (let seed = 0; seed < 200; seed += 1) {
      const before = takes(choice('a', 'b'), seed);
      expect([before, 'c']).toContain(takes(choice('a', 'b', 'c'), seed));
    }
  });
});

const text = (steps: readonly object[]) =>
  JSON.stringify({
    id: 'story',
    title: 'A story',
    start: '2026-05-04T07:30:00Z',
    world: { hosts: { desk: {} } },
    processes: { script: { host: 'desk', image: 'C:\\a.exe', user: 'SYSTEM', start: '-1d' } },
    steps,
  });
const connect = { from: 'script', to: 'desk', port: 445 };

describe('a long chain', () => {
  it('of 19,000 rounds, each behind the end of the one before, has its times', () => {
    const steps = [{ id: 'again', at: '1s', repeat: { times: 19_000, gap: '1ms', steps: [{ id: 'call', connect }] } }];
    const { story } = readStory(text(steps), 'story.yaml');
    const { begins } = schedule(createRandomSource(1), createRandomSource(2), story, START, () => ({
      exact: 5,
      least: 5,
      most: 5,
    }));
    expect(begins.at(-1)!.at).toBe(START + SECOND + 18_999 * 1_005);
  });

  it('that closes to a circle is one error', () => {
    const steps = Array.from({ length: 9_000 }, (_, n) => ({
      id: `s${n}`,
      after: `end of s${(n + 8_999) % 9_000} + 1ms`,
      connect,
    }));
    expect(problemsOf(text(steps)).map(({ code, path }) => [code, path])).toEqual([['CYCLE', 'steps[0] "s0".after']]);
  });
});
