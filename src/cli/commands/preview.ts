import type { Argv } from 'yargs';
import { type PreparedRun, prepareRun } from '../../engine/index.js';
import { type Preview, type PreviewedFault, previewOf } from '../../engine/preview.js';
import { type StoryTimeline, storyTimeline, type TimelineMark } from '../../engine/storyTimeline.js';
import { resolveStory } from '../../scenarios/library.js';
import { loadStory } from '../../scenarios/loadStory.js';
import { visibleText } from '../../scenarios/visibleText.js';
import { chosenFormats, formatOption } from '../chosenFormats.js';
import { columns } from '../columns.js';
import type { Command } from '../command.js';
import { drawTimeline, shortTime, timelineBins } from '../drawTimeline.js';
import { ExitCode } from '../exitCode.js';
import { compileOptions, loadOptions, type StoryArgs, storyOptions } from '../storyOptions.js';
import { type Terminal, terminalOf } from '../terminal.js';
import { wholeNumber } from '../wholeNumber.js';

interface Args extends StoryArgs {
  readonly format: readonly string[] | undefined;
  readonly first: number;
  readonly json: boolean;
}

/** `wiretale preview`: what a run would write, without writing it. */
export const preview: Command<Args> = {
  usage: 'preview <story>',
  summary: 'Show what a story would write, without writing it',
  examples: [
    ['wiretale preview psexec-lateral-movement', 'a timeline of each host, first records, what will be written'],
    ['wiretale preview ipv6-beaconing --format sysmon-viewer,ecs', 'the same in other forms'],
    ['wiretale preview ipv6-beaconing --first 5 --json', 'the same for programs'],
  ],
  options: (yargs: Argv) =>
    storyOptions(yargs)
      .option('format', formatOption)
      .option('first', { ...wholeNumber('first', 0, 1000), default: 2, describe: 'Records of the story to show per format' })
      .option('json', { type: 'boolean', default: false, describe: 'Print JSON' }) as never,
  async run(args, io) {
    const loaded = await loadStory(await resolveStory(args.story), loadOptions(args, io));
    const prepared = prepareRun(loaded, compileOptions(loaded.story, args, false));
    const terminal = terminalOf(io);
    const hosts = prepared.plan.world.machines.filter(({ background }) => !background).map(({ host }) => host.id);
    const bins = args.json ? JSON_BINS : timelineBins(hosts, terminal);
    const result = await previewOf(prepared, chosenFormats(args.format), args.first, io.signal);
    const timeline = storyTimeline(prepared.plan, bins);
    io.stdout.write(
      args.json
        ? `${JSON.stringify({ ...result, lanes: lanesJson(timeline) }, null, 2)}\n`
        : text(prepared, result, timeline, terminal),
    );
    return ExitCode.done;
  },
};

/** Intervals of the lanes in JSON. */
const JSON_BINS = 100;

/** Hosts of a fault that are named. */
const MOST_HOSTS = 4;

/** What the picture is drawn from; keys are never renamed. */
function lanesJson({ from, to, bins, steps, lanes }: StoryTimeline) {
  const instant = (micros: number) => new Date(Math.floor(micros / 1000)).toISOString();
  const marks = (all: readonly TimelineMark[]) => all.map(({ bin, step, count }) => ({ bin, step: steps[step]!.step, count }));
  return {
    ...(steps.length > 0 && { from: instant(from), to: instant(to) }),
    bins,
    hosts: lanes.map((lane) => ({ host: lane.host, out: marks(lane.out), in: marks(lane.in) })),
  };
}

function text({ plan }: PreparedRun, result: Preview, timeline: StoryTimeline, terminal: Terminal): string {
  return [
    `${visibleText(plan.scenario.title)} (seed ${plan.seed})`,
    '',
    ...drawTimeline(timeline, plan.start, terminal),
    '',
    ...(result.faults
      ? [
          'what goes wrong',
          columns(result.faults.map((fault) => [visibleText(fault.step), faultText(fault, plan.start)] as const)),
        ]
      : []),
    'would write',
    columns(
      result.files.map(({ format, file, records, bytes }) => [file, `${records} records of ${format}, ${bytes} bytes`] as const),
    ),
    'hosts',
    columns(Object.entries(result.hosts).map(([host, records]) => [host, `${records} records`] as const)),
    ...result.files.flatMap(({ file, first }) =>
      first.length > 0 ? [`first records of the story in ${file}`, ...first, ''] : [],
    ),
    '',
  ].join('\n');
}

/** `late, 1m to 5m, of laptop: The laptop is in a train` */
function faultText({ kind, at, until, hosts, sensors, steps, share, title }: PreviewedFault, start: number): string {
  const time = (instant: string) => shortTime(Date.parse(instant) * 1000 - start);
  const of = [
    ...(share < 1 ? [`${Number((share * 100).toFixed(2))}%`] : []),
    ...(hosts ? [`of ${hosts.slice(0, MOST_HOSTS).join(', ')}${hosts.length > MOST_HOSTS ? ', ...' : ''}`] : []),
    ...(steps ? [`of ${steps.join(', ')}`] : []),
    ...(sensors.length === 1 ? [`${sensors[0]} alone`] : []),
  ];
  const what = [kind, `${time(at)} to ${until === undefined ? 'the end' : time(until)}`, ...of].join(', ');
  return visibleText(title === '' ? what : `${what}: ${title}`);
}
