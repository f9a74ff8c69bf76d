import type { Flow } from '../model/flow.js';
import { processKey } from '../model/process.js';
import type { Plan } from '../scenarios/plan.js';
import { EPOCH_MICROSECONDS } from '../scenarios/sources/source.js';

/** A step of a story as labels call it, all rounds of a block together. */
export interface TimelineStep {
  readonly step: string;
  readonly title: string;
  readonly role: Flow['meaning']['role'];
  readonly technique?: string;
  /** Microseconds since 1970-01-01 UTC, true time: its first connection, */
  readonly at: number;
  /** and its last. */
  readonly last: number;
  readonly connections: number;
  /** Both ends of its first connection: processes, where there are any. */
  readonly from: string;
  readonly to: string;
}

/** How many connections of a step begin in an interval. */
export interface TimelineMark {
  /** Position of the interval, counted from 0. */
  readonly bin: number;
  /** Position in {@link StoryTimeline.steps}. */
  readonly step: number;
  readonly count: number;
}

/** What a host does in a story. */
export interface TimelineLane {
  readonly host: string;
  /** Connections that it begins, and those that it is called by, by interval. */
  readonly out: readonly TimelineMark[];
  readonly in: readonly TimelineMark[];
}

/** The connections of a story, without its background, in intervals of equal length. */
export interface StoryTimeline {
  /** Microseconds since 1970-01-01 UTC: the first connection, */
  readonly from: number;
  /** and just after the last. */
  readonly to: number;
  readonly bins: number;
  /** In the order of their first connections. */
  readonly steps: readonly TimelineStep[];
  /** Hosts that have a part in the story, in the order in which they appear. */
  readonly lanes: readonly TimelineLane[];
}

/**
 * Counts what a story tells, host by host, without making a record.
 *
 * @param bins - Into how many intervals the time of the story is cut.
 */
export function storyTimeline(plan: Plan, bins: number): StoryTimeline {
  const steps = stepsOf(plan);
  const numbers = new Map(steps.map(({ step }, number) => [step, number]));
  const from = steps.reduce((first, { at }) => Math.min(first, at), Infinity);
  const to = steps.reduce((end, { last }) => Math.max(end, last + 1), 0);
  const lanes = new Map<string, { first: number; out: Map<number, number>; in: Map<number, number> }>();
  const mark = (host: string, side: 'out' | 'in', at: number, step: number) => {
    const lane = lanes.get(host) ?? { first: at, out: new Map<number, number>(), in: new Map<number, number>() };
    const key = Math.floor(((at - from) / (to - from)) * bins) * steps.length + step;
    lane[side].set(key, (lane[side].get(key) ?? 0) + 1);
    lane.first = Math.min(lane.first, at);
    lanes.set(host, lane);
  };
  for (let epoch = Math.floor(from / EPOCH_MICROSECONDS); epoch * EPOCH_MICROSECONDS < to; epoch += 1)
    for (const source of plan.told)
      source.emit(epoch, {
        add(at, index) {
          const { background, initiator, responder, meaning } = plan.flows.at(index)!;
          const step = numbers.get(meaning.step);
          if (background || step === undefined) return;
          if (initiator.host) mark(initiator.host.id, 'out', at, step);
          if (responder.host) mark(responder.host.id, 'in', at, step);
        },
      });
  const marks = (counts: ReadonlyMap<number, number>) =>
    [...counts]
      .sort(([a], [b]) => a - b)
      .map(([key, count]) => ({ bin: Math.floor(key / steps.length), step: key % steps.length, count }));
  return {
    from,
    to,
    bins,
    steps,
    lanes: [...lanes]
      .sort(([, a], [, b]) => a.first - b.first)
      .map(([host, lane]) => ({ host, out: marks(lane.out), in: marks(lane.in) })),
  };
}

function stepsOf(plan: Plan): readonly TimelineStep[] {
  const steps = new Map<string, TimelineStep>();
  for (const { id, title, flow, at, last, connections } of [...plan.steps].sort((a, b) => a.at - b.at)) {
    const before = steps.get(id);
    const { meaning, initiator, responder, destinationPort } = plan.flows.at(flow)!;
    const port = destinationPort === 0 ? '' : ` port ${destinationPort}`;
    const { role, technique } = meaning;
    steps.set(
      id,
      before
        ? { ...before, last: Math.max(before.last, last), connections: before.connections + connections }
        : {
            step: id,
            title,
            role,
            ...(technique !== undefined && { technique }),
            at,
            last,
            connections,
            from: processKey(initiator.process!),
            to: `${responder.process ? processKey(responder.process) : (responder.host?.id ?? responder.address.text)}${port}`,
          },
    );
  }
  return [...steps.values()];
}
