import type { Process } from '../../model/process.js';
import { createRandomSource } from '../../random/randomSource.js';
import { buildWorld } from '../../world/buildWorld.js';
import { WorldError } from '../../world/worldError.js';
import { officeSources } from '../background/office.js';
import type { Condition } from '../expand/frames.js';
import type { Report } from '../finding.js';
import type { Story } from '../language/story.js';
import type { Plan, ProcessEvent } from '../plan.js';
import { checkCalendar, EARLIEST, LATEST, yearOf } from './calendar.js';
import { checkListeners } from './checkListeners.js';
import { checkOpenings } from './checkOpenings.js';
import { checkParents } from './checkParents.js';
import { checkProcessPins } from './checkProcessPins.js';
import { checkRotation } from './checkRotation.js';
import { checkServicePins } from './checkServicePins.js';
import type { Known } from './connectionEnds.js';
import { FlowTable } from './flowTable.js';
import type { KindContext } from './kinds/kind.js';
import { kindOf } from './kinds/kinds.js';
import { listenersOf } from './listeners.js';
import { clockJumps, plannedFaults } from './plannedFaults.js';
import { type ProcessSpan, processSpans, spanOf } from './processSpans.js';
import { type Schedule, schedule } from './schedule.js';
import { spreadProcesses } from './spreadProcesses.js';
import { iso, storyProcesses } from './storyProcesses.js';
import { ToldSteps } from './toldSteps.js';
import { utcOffsetOf } from './utcOffsetOf.js';
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
      expected: `a time from ${yearOf(EARLIEST)} to ${yearOf(LATEST - 1)}`,
      received: { words: iso(start) },
    });
    return undefined;
  }
  const ofStep = random.fork('steps');
  const contextOf = (index: number): KindContext => {
    const step = story.steps[index]!;
    const path = ['steps', index, kindOf(step).name];
    const keys = ofStep.fork(story.frames[index]!.key);
    return { story, random: keys, utcOffset: utcOffsetOf(story, step), path, shift: start - story.start, report };
  };
  const times = schedule(random.fork('times'), random.fork('choices'), story, start, (index, at) => {
    const { kind, content } = kindOf(story.steps[index]!);
    return kind.lasts(content, at, contextOf(index));
  });
  checkCalendar(times, start, report);
  checkOpenings(story, times, contextOf, report);
  const worldSpec = worldSpecOf(story, start, workstations, clockJumps(story, times));
  const world = orReport(report, () => buildWorld(random.fork('world'), worldSpec));
  if (!world) return undefined;

  checkServicePins(story, world, report);
  const spreading = spreadProcesses(story, times, contextOf);
  const spans = new Map([...processSpans(random.fork('spans'), story, times, start), ...spreading.spans]);
  const everyProcess = { ...story, processes: { ...story.processes, ...spreading.processes } };
  const processes = storyProcesses(random.fork('processes'), everyProcess, world, spans, report);
  checkParents(story, world, processes, spans, report);
  checkProcessPins(everyProcess, world, processes, report);
  const known: Known = {
    world,
    processes,
    listeners: listenersOf(story, processes, times, spans),
    serving: servingOf(story, processes),
    runs: (process, at) => runs(process, at, spans, times),
  };
  checkListeners(story, known, report);
  const flows = new FlowTable();
  const told = new ToldSteps(story, known, flows, spans, report);
  const listed = story.steps.map((_, index) => told.add(index, times, contextOf(index)));
  told.finish();
  const steps = listed.filter((step) => step !== undefined);
  const { sources, pins } = told;
  const last = steps.reduce((latest, step) => Math.max(latest, step.last + 1), start);

  const first = Math.min(start, ...steps.map(({ at }) => at));
  const from = first - (story.background?.lead ?? 0);
  const to = options.duration === undefined ? last + (story.background?.tail ?? 0) : from + options.duration;
  const office =
    checkRotation(world, { start, from, to }, report) && story.background
      ? officeSources(random.fork('background'), world, flows, {
          scenario: story.id,
          rate: story.background.rate,
          range: { from, to },
        })
      : [];
  return {
    scenario: { id: story.id, title: story.title },
    seed: options.seed,
    start,
    world,
    flows,
    told: sources,
    sources: joined(sources, office),
    from,
    to,
    storyEnd: last,
    steps,
    faults: plannedFaults(random.fork('faults'), story, times, world, report),
    pins,
    processEvents: processEvents(processes, spans, (conditions) => conditions.every(times.holds)).filter(
      ({ at }) => at >= from && at < to,
    ),
    random: random.fork('sensors'),
  };
}

/** One behind the other, made when they are asked for. */
const joined = <T>(...all: readonly Iterable<T>[]): Iterable<T> => ({
  *[Symbol.iterator]() {
    for (const part of all) yield* part;
  },
});

/** Starts and ends of the processes that are there for this seed. */
function processEvents(
  processes: ReadonlyMap<string, Process>,
  spans: ReadonlyMap<string, ProcessSpan>,
  hold: (conditions: readonly Condition[]) => boolean,
): readonly ProcessEvent[] {
  return [...processes].flatMap(([id, { host, startedAt }]) => {
    const { ends, conditions = [] } = spans.get(id)!;
    if (!hold(conditions)) return [];
    return [{ host, at: startedAt }, ...(ends ? [{ host, at: ends.at }] : [])];
  });
}

/** What the story says nothing of is a service: it has begun when it has begun, and stays. */
function runs(process: Process, at: number, spans: ReadonlyMap<string, ProcessSpan>, times: Schedule): boolean {
  const own = spanOf(spans, process);
  return process.startedAt <= at && at <= (own?.ends?.at ?? Infinity) && (own?.conditions ?? []).every(times.holds);
}

/** Who offers which service of the story. */
function servingOf(story: Story, processes: ReadonlyMap<string, Process>): ReadonlyMap<string, Process> {
  const serving = new Map<string, Process>();
  for (const [id, { host, serves }] of Object.entries(story.processes))
    for (const service of serves) serving.set(`${host} ${service}`, processes.get(id)!);
  return serving;
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
