import { readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type FormatId, formats } from '../generators/index.js';
import type { LoadedStory } from '../scenarios/loadedStory.js';
import { fileSink, makeFolder, type Sink, UNFINISHED } from '../sinks/index.js';
import { sensorsOf } from './formats.js';
import type { LabelChoice } from './labelLines.js';
import { type Manifest, manifestOf, type RunParameters } from './manifest.js';
import type { PreparedRun } from './prepareRun.js';
import { RunError } from './runError.js';
import { type Output, type Progress, runOutputs } from './runOutputs.js';
import type { RunSummary } from './runTotals.js';

export interface FolderOptions {
  readonly folder: string;
  readonly formats: readonly FormatId[];
  readonly labels: LabelChoice;
  readonly splitByHost: boolean;
  readonly wholeDigests: boolean;
  readonly events?: number;
  readonly signal?: AbortSignal;
  readonly progress?: (done: Progress) => void;
  readonly version: string;
  /** The story as the user named it: the manifest shall not depend on where the package lies. */
  readonly story: string;
  readonly parameters: RunParameters;
  /** The command line that makes the run again. */
  readonly command: string;
}

export const MANIFEST = 'manifest.json';
export const LABELS = 'labels.ndjson';

/**
 * Writes a run into a folder: one file per format (or per format and host), labels, manifest.
 *
 * Everything has a temporary name until all of it is complete; the manifest comes last, so a folder without one holds no complete run.
 *
 * @throws {@link RunError} where the folder has files of these names that no run of ours wrote.
 */
export async function runFolder(
  loaded: LoadedStory,
  run: PreparedRun,
  options: FolderOptions,
): Promise<{ summary: RunSummary; manifest: Manifest }> {
  const { folder } = options;
  const { plan } = run;
  const files = outputFiles(plan, options);
  const names = [...files.map(({ file }) => file), ...(options.labels === 'none' ? [] : [LABELS])];
  await makeFolders(folder, files);
  const earlier = await filesOfEarlierRuns(folder);
  await refuseStrangers(folder, [...names, ...files.map(({ file }) => indexOf(file))], [...earlier, ...earlier.map(indexOf)]);

  const sinks: Sink[] = [];
  const opened = async (file: string, index: boolean) => {
    const sink = await fileSink(join(folder, file), { index });
    sinks.push(sink);
    return sink;
  };
  try {
    const outputs: Output[] = [];
    for (const file of files) outputs.push({ ...file, sink: await opened(file.file, true) });
    const labels = options.labels === 'none' ? undefined : await opened(LABELS, false);
    const { labels: labelChoice, events, signal, progress, wholeDigests } = options;
    const summary = await runOutputs(run, {
      outputs,
      labelChoice,
      digests: true,
      wholeDigests,
      ...(labels && { labels }),
      ...(events !== undefined && { events }),
      ...(signal && { signal }),
      ...(progress && { progress }),
    });
    const manifest = manifestOf(plan, summary, {
      ...options,
      file: options.story,
      text: loaded.text,
      ...(labels && { labelsFile: LABELS }),
    });
    const manifestSink = await opened(MANIFEST, false);
    const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
    await manifestSink.write({ bytes: text, ends: [text.length] });
    for (const sink of sinks) await sink.finish();
    await rm(join(folder, MANIFEST), { force: true });
    for (const file of earlier) if (!names.includes(file)) await removeOutput(folder, file);
    for (const sink of sinks) await sink.publish();
    return { summary, manifest };
  } catch (error) {
    for (const sink of sinks) await sink.abandon();
    throw error;
  }
}

function outputFiles({ world }: PreparedRun['plan'], options: FolderOptions): Omit<Output, 'sink'>[] {
  return options.formats.flatMap((format) => {
    const { file } = formats[format];
    if (!options.splitByHost) return [{ format, file }];
    const ending = file.slice(file.lastIndexOf('.'));
    const sensors = sensorsOf(format);
    const hosts = world.machines.filter(({ host }) => sensors.some((sensor) => host[sensor]));
    return hosts.map(({ host }) => ({ format, file: `${format}/${host.computer}${ending}`, host: host.index }));
  });
}

async function makeFolders(folder: string, files: readonly { readonly file: string }[]): Promise<void> {
  await makeFolder(folder);
  for (const inner of new Set(files.map(({ file }) => dirname(file)))) if (inner !== '.') await makeFolder(join(folder, inner));
}

const indexOf = (file: string) => `${file}.idx`;

/** What a manifest in the folder says was written by us; also that of a run that was killed between its last steps. */
async function filesOfEarlierRuns(folder: string): Promise<string[]> {
  const files: string[] = [];
  for (const name of [MANIFEST, MANIFEST + UNFINISHED]) {
    try {
      const manifest = JSON.parse(await readFile(join(folder, name), 'utf8')) as Partial<Manifest>;
      if (manifest.tool === 'wiretale') files.push(...(manifest.files ?? []).map(({ file }) => file).filter(isInside));
    } catch {
      // No manifest, or none of ours: then nothing here is.
    }
  }
  return files;
}

/** A manifest is input like any other: it must not make us delete what is elsewhere. */
const isInside = (file: unknown): file is string =>
  typeof file === 'string' && /^([a-z0-9-]+\/)?[A-Za-z0-9][A-Za-z0-9._-]*$/u.test(file);

async function refuseStrangers(folder: string, names: readonly string[], ours: readonly string[]): Promise<void> {
  for (const name of [...names, MANIFEST]) {
    if (ours.includes(name) || (name === MANIFEST && ours.length > 0)) continue;
    const exists = await stat(join(folder, name)).then(
      () => true,
      () => false,
    );
    if (exists)
      throw new RunError(
        `--out ${folder}: expected a folder without ${name}, which no run of wiretale wrote here; name another folder, or move the file away`,
      );
  }
}

async function removeOutput(folder: string, file: string): Promise<void> {
  for (const name of [file, indexOf(file)]) await rm(join(folder, name), { force: true });
}
