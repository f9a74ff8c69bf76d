import { keyed32 } from '../../random/keyed32.js';
import type { RandomSource } from '../../random/randomSource.js';
import { boundsOf, drawer } from '../distributions.js';
import type { Delay } from '../duration.js';
import type { Condition } from '../expand/frames.js';
import type { Story } from '../language/story.js';
import { TimeGraph, type TimeNode } from '../references/timeGraph.js';
import { exactly, since, type Timed, timedAfter } from './timed.js';

/** How long a step takes from its first connection to its last, microseconds. */
export interface Lasting {
  readonly least: number;
  readonly most: number;
  /** For this seed. */
  readonly exact: number;
}

/** When the steps of a story happen. */
export interface Schedule {
  /** When each step begins, by its position. */
  readonly begins: readonly Timed[];
  readonly ends: readonly Timed[];
  /** Whether each step happens for this seed. */
  readonly happens: readonly boolean[];
  /** Whether the seed chooses as a condition says. */
  holds(condition: Condition): boolean;
  /** When the step or block of a name begins or ends, as steps outside of blocks see it. */
  moment(name: string, edge: 'start' | 'end'): Timed | undefined;
}

/**
 * When each step and block begins and ends.
 *
 * What a step draws belongs to the step alone, so only what waits for another moves with it.
 *
 * @param story - Checked: every `after` names something, and there is no circle.
 * @param choices - Keys of what the seed chooses.
 * @param lasting - How long a step takes that begins at a moment.
 */
export function schedule(
  random: RandomSource,
  choices: RandomSource,
  story: Story,
  start: number,
  lasting: (step: number, at: number) => Lasting,
): Schedule {
  const graph = new TimeGraph(story);
  const order = graph.order();
  if ('circle' in order) throw new Error('the steps wait for each other');
  const chosen = choiceOf(choices);
  const happens = graph.nodes.map((_, n) =>
    (n < graph.steps ? story.frames[n]! : story.blocks[n - graph.steps]!).conditions.every(chosen),
  );
  const times = new Array<Timed>(2 * graph.nodes.length);
  for (const event of order.events) {
    const n = event >> 1;
    const node = graph.nodes[n]!;
    if (event % 2 === 0) times[event] = beginning(node, graph.beginsFrom(node), times, random, story, start);
    else if (n < graph.steps) times[event] = timedAfter(times[event - 1]!, lasting(n, times[event - 1]!.at));
    else times[event] = endOfBlock(times[event - 1]!, graph.members[n - graph.steps]!, times, happens, graph, story);
  }
  const ofSteps = (edge: 0 | 1) => Array.from({ length: graph.steps }, (_, n) => times[2 * n + edge]!);
  const outside = { inside: undefined } as TimeNode;
  return {
    begins: ofSteps(0),
    ends: ofSteps(1),
    happens: happens.slice(0, graph.steps),
    holds: chosen,
    moment: (name, edge) => {
      const node = graph.named(name, outside);
      return node === undefined ? undefined : times[2 * node + Number(edge === 'end')];
    },
  };
}

function beginning(
  node: TimeNode,
  from: number | undefined,
  times: readonly Timed[],
  random: RandomSource,
  story: Story,
  start: number,
): Timed {
  if (node.at?.kind === 'absolute') return exactly(node.at.at + start - story.start);
  const base = from === undefined ? exactly(start) : times[from]!;
  const told = node.follows ?? node.at ?? node.after;
  const delay = told && 'by' in told ? told.by : NONE;
  const { min, max } = boundsOf(story, delay);
  const { keyLow, keyHigh } = random.fork(node.key);
  return timedAfter(base, { exact: drawer(story, delay)(keyed32(keyLow, keyHigh, 0, 0)), least: min, most: max });
}

const NONE: Delay = { min: 0, max: 0 };

/** With the last of its members that happen, and never before the block begins; those that may not happen make it later, never earlier. */
function endOfBlock(
  begin: Timed,
  members: readonly number[],
  times: readonly Timed[],
  happens: readonly boolean[],
  graph: TimeGraph,
  story: Story,
): Timed {
  let { at, earliest, latest } = begin;
  for (const member of members) {
    const end = times[2 * member + 1]!;
    if (happens[member]) at = Math.max(at, end.at);
    const round = member >= graph.steps ? story.blocks[member - graph.steps]! : undefined;
    const certain = !round?.follows || round.conditions.length === story.blocks[round.inside!]!.conditions.length;
    if (certain) earliest = Math.max(earliest, end.earliest);
    latest = Math.max(latest, end.latest);
  }
  return { at, earliest, latest, since: since(begin, 0, Infinity) };
}

/**
 * Whether a condition holds.
 *
 * Each option has as many lots as its weight says, and the highest lot wins: so an option more takes choices away from others, and never
 * moves one between them.
 */
function choiceOf(random: RandomSource): (condition: Condition) => boolean {
  const winners = new Map<string, string>();
  return ({ key, option, options }) => {
    let winner = winners.get(key);
    if (winner === undefined) {
      let highest = -1;
      for (const { id, weight } of options) {
        const { keyLow, keyHigh } = random.fork(key).fork(id);
        for (let lot = 0; lot < weight; lot += 1) {
          const value = keyed32(keyLow, keyHigh, lot, 1);
          if (value > highest) {
            highest = value;
            winner = id;
          }
        }
      }
      winners.set(key, winner!);
    }
    return winner === option;
  };
}
