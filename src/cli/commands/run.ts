import { relative, resolve } from 'node:path';
import type { Argv } from 'yargs';
import { countStory } from '../../engine/countStory.js';
import { type FormatId, type LabelChoice, type PreparedRun, prepareRun, runFolder, runOutputs } from '../../engine/index.js';
import { resolveStory } from '../../scenarios/library.js';
import type { LoadedStory } from '../../scenarios/loadedStory.js';
import { loadStory } from '../../scenarios/loadStory.js';
import { packageVersion } from '../../scenarios/packageRoot.js';
import { streamSink } from '../../sinks/index.js';
import { chosenFormats, formatOption } from '../chosenFormats.js';
import type { Command } from '../command.js';
import { ExitCode } from '../exitCode.js';
import type { Io } from '../io.js';
import { oneOf } from '../oneOf.js';
import { progressLine } from '../progressLine.js';
import type { RunArgs } from '../runArgs.js';
import { againCommand, runSummary } from '../runSummary.js';
import { compileOptions, storyOptions } from '../storyOptions.js';
import { UsageError } from '../usageError.js';
import { wholeNumber } from '../wholeNumber.js';

const LABEL_CHOICES = ['scenario', 'all', 'none'] as const;

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
    ['wiretale run psexec-lateral-movement --hosts 100 --events 1000000', 'the story in a million records'],
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
      .option('sha256', { type: 'boolean', default: false, describe: 'Whole-file digests in the manifest' })
      .option('json', { type: 'boolean', default: false, describe: 'Print the manifest on stdout' }) as never,
  async run(args, io) {
    const labels = oneOf('--labels', LABEL_CHOICES, args.labels);
    const split = args.split !== undefined && oneOf('--split', ['host'], args.split) === 'host';
    const formats = chosenFormats(args.format);
    if (args.out === '') throw new UsageError('--out: expected a folder or -, received ""');
    if (args.events !== undefined && args.duration !== undefined)
      throw new UsageError('--events: expected without --duration: the number of records says how long the run is');
    const loaded = await loadStory(await resolveStory(args.story), { cwd: io.cwd });
    const prepared = prepareRun(loaded, compileOptions(loaded.story, args, args.events !== undefined));
    if (args.events !== undefined) refuseTooFew(prepared, formats, args.events);
    return args.out === '-'
      ? toStdout(args, prepared, formats, io)
      : toFolder(args, loaded, prepared, { formats, labels, split }, io);
  },
};

function refuseTooFew(prepared: PreparedRun, formats: readonly FormatId[], events: number): void {
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

async function toStdout(args: RunArgs, prepared: PreparedRun, formats: readonly FormatId[], io: Io): Promise<ExitCode> {
  if (args.format === undefined || formats.length !== 1)
    throw new UsageError(`--out -: expected one --format, received ${args.format === undefined ? 'none' : formats.length}`);
  if (args.split !== undefined) throw new UsageError('--out -: expected without --split: stdout is one file');
  if (args.json) throw new UsageError('--out -: expected without --json: stdout has the records');
  const { plan } = prepared;
  const progress = progressLine(io, plan);
  const summary = await runOutputs(prepared, {
    outputs: [{ format: formats[0]!, file: '-', sink: streamSink(io.stdout) }],
    labelChoice: 'none',
    digests: false,
    signal: io.signal,
    progress: progress.show,
    ...(args.events !== undefined && { events: args.events }),
  }).finally(progress.clear);
  io.stderr.write(`${summary.records} records, seed ${plan.seed}\n`);
  return ExitCode.done;
}

async function toFolder(
  args: RunArgs,
  loaded: LoadedStory,
  prepared: PreparedRun,
  { formats, labels, split }: { formats: FormatId[]; labels: LabelChoice; split: boolean },
  io: Io,
): Promise<ExitCode> {
  const { plan } = prepared;
  const folder = resolve(io.cwd, args.out ?? `wiretale-out/${plan.scenario.id}`);
  const progress = progressLine(io, plan);
  const command = againCommand(args, formats);
  const { summary, manifest } = await runFolder(loaded, prepared, {
    folder,
    formats,
    labels,
    splitByHost: split,
    wholeDigests: args.sha256,
    signal: io.signal,
    progress: progress.show,
    version: packageVersion(),
    story: args.story,
    command,
    parameters: {
      start: new Date(Math.floor(plan.start / 1000)).toISOString(),
      workstations: plan.world.machines.filter(({ background }) => background).length,
      ...(args.duration !== undefined && { duration: args.duration / 1_000_000 }),
      ...(args.events !== undefined && { events: args.events }),
      formats,
      labels,
      ...(split && { split: 'host' as const }),
    },
    ...(args.events !== undefined && { events: args.events }),
  }).finally(progress.clear);
  const shown = relative(io.cwd, folder);
  io.stderr.write(runSummary(plan, summary, manifest, shown.startsWith('..') ? folder : shown || '.'));
  if (args.json) io.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`);
  return ExitCode.done;
}
