import type { End, Meaning } from '../../model/flow.js';
import type { Condition } from '../expand/frames.js';
import { expectationsOf, rulesByStep } from '../expectationsOf.js';
import type { Report } from '../finding.js';
import type { Story, StoryPins, StoryStep } from '../language/story.js';
import type { ConnectionPins } from '../pinsOf.js';
import type { PinnedConnection, PlannedStep, RecordPins } from '../plan.js';
import { PROTOCOLS } from '../protocols.js';
import { listedSource } from '../sources/listedSource.js';
import { type Scattered, scatteredSource } from '../sources/scatteredSource.js';
import type { Source } from '../sources/source.js';
import { type BoundPort, checkBoundPorts, comesTooFast, runsOutOfPorts } from './boundPorts.js';
import { checkRecordPins } from './checkRecordPins.js';
import { checkStepTimes } from './checkStepTimes.js';
import { type ConnectionEnds, connectionEnds, type Known } from './connectionEnds.js';
import type { FlowTable } from './flowTable.js';
import type { Calls, KindContext } from './kinds/kind.js';
import { kindOf } from './kinds/kinds.js';
import { type PinnedNumbers, pinnedConnections } from './pinnedConnections.js';
import type { ProcessSpan } from './processSpans.js';
import type { Schedule } from './schedule.js';
import { sourcePortOf } from './sourcePort.js';
import { apart, type Stretch, stretchesOf } from './stretches.js';

interface Stretched extends Stretch {
  readonly flow: number;
}

/** Turns the steps of a story into flows and the sources of their connections. */
export class ToldSteps {
  readonly sources: Source[] = [];
  readonly pins: PinnedConnection[] = [];
  readonly #ends = new Map<string, number>();
  readonly #bound: BoundPort[] = [];
  /** Rules that are expected on a step, by its label. */
  readonly #rules: ReadonlyMap<string, readonly string[]>;

  constructor(
    private readonly story: Story,
    private readonly known: Known,
    private readonly flows: FlowTable,
    private readonly spans: ReadonlyMap<string, ProcessSpan>,
    private readonly report: Report,
  ) {
    this.#rules = rulesByStep(expectationsOf(story));
  }

  /**
   * Adds a step; one that does not happen for this seed is only checked.
   *
   * @returns undefined for one without connections.
   */
  add(index: number, times: Schedule, context: KindContext): PlannedStep | undefined {
    const step = this.story.steps[index]!;
    const { key, label, conditions } = this.story.frames[index]!;
    const { kind, content } = kindOf(step);
    const [begins, ends] = [times.begins[index]!, times.ends[index]!];
    let first: { readonly flow: number; readonly at: number } | undefined;
    let last = begins.at;
    let connections = 0;
    const calls = kind.calls(content, begins.at, { ...context, begins });
    const before = this.flows.length;
    const scattered: Scattered[] = [];
    const kinds = new Map<string, number>();
    const pinnedIn = pinnedConnections(this.story, index, calls, context, this.report);
    for (const call of calls) {
      const span = call.own ?? { from: begins, to: ends, path: ['steps', index, step.at ? 'at' : 'after'] };
      const found = connectionEnds(
        {
          ends: call.ends,
          at: call.moments[0] ?? begins.at,
          from: span.from,
          to: span.to,
          conditions,
          ...(call.mayFail && { mayFail: true }),
        },
        this.known,
        call.path,
        this.report,
      );
      if (!found) continue;
      const asked = call.mayFail ? [found.initiator] : [found.initiator, found.responder];
      checkStepTimes(this.story, index, asked, span, this.spans, this.report);
      const pinned = pinnedIn(call);
      for (const pins of pinned.values()) checkRecordPins(pins, found, this.report);
      const stretches = this.#flows(call, found, pinned, step, label, kinds);
      this.#checkPorts(call, found, stretches[0]!.flow, span, conditions);
      const sourcePort = this.#pinnedPort(call, step, stretches[0]!.flow);
      if (!times.happens[index] || call.moments.length === 0) continue;
      for (const stretch of stretches)
        this.#pin(stretch, pinned.get(stretch.first), stretch.first === 0 ? sourcePort : undefined);
      const { flow } = stretches[0]!;
      for (const stretch of stretches) this.#addSource(call, stretch, calls.length > 1, scattered);
      first ??= { flow, at: call.moments[0]! };
      last = Math.max(last, call.moments[call.moments.length - 1]!);
      connections += call.moments.length;
    }
    if (scattered.length > 0) this.sources.push(scatteredSource(scattered));
    return first && { id: label, key, title: step.title ?? '', ...first, flows: this.flows.length - before, last, connections };
  }

  /** A scan has as many flows as probes, and a script keys of its own for each connection: of those one source is made for all. */
  #addSource({ keys, random, moments }: Calls, stretch: Stretched, oneOfMany: boolean, scattered: Scattered[]): void {
    const { flow, first } = stretch;
    if (keys)
      for (let n = 0; n < stretch.moments.length; n += 1)
        scattered.push({ keyLow: keys.low[first + n]!, keyHigh: keys.high[first + n]!, flow, at: stretch.moments[n]! });
    else if (oneOfMany && moments.length === 1) {
      const { keyLow, keyHigh } = random;
      scattered.push({ keyLow, keyHigh, flow, at: moments[0]! });
    } else this.sources.push(listedSource(random, flow, stretch.moments, first));
  }

  /**
   * One flow for each address that the connections come from, and one for each connection of which something is pinned.
   *
   * @param kinds - Those of the step so far: a scan has as many as it has ports.
   */
  #flows(
    { ends, path, moments }: Calls,
    found: ConnectionEnds,
    pinned: PinnedNumbers,
    step: StoryStep,
    label: string,
    kinds: Map<string, number>,
  ): readonly Stretched[] {
    const { world } = this.known;
    const protocol = PROTOCOLS[ends.protocol];
    const { port, mapped, unanswered, initiator, responder } = found;
    const sourcePort = sourcePortOf(ends, protocol, found, world, [...path, 'sourcePort'], this.report);
    const name = [protocol, ...Object.values(sourcePort), port, mapped, unanswered].join(' ');
    const kind =
      kinds.get(name) ??
      this.flows.addKind({
        protocol,
        sourcePort,
        destinationPort: port,
        ...(mapped && { mapped }),
        ...(unanswered && { unanswered }),
        ...(step.ruleName !== undefined && { ruleName: step.ruleName }),
        meaning: meaningOf(this.story, step, label, this.#rules.get(label) ?? []),
        background: false,
      });
    kinds.set(name, kind);
    const machine = world.machineById.get(initiator.host!.id)!;
    return apart(stretchesOf(initiator, machine, moments), new Set(pinned.keys())).map((stretch) => ({
      ...stretch,
      flow: this.flows.add(kind, this.#end('initiator', stretch.initiator), this.#end('responder', responder)),
    }));
  }

  /** The number of an end: flows between the same ends share them, but an end is never on both sides of one. */
  #end(side: 'initiator' | 'responder', end: End): number {
    const { address, host, process, name } = end;
    const key = `${side} ${host?.id} ${address.text} ${process?.name} ${process?.startedAt} ${name}`;
    const number = this.#ends.get(key) ?? this.flows.addEnd(end);
    this.#ends.set(key, number);
    return number;
  }

  /** What TCP would not do: the same two ports again too soon, or more ports than there are. */
  #checkPorts(
    { ends, moments, leastGap, path }: Calls,
    { initiator, responder, port }: ConnectionEnds,
    flow: number,
    { from, to: until }: NonNullable<Calls['own']>,
    conditions: readonly Condition[],
  ): void {
    if (ends.protocol !== 'tcp') return;
    const { sourcePort } = this.flows.at(flow)!;
    const place = [...path, 'sourcePort'];
    if (sourcePort.kind === 'fixed') {
      const to = `${responder.address.text} ${port}`;
      this.#bound.push({ initiator, port: sourcePort.port, to, from, until, conditions, path: place });
      if (comesTooFast(moments, leastGap))
        this.report({
          code: 'INCONSISTENT',
          path: place,
          expected: 'no port, or calls that are two minutes apart: to TCP they would be the same connection',
        });
    } else if (sourcePort.kind === 'counted' && runsOutOfPorts(moments))
      this.report({
        code: 'TOO_LARGE',
        path,
        expected: 'at most 16384 connections to one port of one host within two minutes: Windows has no more ports',
        received: { words: 'more' },
      });
  }

  /** What only all steps together tell. */
  finish(): void {
    checkBoundPorts(this.#bound, this.report);
  }

  /** The port that its first connection has, where that sets the counter of the host. */
  #pinnedPort({ ends, path }: Calls, step: StoryStep, flow: number): PinnedConnection['sourcePort'] {
    if (ends.sourcePort === undefined || this.flows.at(flow)!.sourcePort.kind !== 'counted') return undefined;
    const pinned = { port: ends.sourcePort, path: [...path, 'sourcePort'] };
    if (!step.script) return pinned;
    this.report({
      code: 'INCONSISTENT',
      path: pinned.path,
      expected: 'a port that the program binds itself: the host counts those from 49152 on',
      cure: 'pin it in a connect step',
    });
    return undefined;
  }

  #pin({ flow, moments }: Stretched, pins: ConnectionPins | undefined, sourcePort: PinnedConnection['sourcePort']): void {
    if (!pins && !sourcePort) return;
    const initiator = present(pins?.initiator);
    const responder = present(pins?.responder);
    this.pins.push({
      flow,
      at: moments[0]!,
      path: pins?.path ?? [],
      ...(sourcePort && { sourcePort }),
      ...(initiator && { initiator }),
      ...(responder && { responder }),
    });
  }
}

function meaningOf(story: Story, step: StoryStep, label: string, rules: readonly string[]): Meaning {
  return {
    scenario: story.id,
    step: label,
    ...(step.technique && { technique: step.technique }),
    role: step.role,
    rules,
  };
}

/** Keys that the story leaves out stay out: the schema's `undefined` is not a pin. */
const present = (values: StoryPins | undefined): RecordPins | undefined =>
  values && Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
