import type { Meaning } from '../../model/flow.js';
import { type Process, processKey } from '../../model/process.js';
import { createRandomSource } from '../../random/randomSource.js';
import { buildWorld, WorldError } from '../../world/buildWorld.js';
import { officeSources } from '../background/office.js';
import type { Report } from '../finding.js';
import type { Story, StoryStep } from '../language/story.js';
import type { PinnedConnection, Plan, PlannedStep } from '../plan.js';
import { PROTOCOLS } from '../protocols.js';
import { listedSource } from '../sources/listedSource.js';
import type { Source } from '../sources/source.js';
import { beats, MOST_BEATS } from './beats.js';
import { checkProcessPins } from './checkProcessPins.js';
import { checkRecordPins } from './checkRecordPins.js';
import { checkServicePins } from './checkServicePins.js';
import { connectionEnds } from './connectionEnds.js';
import { type FlowKind, FlowTable } from './flowTable.js';
import { sourcePortOf } from './sourcePort.js';
import { stepTimes } from './stepTimes.js';
import { iso, storyProcesses } from './storyProcesses.js';
import { worldSpecOf } from './worldSpec.js';

export interface CompileOptions {
  readonly seed: number;
  /** Start of the story, microseconds since 1970-01-01 UTC; absent: its own. */
  readonly start?: number | undefined;
  /** Workstations of the background; absent: what the story says. */
  readonly workstations?: number | undefined;
  /** Length of the run in microseconds, lead of the background included; `Infinity`: until somebody stops it. It should not end before the story. */
  readonly duration?: number | undefined;
}

/** ContextTimeStamp has ten digits of seconds (since September 2001), ProcessGuid 32 bits of them (until February 2106); a boot may be days before. */
const EARLIEST = Date.UTC(2002, 0, 1) * 1000;
const LATEST = Date.UTC(2106, 0, 1) * 1000;

/**
 * Turns a story into what happens.
 *
 * @param story - Checked by the loader: every name in it is known.
 * @param report - Takes what only shows now: names of services, addresses that a host lacks, times.
 * @returns undefined where something was reported that leaves nothing to build on.
 */
export function compileStory(story: Story, options: CompileOptions, report: Report): Plan | undefined {
  // Two stories of one seed are two worlds: their hosts, sensors and record ids may lie side by side in one system.
  const random = createRandomSource(options.seed).fork(story.id);
  const start = options.start ?? story.start;
  const workstations = story.background ? (options.workstations ?? story.background.workstations) : 0;
  if (start < EARLIEST || start >= LATEST) {
    report({
      code: 'WRONG_VALUE',
      path: ['start'],
      expected: `a time from ${iso(EARLIEST).slice(0, 4)} to ${iso(LATEST - 1).slice(0, 4)}`,
      received: { words: iso(start) },
    });
    return undefined;
  }
  const world = orReport(report, () => buildWorld(random.fork('world'), worldSpecOf(story, start, workstations)));
  if (!world) return undefined;

  checkServicePins(story, world, report);
  const processes = storyProcesses(random.fork('processes'), story, world, start, report);
  checkProcessPins(story, world, processes, report);
  const times = stepTimes(random.fork('times'), story, start);
  const flows = new FlowTable();
  const sources: Source[] = [];
  const steps: PlannedStep[] = [];
  const pins: PinnedConnection[] = [];
  let last = start;

  story.steps.forEach((step, index) => {
    const path = ['steps', index];
    const ends = connectionEnds(step, { world, processes }, [...path, step.connect ? 'connect' : 'beacon'], report);
    if (!ends) return;
    const at = times.get(step.id)!;
    for (const process of [ends.initiator.process, ends.responder.process])
      checkStarted(process, at, [...path, step.at ? 'at' : 'after'], report);
    checkRecordPins(step, ends, [...path, 'pin'], report);
    const telling = (step.connect ?? step.beacon)!;
    const own = random.fork('steps').fork(step.id);
    const protocol = PROTOCOLS[telling.protocol];
    const sourcePort = sourcePortOf(
      telling,
      protocol,
      ends,
      world,
      [...path, step.connect ? 'connect' : 'beacon', 'sourcePort'],
      report,
    );
    const kind: FlowKind = {
      protocol,
      sourcePort,
      destinationPort: ends.port,
      ...(ends.mapped && { mapped: true }),
      ...(step.ruleName !== undefined && { ruleName: step.ruleName }),
      meaning: meaningOf(story, step),
      background: false,
    };
    const flow = flows.add(flows.addKind(kind), flows.addEnd(ends.initiator), flows.addEnd(ends.responder));
    const moments = step.beacon ? beats(own.fork('beats'), beatOf(step.beacon, at)) : [at];
    if (!moments) {
      report({
        code: 'WRONG_VALUE',
        path: [...path, 'beacon', 'for'],
        expected: `at most ${MOST_BEATS} calls`,
        cure: 'a longer every, or a shorter for',
      });
      return;
    }
    sources.push(listedSource(own.fork('connections'), flow, moments));
    steps.push({ id: step.id, title: step.title ?? '', flow, at, connections: moments.length });
    last = Math.max(last, moments.at(-1)! + 1);
    if (step.pin && step.beacon) {
      report({
        code: 'INCONSISTENT',
        path: [...path, 'pin'],
        expected: 'a step with one connection',
        received: { words: 'a beacon' },
        cure: 'pin a connect step',
      });
    }
    const pinsCounter = sourcePort.kind === 'counted' && telling.sourcePort !== undefined;
    if (step.pin || pinsCounter) {
      pins.push({
        flow,
        at,
        path,
        telling: step.connect ? 'connect' : 'beacon',
        ...(pinsCounter && { sourcePort: telling.sourcePort! }),
        ...initiatorAndResponder(step),
      });
    }
  });

  const first = Math.min(start, ...steps.map(({ at }) => at));
  const from = first - (story.background?.lead ?? 0);
  const to = options.duration === undefined ? last + (story.background?.tail ?? 0) : from + options.duration;
  if (story.background) {
    // One by one: a large office has more sources than a call takes arguments.
    for (const source of officeSources(random.fork('background'), world, flows, story.id, { from, to })) sources.push(source);
  }
  return {
    scenario: { id: story.id, title: story.title },
    seed: options.seed,
    start,
    world,
    flows,
    sources,
    from,
    to,
    storyEnd: last,
    steps,
    pins,
    processStarts: [...processes.values()]
      .filter(({ startedAt }) => startedAt >= from && startedAt < to)
      .map(({ host, startedAt }) => ({ host, at: startedAt })),
    random: random.fork('sensors'),
  };
}

function meaningOf(story: Story, step: StoryStep): Meaning {
  return {
    scenario: story.id,
    step: step.id,
    ...(step.technique && { technique: step.technique }),
    role: step.role,
    rules: step.rules,
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

function beatOf(beacon: NonNullable<StoryStep['beacon']>, from: number) {
  const { every, jitter = 0 } = beacon;
  return {
    from,
    lasts: beacon.for,
    every,
    jitter: typeof jitter === 'number' ? jitter : Math.round((every * Number.parseFloat(jitter)) / 100),
  };
}

function checkStarted(process: Process | undefined, at: number, path: readonly (string | number)[], report: Report): void {
  if (!process || at >= process.startedAt) return;
  report({
    code: 'INCONSISTENT',
    path,
    expected: `a time at or after the start of ${processKey(process)}, ${iso(process.startedAt)}`,
    received: { words: iso(at) },
    cure: 'start the process earlier, or let the step come later',
  });
}

/** The world layer throws; what it says belongs to a place of the story. */
function orReport<T>(report: Report, build: () => T): T | undefined {
  try {
    return build();
  } catch (error) {
    if (!(error instanceof WorldError)) throw error;
    report({
      code: 'INCONSISTENT',
      path: ['world', ...error.place],
      expected: error.expected,
      received: { words: error.received },
    });
    return undefined;
  }
}
