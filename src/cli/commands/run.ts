import { basename, join, resolve } from 'node:path';
import type { Argv } from 'yargs';
import { countStory } from '../../engine/countStory.js';
import {
  bufferSizes,
  type FolderOptions,
  type FormatId,
  type LabelChoice,
  type PreparedRun,
  prepareRun,
  type RunSummary,
  runFolder,
  runOutputs,
  runShards,
  sensorsOf,
  shardFolder,
  shardSlices,
} from '../../engine/index.js';
import { mostToItsEnd } from '../../engine/mostToItsEnd.js';
import { resolveStory } from '../../scenarios/library.js';
import type { LoadedStory } from '../../scenarios/loadedStory.js';
import { loadStory } from '../../scenarios/loadStory.js';
import { packageVersion } from '../../scenarios/packageRoot.js';
import { GzipPool, gzipSink, streamSink } from '../../sinks/index.js';
import { chosenFormats, formatOption } from '../chosenFormats.js';
import { collectGarbage } from '../collectGarbage.js';
import type { Command } from '../command.js';
import { ExitCode } from '../exitCode.js';
import type { Io } from '../io.js';
import { keepHeapSmall } from '../keepHeapSmall.js';
import { oneOf } from '../oneOf.js';
import type { RunArgs } from '../runArgs.js';
import { runProgress } from '../runProgress.js';
import { againCommand, runSummary } from '../runSummary.js';
import { chosenShard, type ShardChoice, shardOption } from '../shardOption.js';
import { shownFolder } from '../shownFolder.js';
import { compileOptions, loadOptions, storyOptions } from '../storyOptions.js';
import { UsageError } from '../usageError.js';
import { watchStory } from '../watchStory.js';
import { wholeNumber } from '../wholeNumber.js';
import { chosenShardWorkers, chosenWorkers, workersOption } from '../workersOption.js';

const LABEL_CHOICES = ['scenario', 'all', 'none'] as const;
/** zlib's own default. On four cores a run takes up to a fifth longer than with level 1, for two thirds of its bytes. */
const GZIP_LEVEL = 6;

/** `wiretale run`: generate. */
export const run: Command<RunArgs> = {
  usage: 'run <story>',
  summary: 'Generate the telemetry of a story',
  examples: [
    ['wiretale run psexec-lateral-movement', 'Sysmon XML and Falcon FDR, into wiretale-out/psexec-lateral-movement'],
    ['wiretale run ipv6-beaconing --seed 7 --out /tmp/beacons', 'other hosts and users, another folder'],
    ['wiretale run ./my-story.yaml --format falcon-fdr --out - | jq .aid', 'one format to stdout'],
    [
      'wiretale run psexec-lateral-movement --format ecs,sysmon-flat,falcon-table',
      'the same records in other forms; all: every form',
    ],
    ['wiretale run ./my-story.yaml --set calls=20', 'with another value of a parameter of the story'],
    ['wiretale run ./my-story.yaml --watch', 'again whenever the story is saved'],
    ['wiretale run psexec-lateral-movement --hosts 100 --events 1000000', 'the story in a million records'],
    ['wiretale run psexec-lateral-movement --hosts 100 --duration 24h --gzip', 'a day of an office, in gzip files'],
    ['wiretale run psexec-lateral-movement --duration 7d --shard 2/8', 'the second of eight parts, as one of eight jobs'],
    ['wiretale run psexec-lateral-movement --duration 7d --resume', 'go on with a run that was stopped'],
  ],
  options: (yargs: Argv) =>
    storyOptions(yargs)
      .option('events', {
        ...wholeNumber('events', 1, Number.MAX_SAFE_INTEGER),
        describe: 'Stop at this many records; the background runs on until then',
      })
      .option('format', formatOption)
      .option('out', {
        type: 'string',
        requiresArg: true,
        describe: 'Folder to write to, or - for stdout; default: wiretale-out/STORY',
      })
      .option('labels', {
        type: 'string',
        requiresArg: true,
        default: 'scenario',
        describe: `Records to label: ${LABEL_CHOICES.join(', ')}`,
      })
      .option('split', { type: 'string', requiresArg: true, describe: 'host: one file per host' })
      .option('workers', workersOption)
      .option('shard', shardOption)
      .option('watch', { type: 'boolean', default: false, describe: 'Write again whenever the story changes, until Ctrl-C' })
      .option('resume', { type: 'boolean', default: false, describe: 'Go on with a run that was stopped or killed' })
      .option('gzip', { type: 'boolean', default: false, describe: 'Pack what is written with gzip; files get names in .gz' })
      .option('gzip-level', {
        ...wholeNumber('gzip-level', 1, 9),
        describe: `With --gzip: 1 (fast) to 9 (small); default: ${GZIP_LEVEL}`,
      })
      .option('sha256', { type: 'boolean', default: false, describe: 'Whole-file digests in the manifest' })
      .option('json', { type: 'boolean', default: false, describe: 'Print the manifest on stdout' }) as never,
  run: async (args, io) => {
    const choices = chosenFor(args, io);
    if (args.watch) return watch(args, choices, io);
    const { loaded, prepared } = await prepare(args, choices, io);
    return args.out === '-' ? toStdout(args, prepared, choices, io) : toFolder(args, loaded, prepared, choices, io);
  },
};

/** What the options of a run ask for, whatever the story is. */
function chosenFor(args: RunArgs, io: Io): FolderChoices {
  const choices = {
    labels: oneOf('--labels', LABEL_CHOICES, args.labels),
    split: args.split !== undefined && oneOf('--split', ['host'], args.split) === 'host',
    formats: chosenFormats(args.format),
    shard: chosenShard(args.shard, io.env),
    gzip: args.gzip ? (args.gzipLevel ?? GZIP_LEVEL) : undefined,
  };
  if (args.gzipLevel !== undefined && !args.gzip) throw new UsageError('--gzip-level: expected with --gzip, received without');
  if (args.out === '') throw new UsageError('--out: expected a folder or -, received ""');
  if (args.events !== undefined && args.duration !== undefined)
    throw new UsageError('--events: expected without --duration: the number of records says how long the run is');
  return choices;
}

/** Reads the story and makes it ready to run. */
async function prepare(args: RunArgs, { formats }: FolderChoices, io: Io) {
  keepHeapSmall(args.hosts);
  const loaded = await loadStory(await resolveStory(args.story), loadOptions(args, io));
  const prepared = prepareRun(loaded, compileOptions(loaded.story, args, args.events !== undefined));
  if (args.events !== undefined) refuseTooFew(prepared, formats, args.events);
  return { loaded, prepared };
}

/** What makes no sense where a run is written again and again, and why. */
const NOT_WATCHED: readonly (readonly [(args: RunArgs) => boolean, string])[] = [
  [({ out }) => out === '-', '--out -: what went to stdout cannot be written again'],
  [({ shard }) => shard !== undefined, '--shard: a part of a run is joined with its others'],
  [({ resume }) => resume, '--resume: each round is a run of its own'],
  [({ json }) => json, '--json: each round has a manifest of its own'],
];

/** `--watch`: the run is written again whenever the story changes. */
async function watch(args: RunArgs, choices: FolderChoices, io: Io): Promise<ExitCode> {
  const refused = NOT_WATCHED.find(([isAsked]) => isAsked(args));
  if (refused) throw new UsageError(`--watch: expected without ${refused[1]}`);
  const file = await resolveStory(args.story);
  const round = async (again: boolean) => {
    const { loaded, prepared } = await prepare(args, choices, io);
    const { folder, manifest, summary } = await intoFolder(args, loaded, prepared, choices, io);
    if (!again && summary) io.stderr.write(runSummary(prepared.plan, summary, manifest, shownFolder(io.cwd, folder)));
    return {
      included: loaded.included.map(({ file: name }) => basename(name)),
      records: manifest.records,
      steps: manifest.steps,
    };
  };
  return watchStory(resolve(io.cwd, file), round, io);
}

function refuseTooFew(prepared: PreparedRun, formats: readonly FormatId[], events: number): void {
  if (events >= (mostToItsEnd(prepared, formats) ?? Infinity)) return;
  const own = countStory(prepared, formats);
  if (events < own.toItsEnd) {
    throw new UsageError(
      `--events: expected at least ${own.toItsEnd}, the records up to the end of the story (${own.story} of its own), received ${events}`,
    );
  }
  if (own.all !== undefined && events > own.all) {
    throw new UsageError(
      `--events: expected at most ${own.all}, all the records of a story without background, received ${events}`,
    );
  }
}

async function toStdout(
  args: RunArgs,
  prepared: PreparedRun,
  { formats, shard, gzip }: Pick<FolderChoices, 'formats' | 'shard' | 'gzip'>,
  io: Io,
): Promise<ExitCode> {
  if (args.format === undefined || formats.length !== 1)
    throw new UsageError(`--out -: expected one --format, received ${args.format === undefined ? 'none' : formats.length}`);
  if (args.split !== undefined) throw new UsageError('--out -: expected without --split: stdout is one file');
  if (args.json) throw new UsageError('--out -: expected without --json: stdout has the records');
  if (args.resume) throw new UsageError('--out -: expected without --resume: what went to stdout is not there to go on from');
  if (shard?.number === 'all') throw new UsageError('--out -: expected one part, received --shard all: stdout is one file');
  const { plan } = prepared;
  const { events } = args;
  const stdout = streamSink(io.stdout, io.signal);
  const sink = gzip === undefined ? stdout : gzipSink(stdout, new GzipPool({ level: gzip, memberSize: bufferSizes(1).member }));
  const progress = runProgress(io, plan, events);
  let summary: RunSummary;
  try {
    summary = await runOutputs(prepared, {
      outputs: [{ format: formats[0]!, file: '-', sink }],
      labelChoice: 'none',
      digests: false,
      workers: workersOf(args, plan, formats, 'stdout', io),
      signal: io.signal,
      progress: progress.show,
      ...(shard && { slices: shardSlices(plan, sensorsOf(formats[0]!), shard, events) }),
      ...(events !== undefined && { events }),
    });
    await sink.finish();
  } catch (error) {
    await sink.abandon();
    throw error;
  } finally {
    progress.clear();
  }
  io.stderr.write(`${summary.records} records, seed ${plan.seed}\n`);
  return ExitCode.done;
}

/** From so many on, what the preparation has left behind is hundreds of megabytes. */
const MANY_HOSTS = 1000;

function workersOf(
  args: RunArgs,
  plan: PreparedRun['plan'],
  formats: readonly FormatId[],
  to: Parameters<typeof chosenWorkers>[4],
  { stderr }: Pick<Io, 'stderr'>,
): number {
  if (plan.faults.length > 0) {
    if (typeof args.workers === 'number' && args.workers > 1)
      stderr.write('a story with faults is made by one thread: what is late may be under way in any slice\n');
    return 1;
  }
  const workers = chosenWorkers(args.workers, plan, formats, args.events, to);
  if (workers > 1 || plan.world.machines.length > MANY_HOSTS) collectGarbage();
  return workers;
}

interface FolderChoices {
  readonly formats: readonly FormatId[];
  readonly labels: LabelChoice;
  readonly split: boolean;
  readonly shard: ShardChoice | undefined;
  /** Level; undefined: plain. */
  readonly gzip: number | undefined;
}

/** How a run is written into its folder. */
function folderOptions(
  args: RunArgs,
  { parameters }: LoadedStory,
  { plan }: PreparedRun,
  { formats, labels, split, gzip }: FolderChoices,
  io: Io,
): FolderOptions {
  return {
    folder: resolve(io.cwd, args.out ?? `wiretale-out/${plan.scenario.id}`),
    formats,
    labels,
    splitByHost: split,
    wholeDigests: args.sha256,
    ...(gzip !== undefined && { gzip }),
    resume: args.resume,
    signal: io.signal,
    remark: (text) => io.stderr.write(`${text}\n`),
    version: packageVersion(),
    story: args.story,
    command: againCommand(args, formats),
    parameters: {
      start: new Date(Math.floor(plan.start / 1000)).toISOString(),
      workstations: plan.world.machines.filter(({ background, host }) => background && host.role === 'workstation').length,
      ...(args.duration !== undefined && { duration: args.duration / 1_000_000 }),
      ...(args.events !== undefined && { events: args.events }),
      formats,
      labels,
      ...(split && { split: 'host' as const }),
      ...(gzip !== undefined && { gzip }),
      ...(parameters.size > 0 && { set: Object.fromEntries(parameters) }),
    },
    ...(args.events !== undefined && { events: args.events }),
  };
}

/** Writes a run, or one part of it, into its folder. */
async function intoFolder(args: RunArgs, loaded: LoadedStory, prepared: PreparedRun, choices: FolderChoices, io: Io) {
  const options = folderOptions(args, loaded, prepared, choices, io);
  const { plan } = prepared;
  const shard = partOf(choices);
  const folder = shard ? join(options.folder, shardFolder(shard)) : options.folder;
  const progress = runProgress(io, plan, args.events);
  const { summary, manifest } = await runFolder(loaded, prepared, {
    ...options,
    folder,
    progress: progress.show,
    workers: workersOf(args, plan, choices.formats, 'folder', io),
    ...(shard && { shard }),
  }).finally(progress.clear);
  return { folder, summary, manifest };
}

const partOf = ({ shard }: FolderChoices) => (shard?.number === 'all' ? undefined : shard);

async function toFolder(
  args: RunArgs,
  loaded: LoadedStory,
  prepared: PreparedRun,
  choices: FolderChoices,
  io: Io,
): Promise<ExitCode> {
  if (choices.shard?.number === 'all') return allParts(args, loaded, prepared, choices, io);
  const { folder, summary, manifest } = await intoFolder(args, loaded, prepared, choices, io);
  if (summary) io.stderr.write(runSummary(prepared.plan, summary, manifest, shownFolder(io.cwd, folder)));
  if (args.json) io.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`);
  return ExitCode.done;
}

async function allParts(
  args: RunArgs,
  loaded: LoadedStory,
  prepared: PreparedRun,
  choices: FolderChoices,
  io: Io,
): Promise<ExitCode> {
  const options = folderOptions(args, loaded, prepared, choices, io);
  const { of } = choices.shard!;
  const progress = runProgress(io, prepared.plan, args.events);
  const workers = chosenShardWorkers(args.workers);
  const manifests = await runShards(loaded, prepared, { ...options, progress: progress.show, of, workers }).finally(
    progress.clear,
  );
  const shown = shownFolder(io.cwd, options.folder);
  const records = manifests.reduce((sum, part) => sum + part.records, 0);
  io.stderr.write(
    `${records} records in ${of} parts in ${shown}\njoin them: wiretale merge ${shown} --out FOLDER\nagain: ${options.command}\n`,
  );
  if (args.json) io.stdout.write(`${JSON.stringify(manifests, null, 2)}\n`);
  return ExitCode.done;
}
