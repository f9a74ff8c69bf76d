import type { RandomSource } from '../../random/randomSource.js';
import { remembered } from '../../world/remembered.js';
import type { Machine } from '../../world/world.js';
import { Activity, curves } from '../sources/activity.js';
import { BurstSource, type BurstSpan, type Rhythm } from '../sources/burstSource.js';
import type { Source } from '../sources/source.js';
import { TimerSource } from '../sources/timerSource.js';
import type { Habit } from './habit.js';

/** A timer's lateness: 60.00 to 60.02 s between the ticks of a 60 s timer. */
const TIMER_JITTER = 18_000;

/** One habit of one host while its addresses stay the same. */
export interface HabitOfHost {
  readonly habit: Habit;
  /** Absent where the habit is a timer. */
  readonly rhythm: Rhythm | undefined;
  readonly random: RandomSource;
  readonly span: BurstSpan;
  /** Of each member: the same list for members that talk alike. */
  readonly flows: readonly (readonly number[])[];
}

/**
 * The sources of an office, host by host: a large one has half a million, so they are kept as numbers, and made whenever they are asked for.
 *
 * Of a host: how many lists of flows and how many sources it has; each list behind its length; each source as its kind, its key, its span,
 * the number of its members and their lists.
 */
export class SourceTable implements Iterable<Source> {
  #numbers = new Int32Array(1024);
  #length = 0;
  readonly #machines: Machine[] = [];
  readonly #kinds: { readonly habit: Habit; readonly rhythm: Rhythm | undefined }[] = [];
  readonly #kindOf = new Map<Habit, Map<Rhythm | undefined, number>>();
  readonly #spans: BurstSpan[] = [];
  readonly #spansFrom = new Map<number, readonly number[]>();

  /** @param random - Of the office; the activities of a host are drawn from what belongs to it. */
  constructor(private readonly random: RandomSource) {}

  /** Adds a host with all that it does. */
  add(machine: Machine, habits: readonly HabitOfHost[]): void {
    this.#machines.push(machine);
    const lists = [...new Set(habits.flatMap(({ flows }) => flows))];
    const numberOf = new Map(lists.map((list, number) => [list, number]));
    this.#push(lists.length, habits.length);
    for (const list of lists) this.#push(list.length, ...list);
    for (const { habit, rhythm, random, span, flows } of habits)
      this.#push(
        this.#kind(habit, rhythm),
        random.keyLow,
        random.keyHigh,
        this.#span(span),
        flows.length,
        ...flows.map((list) => numberOf.get(list)!),
      );
  }

  #push(...numbers: readonly number[]): void {
    const end = this.#length + numbers.length;
    if (end > this.#numbers.length) {
      const longer = new Int32Array(Math.max(end, this.#numbers.length * 1.5));
      longer.set(this.#numbers);
      this.#numbers = longer;
    }
    this.#numbers.set(numbers, this.#length);
    this.#length = end;
  }

  #kind(habit: Habit, rhythm: Rhythm | undefined): number {
    const ofHabit = this.#kindOf.get(habit) ?? new Map<Rhythm | undefined, number>();
    this.#kindOf.set(habit, ofHabit);
    const kind = ofHabit.get(rhythm) ?? this.#kinds.push({ habit, rhythm }) - 1;
    ofHabit.set(rhythm, kind);
    return kind;
  }

  /** Most habits go on as long as the run, and others begin with one of few processes. */
  #span({ from, to }: BurstSpan): number {
    const begun = this.#spansFrom.get(from) ?? [];
    const known = begun.find((span) => this.#spans[span]!.to === to);
    if (known !== undefined) return known;
    const span = this.#spans.push({ from, to }) - 1;
    this.#spansFrom.set(from, [...begun, span]);
    return span;
  }

  *[Symbol.iterator](): Iterator<Source> {
    const numbers = this.#numbers;
    let at = 0;
    const next = () => numbers[at++]!;
    for (const machine of this.#machines) {
      const activities = remembered((curve: keyof typeof curves) => {
        const random = this.random.fork(machine.host.id).fork('activity');
        return new Activity(random, machine.presence, curves[curve]);
      });
      const listCount = next();
      const sourceCount = next();
      const lists: number[][] = [];
      for (let n = 0; n < listCount; n += 1) {
        const length = next();
        lists.push(Array.from(numbers.subarray(at, at + length)));
        at += length;
      }
      for (let n = 0; n < sourceCount; n += 1) {
        const { habit, rhythm } = this.#kinds[next()]!;
        const key = { keyLow: next(), keyHigh: next() };
        const span = this.#spans[next()]!;
        const flows = Array.from({ length: next() }, () => lists[next()]!);
        yield rhythm
          ? new BurstSource(key, rhythm, flows, span, habit.curve && activities(habit.curve))
          : new TimerSource(key, { flow: flows[0]![0]!, period: habit.every!, jitter: TIMER_JITTER, ...span });
      }
    }
  }
}
