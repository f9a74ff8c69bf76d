import { createHash, type Hash } from 'node:crypto';
import { readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileSink, GzipPool, gzipSink, type Kept, makeFolder, type Sink, UNFINISHED, type Written } from '../../sinks/index.js';
import { bufferSizes } from '../bufferSizes.js';
import { indexName, packedName } from '../fileNames.js';
import type { Manifest } from '../manifest.js';
import { RunError } from '../runError.js';

export const MANIFEST = 'manifest.json';
export const LABELS = 'labels.ndjson';
/** The answer key, for a person. */
export const TRUTH = 'truth.md';

/** What a folder is going to hold. */
export interface FolderFiles {
  /** Files of records, each with an index beside it. */
  readonly records: readonly string[];
  /** Whether there is a file of labels. */
  readonly labels: boolean;
  /** Level at which files are packed, 1 to 9; absent: they are not. */
  readonly gzip?: number | undefined;
}

/** A folder that is being written: everything has a temporary name until all of it is complete. */
export interface OutputFolder {
  /** A file's name as it lies in the folder. */
  nameOf(file: string): string;
  /** @param keep - What an unfinished file has of it already. @param hash - Hashes the file as it lies there; it has been fed what is kept. */
  open(file: string, options?: { readonly keep?: Kept; readonly hash?: Hash }): Promise<Sink>;
  /** Completes all files that were opened. @returns What was written, by their names in the folder. */
  finish(): Promise<ReadonlyMap<string, Written>>;
  /**
   * Writes answer key and manifest, removes what an earlier run left, and gives everything its name; the manifest comes last.
   *
   * @returns The manifest, with what it says of the answer key.
   */
  publish(manifest: Omit<Manifest, 'truth'>, truth: string): Promise<Manifest>;
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
  const nameOf = files.gzip === undefined ? (file: string) => file : packedName;
  const names = [...files.records, ...(files.labels ? [LABELS] : [])].map(nameOf);
  await makeFolder(folder);
  for (const inner of new Set(names.map(dirname))) if (inner !== '.') await makeFolder(join(folder, inner));
  const earlier = await filesOfEarlierRuns(folder);
  await refuseStrangers(folder, [...names, ...files.records.map(indexName)], [...earlier, ...earlier.map(indexName), ...ours]);

  const member = bufferSizes(files.records.length).member;
  const pool = files.gzip === undefined ? undefined : new GzipPool({ level: files.gzip, memberSize: member });
  const sinks: { readonly name: string; readonly sink: Sink }[] = [];
  const writeSmall = async (name: string, text: string): Promise<void> => {
    const sink = await fileSink(join(folder, name));
    sinks.push({ name, sink });
    const bytes = Buffer.from(text);
    await sink.write({ bytes, ends: [bytes.length] });
    await sink.finish();
  };
  return {
    nameOf,
    async open(file, options = {}) {
      const index = files.records.includes(file) ? { index: join(folder, indexName(file)) } : {};
      const plain = await fileSink(join(folder, nameOf(file)), { ...options, ...index });
      const sink = pool ? gzipSink(plain, pool) : plain;
      sinks.push({ name: nameOf(file), sink });
      return sink;
    },
    async finish() {
      const written = new Map<string, Written>();
      for (const { name, sink } of sinks) written.set(name, await sink.finish());
      return written;
    },
    async publish(manifest, truth) {
      await writeSmall(TRUTH, truth);
      const whole: Manifest = { ...manifest, truth: truthFile(truth) };
      await writeSmall(MANIFEST, `${JSON.stringify(whole, null, 2)}\n`);
      await rm(join(folder, MANIFEST), { force: true });
      for (const file of earlier) if (!names.includes(file) && file !== TRUTH) await removeOutput(folder, file);
      for (const one of sinks) await one.sink.publish();
      return whole;
    },
    async abandon() {
      for (const { sink } of sinks) await sink.abandon();
    },
    async leave() {
      for (const { sink } of sinks) await sink.leave();
    },
  };
}

/** What a manifest says of an answer key. */
export function truthFile(page: string): Manifest['truth'] {
  return { file: TRUTH, bytes: Buffer.byteLength(page), sha256: createHash('sha256').update(page).digest('hex') };
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
  return manifests.flatMap((manifest) =>
    manifest ? [...(manifest.files ?? []), manifest.truth ?? {}].map(({ file }) => file).filter(isInside) : [],
  );
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
  for (const name of [...names, TRUTH, MANIFEST]) {
    if (ours.includes(name) || (name === MANIFEST && ours.length > 0)) continue;
    if (await isThere(join(folder, name)))
      throw new RunError(
        `--out ${folder}: expected a folder without ${name}, which no run of wiretale wrote here; name another folder, or move the file away`,
      );
  }
}

async function removeOutput(folder: string, file: string): Promise<void> {
  for (const name of [file, indexName(file)]) await rm(join(folder, name), { force: true });
}
