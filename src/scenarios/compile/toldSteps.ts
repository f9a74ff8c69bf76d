import type { End, Meaning } from '../../model/flow.js';
import { processKey } from '../../model/process.js';
import { expectationsOf, rulesByStep } from '../expectationsOf.js';
import type { Report, StoryPath } from '../finding.js';
import type { Story, StoryStep } from '../language/story.js';
import type { PinnedConnection, PlannedStep } from '../plan.js';
import { PROTOCOLS } from '../protocols.js';
import { keyedListSource } from '../sources/keyedListSource.js';
import { listedSource } from '../sources/listedSource.js';
import { type Scattered, scatteredSource } from '../sources/scatteredSource.js';
import type { Source } from '../sources/source.js';
import { checkRecordPins } from './checkRecordPins.js';
import { type ConnectionEnds, connectionEnds, type Known } from './connectionEnds.js';
import type { FlowTable } from './flowTable.js';
import type { Calls, KindContext } from './kinds/kind.js';
import { kindOf } from './kinds/kinds.js';
import { serviceStart } from './latestStart.js';
import type { ProcessSpan } from './processSpans.js';
import type { Schedule } from './schedule.js';
import { sourcePortOf } from './sourcePort.js';
import { iso } from './storyProcesses.js';
import { type Stretch, stretchesOf } from './stretches.js';
import { neverBefore } from './timed.js';

interface Stretched extends Stretch {
  readonly flow: number;
}

/** Turns the steps of a story into flows and the sources of their connections. */
export class ToldSteps {
  readonly sources: Source[] = [];
  readonly pins: PinnedConnection[] = [];
  readonly #ends = new Map<string, number>();
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
    const { key, label } = this.story.frames[index]!;
    const { kind, content } = kindOf(step);
    const [begins, ends] = [times.begins[index]!, times.ends[index]!];
    let first: { readonly flow: number; readonly at: number } | undefined;
    let last = begins.at;
    let connections = 0;
    const calls = kind.calls(content, begins.at, { ...context, begins });
    const before = this.flows.length;
    const scattered: Scattered[] = [];
    const kinds = new Map<string, number>();
    for (const call of calls) {
      const span = call.own ?? { from: begins, to: ends, path: ['steps', index, step.at ? 'at' : 'after'] };
      const found = connectionEnds(
        {
          ends: call.ends,
          at: call.moments[0] ?? begins.at,
          from: span.from,
          to: span.to,
          ...(call.mayFail && { mayFail: true }),
        },
        this.known,
        call.path,
        this.report,
      );
      if (!found) continue;
      this.#checkTimes(found, index, span);
      checkRecordPins(step, found, ['steps', index, 'pin'], this.report);
      const stretches = this.#flows(call, found, step, label, kinds);
      const { flow } = stretches[0]!;
      this.#pin(step, call, calls.length, flow, ['steps', index]);
      if (!times.happens[index] || call.moments.length === 0) continue;
      // A scan has as many flows as probes: of those one source is made. A script's connections have keys of their own.
      if (calls.length > 1 && call.moments.length === 1 && !call.keys) {
        const { keyLow, keyHigh } = call.random;
        scattered.push({ keyLow, keyHigh, flow, at: call.moments[0]! });
      } else for (const stretch of stretches) this.sources.push(sourceOf(call, stretch));
      first ??= { flow, at: call.moments[0]! };
      last = Math.max(last, call.moments[call.moments.length - 1]!);
      connections += call.moments.length;
    }
    if (scattered.length > 0) this.sources.push(scatteredSource(scattered));
    return first && { id: label, key, title: step.title ?? '', ...first, flows: this.flows.length - before, last, connections };
  }

  /**
   * One flow for each address that the connections come from.
   *
   * @param kinds - Those of the step so far: a scan has as many as it has ports.
   */
  #flows(
    { ends, path, moments }: Calls,
    found: ConnectionEnds,
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
    return stretchesOf(initiator, machine, moments).map((stretch) => ({
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

  /** Both processes must be there for all of the step, whatever the seed. */
  #checkTimes({ initiator, responder }: ConnectionEnds, index: number, { from, to, path }: NonNullable<Calls['own']>): void {
    const step = this.story.steps[index]!;
    for (const process of [initiator.process, responder.process]) {
      // What a step runs itself is there when it goes on from it.
      if (!process || (step.spread && process.name === this.story.frames[index]!.key)) continue;
      const key = processKey(process);
      const span = this.spans.get(process.name) ?? this.spans.get(key);
      const own = span?.begins.at === process.startedAt ? span : undefined;
      const started = own?.begins ?? serviceStart(this.story, process);
      const { conditions } = this.story.frames[index]!;
      if (
        own?.conditions?.some(({ key: choice, option }) => !conditions.some((its) => its.key === choice && its.option === option))
      )
        this.report({
          code: 'INCONSISTENT',
          path: ['steps', index],
          expected: `a process that is there whatever the seed chooses: ${key} is not`,
          received: { words: 'a step outside of the option' },
        });
      if (!neverBefore(from, started))
        this.report({
          code: 'INCONSISTENT',
          path,
          expected: `a time at or after the start of ${key}, ${iso(started.latest)}`,
          received: { words: iso(from.earliest) },
          cure: 'start the process earlier, or let the step come later',
        });
      else if (own?.ends && !neverBefore(own.ends, to))
        this.report({
          code: 'INCONSISTENT',
          path,
          expected: `a step that is over before ${key} ends, ${iso(own.ends.earliest)}`,
          received: { words: Number.isFinite(to.latest) ? iso(to.latest) : 'one that may go on for longer' },
          cure: 'give the process a longer life, or let the step end earlier',
        });
    }
  }

  #pin(step: StoryStep, { ends, path, moments }: Calls, calls: number, flow: number, place: StoryPath): void {
    const counts = this.flows.at(flow)!.sourcePort.kind === 'counted' && ends.sourcePort !== undefined;
    if (!step.pin && !counts) return;
    if (step.script && counts)
      this.report({
        code: 'INCONSISTENT',
        path: [...path, 'sourcePort'],
        expected: 'a port that the program binds itself: the host counts those from 49152 on',
        cure: 'pin it in a connect step',
      });
    if (step.pin && !step.connect) {
      this.report({
        code: 'INCONSISTENT',
        path: [...place, 'pin'],
        expected: 'a step with one connection',
        received: { words: `a ${kindOf(step).name}` },
        cure: 'pin a connect step',
      });
      return;
    }
    if (calls > 1 || step.script) return;
    this.pins.push({
      flow,
      at: moments[0]!,
      path: place,
      telling: String(path[2]),
      ...(counts && { sourcePort: ends.sourcePort! }),
      ...initiatorAndResponder(step),
    });
  }
}

/** Keys of the name of an only connection. */
function sourceOf({ keys, random }: Calls, { flow, moments, first }: Stretched): Source {
  if (!keys) return listedSource(random, flow, moments, first);
  const [low, high] = [keys.low, keys.high].map((all) => all.subarray(first, first + moments.length));
  return keyedListSource(flow, moments, low!, high!);
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

function initiatorAndResponder({ pin }: StoryStep): Partial<PinnedConnection> {
  // Keys that the story leaves out stay out: the schema's `undefined` is not a pin.
  const present = (values: object | undefined) =>
    values && Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  const initiator = present(pin?.initiator);
  const responder = present(pin?.responder);
  return { ...(initiator && { initiator }), ...(responder && { responder }) };
}
