import { readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileSink, type Kept, makeFolder, type Sink, UNFINISHED } from '../../sinks/index.js';
import type { Manifest } from '../manifest.js';
import { RunError } from '../runError.js';

export const MANIFEST = 'manifest.json';
export const LABELS = 'labels.ndjson';

const indexOf = (file: string) => `${file}.idx`;

/** What a folder is going to hold. */
export interface FolderFiles {
  /** Files of records, each with an index beside it. */
  readonly records: readonly string[];
  /** Whether there is a file of labels. */
  readonly labels: boolean;
}

/** A folder that is being written: everything has a temporary name until all of it is complete. */
export interface OutputFolder {
  /** @param keep - What an unfinished file has of it already. */
  open(file: string, keep?: Kept): Promise<Sink>;
  /** Writes the manifest, removes what an earlier run left, and gives everything its name; the manifest comes last. */
  publish(manifest: Manifest): Promise<void>;
  /** Gives up and removes what was written. Never throws. */
  abandon(): Promise<void>;
  /** Gives up and leaves it. Never throws. */
  leave(): Promise<void>;
}

/**
 * Makes a folder ready.
 *
 * @param ours - Files in it that may be replaced, besides those of an earlier run.
 * @throws {@link RunError} where it has files of these names that no run of ours wrote.
 */
export async function outputFolder(folder: string, files: FolderFiles, ours: readonly string[] = []): Promise<OutputFolder> {
  const names = [...files.records, ...(files.labels ? [LABELS] : [])];
  await makeFolder(folder);
  for (const inner of new Set(names.map(dirname))) if (inner !== '.') await makeFolder(join(folder, inner));
  const earlier = await filesOfEarlierRuns(folder);
  await refuseStrangers(folder, [...names, ...files.records.map(indexOf)], [...earlier, ...earlier.map(indexOf), ...ours]);

  const sinks: Sink[] = [];
  const open = async (file: string, keep?: Kept) => {
    const sink = await fileSink(join(folder, file), { index: files.records.includes(file), ...(keep && { keep }) });
    sinks.push(sink);
    return sink;
  };
  return {
    open,
    async publish(manifest) {
      const sink = await open(MANIFEST);
      const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
      await sink.write({ bytes: text, ends: [text.length] });
      for (const one of sinks) await one.finish();
      await rm(join(folder, MANIFEST), { force: true });
      for (const file of earlier) if (!names.includes(file)) await removeOutput(folder, file);
      for (const one of sinks) await one.publish();
    },
    async abandon() {
      for (const sink of sinks) await sink.abandon();
    },
    async leave() {
      for (const sink of sinks) await sink.leave();
    },
  };
}

/** The manifest of a folder. @returns undefined where there is none, or none of ours. */
export async function manifestIn(folder: string, name = MANIFEST): Promise<Manifest | undefined> {
  try {
    const manifest = JSON.parse(await readFile(join(folder, name), 'utf8')) as Partial<Manifest>;
    return manifest.tool === 'wiretale' ? (manifest as Manifest) : undefined;
  } catch {
    return undefined;
  }
}

/** What a manifest in the folder says was written by us; also that of a run that was killed between its last steps. */
async function filesOfEarlierRuns(folder: string): Promise<string[]> {
  const manifests = [await manifestIn(folder), await manifestIn(folder, MANIFEST + UNFINISHED)];
  return manifests.flatMap((manifest) => (manifest?.files ?? []).map(({ file }) => file).filter(isInside));
}

/** A manifest is input like any other: it must not make us touch what is elsewhere. */
export const isInside = (file: unknown): file is string =>
  typeof file === 'string' && /^([a-z0-9-]+\/)?[A-Za-z0-9][A-Za-z0-9._-]*$/u.test(file);

export const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

async function refuseStrangers(folder: string, names: readonly string[], ours: readonly string[]): Promise<void> {
  for (const name of [...names, MANIFEST]) {
    if (ours.includes(name) || (name === MANIFEST && ours.length > 0)) continue;
    if (await isThere(join(folder, name)))
      throw new RunError(
        `--out ${folder}: expected a folder without ${name}, which no run of wiretale wrote here; name another folder, or move the file away`,
      );
  }
}

async function removeOutput(folder: string, file: string): Promise<void> {
  for (const name of [file, indexOf(file)]) await rm(join(folder, name), { force: true });
}

/** Removes what an unfinished run left of a file. */
export async function removeUnfinished(folder: string, file: string): Promise<void> {
  for (const name of [file, indexOf(file)]) await rm(join(folder, name + UNFINISHED), { force: true });
}
