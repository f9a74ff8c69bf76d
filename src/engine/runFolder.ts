import { createHash } from 'node:crypto';
import { type FormatId, formats } from '../generators/index.js';
import { alone } from '../sinks/index.js';
import { indexName } from './fileNames.js';
import { type RunIdentity, type StoryTexts, storyDigest } from './folder/identity.js';
import { type Journaled, openJournal } from './folder/journal.js';
import { LABELS, type OutputFolder, outputFolder, TRUTH } from './folder/outputFolder.js';
import { removeLeftOvers } from './folder/removeLeftOvers.js';
import { checkUnfinished, runStateOf } from './folder/unfinishedRun.js';
import { sensorsOf } from './formats.js';
import type { LabelChoice } from './labelLines.js';
import { type Manifest, manifestOf, type RunParameters } from './manifest.js';
import type { PreparedRun } from './prepareRun.js';
import { type Output, type Progress, runOutputs } from './runOutputs.js';
import { type RunSummary, RunTotals } from './runTotals.js';
import { type Shard, shardSlices } from './shards/shard.js';
import { shardSection } from './shards/shardSection.js';
import type { OutputPlace } from './sliceMaker.js';
import { sliceRange } from './slices.js';
import { truthPage, truthParts } from './truth/truthPage.js';

export interface FolderOptions {
  readonly folder: string;
  readonly formats: readonly FormatId[];
  readonly labels: LabelChoice;
  readonly splitByHost: boolean;
  readonly wholeDigests: boolean;
  /** Level at which files are packed, 1 to 9; absent: they are not. */
  readonly gzip?: number;
  readonly events?: number;
  /** Threads that make the records; absent: 1. */
  readonly workers?: number;
  /** Only this part of the run; absent: all of it. */
  readonly shard?: Shard;
  /** Goes on with what a run that did not come to its end left in the folder. */
  readonly resume?: boolean;
  readonly signal?: AbortSignal;
  readonly progress?: (done: Progress) => void;
  /** Takes remarks for a person: what a resumed run found. */
  readonly remark?: (text: string) => void;
  readonly version: string;
  /** The story as the user named it: the manifest shall not depend on where the package lies. */
  readonly story: string;
  readonly parameters: RunParameters;
  /** The command line that makes the run again. */
  readonly command: string;
}

export interface FolderRun {
  readonly manifest: Manifest;
  /** Absent where the folder had the whole run already. */
  readonly summary?: RunSummary;
}

/**
 * Writes a run into a folder: one file per format (or per format and host), labels, answer key, manifest.
 *
 * Everything has a temporary name until all of it is complete; the manifest comes last, so a folder without one holds no complete run. What
 * is complete of a run that fails stays under the temporary names, for `resume`; its error has `resumable` set then.
 *
 * @throws {@link RunError} where the folder has files of these names that no run of ours wrote, or, to be resumed, another run.
 * @throws {@link FolderInUseError} where another process is at work in the folder.
 */
export const runFolder = (loaded: StoryTexts, run: PreparedRun, options: FolderOptions): Promise<FolderRun> =>
  alone(options.folder, () => runInto(loaded, run, options));

async function runInto(loaded: StoryTexts, run: PreparedRun, options: FolderOptions): Promise<FolderRun> {
  const { folder, events, shard } = options;
  const { plan } = run;
  const places = outputPlaces(plan, options);
  const withLabels = options.labels !== 'none';
  const files = [...places.map(({ file }) => file), ...(withLabels ? [LABELS] : [])];
  const totals = new RunTotals(plan, places, withLabels);
  const identity: RunIdentity = {
    version: options.version,
    story: storyDigest(loaded),
    seed: plan.seed,
    parameters: options.parameters,
    ...(shard && { shard }),
  };
  const state = options.resume ? await runStateOf(folder, identity, totals) : undefined;
  if (state?.kind === 'complete') {
    await removeLeftOvers(folder);
    options.remark?.(`${folder} has the whole run already: nothing to resume`);
    return { manifest: state.manifest };
  }
  const sensors = [...new Set(options.formats.flatMap(sensorsOf))];
  const { first, last } = sliceRange(plan);
  const whole = shard ? shardSlices(plan, sensors, shard, events) : { from: first, end: last + 1 };
  const journaled = state?.kind === 'unfinished' ? state.journaled : undefined;
  if (options.resume) options.remark?.(journaled ? goingOn(journaled, whole.from) : `${folder} has nothing to resume: a new run`);

  const toWrite = { records: places.map(({ file }) => file), labels: withLabels, gzip: options.gzip };
  const out = await outputFolder(folder, toWrite, ours(journaled));
  if (!journaled) await removeLeftOvers(folder);
  const hashes = places.map(() => (options.wholeDigests ? createHash('sha256') : undefined));
  for (const [n, file] of journaled ? files.entries() : []) {
    const { slices, before } = journaled!.last;
    const kept = keptOf(journaled!, totals, n);
    const lastSlices = slices.map(({ parts }) => parts[n]!);
    const unfinished = { file: out.nameOf(file), kept, before: before[n]!.stored, lastSlices };
    await checkUnfinished(folder, n < places.length ? { ...unfinished, index: indexName(file) } : unfinished, hashes[n]);
  }
  const journal = await openJournal(folder, identity, files.map(out.nameOf), journaled);
  try {
    const opened = (n: number) => {
      const hash = hashes[n];
      return out.open(files[n]!, { ...(journaled && { keep: keptOf(journaled, totals, n) }), ...(hash && { hash }) });
    };
    const outputs: Output[] = [];
    for (const [n, place] of places.entries()) outputs.push({ ...place, sink: await opened(n) });
    const labels = withLabels ? await opened(places.length) : undefined;
    const done = journaled?.last.slices.at(-1);
    const { labels: labelChoice, workers, signal, progress } = options;
    const summary = await runOutputs(run, {
      outputs,
      labelChoice,
      digests: true,
      totals,
      slices: done ? { from: done.epoch + 1, end: done.isLast ? done.epoch + 1 : whole.end } : whole,
      journal: journal.note,
      ...(labels && { labels }),
      ...(events !== undefined && { events }),
      ...(workers !== undefined && { workers }),
      ...(signal && { signal }),
      ...(progress && { progress }),
    });
    const { version, parameters, command, story } = options;
    const truth = truthParts(run);
    const manifest = manifestOf(run, summary, {
      nameOf: out.nameOf,
      written: await out.finish(),
      version,
      parameters,
      command,
      file: story,
      texts: loaded,
      ...(withLabels && { labelsFile: LABELS }),
      ...(shard && { shard: shardSection(run, shard, whole, summary, places, truth) }),
    });
    const { steps } = manifest;
    const page = truthPage(truth, { steps, shown: summary.shown, labels: withLabels, ...(shard && { shard }) });
    const published = await out.publish(manifest, page);
    await journal.remove();
    return { summary, manifest: published };
  } catch (error) {
    throw await givenUp(error, out, journal);
  }
}

function outputPlaces({ world }: PreparedRun['plan'], options: FolderOptions): OutputPlace[] {
  return options.formats.flatMap((format) => {
    const { file } = formats[format];
    if (!options.splitByHost) return [{ format, file }];
    const ending = file.slice(file.lastIndexOf('.'));
    const sensors = sensorsOf(format);
    const hosts = world.machines.filter(({ host }) => sensors.some((sensor) => host[sensor]));
    return hosts.map(({ host }) => ({ format, file: `${format}/${host.computer}${ending}`, host: host.index }));
  });
}

function keptOf({ last }: Required<Pick<Journaled, 'last'>>, totals: RunTotals, output: number) {
  return { written: last.files[output]!, records: totals.part(output).records };
}

const goingOn = ({ last }: Required<Pick<Journaled, 'last'>>, from: number) =>
  `going on behind slice ${last.slices.at(-1)!.epoch - from + 1}, which is complete`;

/** A run that was killed while it gave names has left some of them. */
const ours = (journaled: Journaled | undefined) =>
  journaled ? [...journaled.files.flatMap((file) => [file, indexName(file)]), TRUTH] : [];

/** Leaves what somebody can go on from, and nothing else. @returns The error. */
async function givenUp(error: unknown, out: OutputFolder, journal: Awaited<ReturnType<typeof openJournal>>): Promise<unknown> {
  if (!journal.hasSlices) {
    await out.abandon();
    await journal.remove().catch(() => undefined);
    return error;
  }
  await out.leave();
  await journal.close();
  return error instanceof Error ? Object.assign(error, { resumable: true }) : error;
}
