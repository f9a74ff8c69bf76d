import { createHash } from 'node:crypto';
import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { alone, INDEX_ENTRY, type Sink } from '../../sinks/index.js';
import { indexName, isPacked, plainName } from '../fileNames.js';
import { InterruptedError } from '../interruptedError.js';
import { digestOf, type Manifest, type ManifestFile } from '../manifest.js';
import { RunError } from '../runError.js';
import { shardFolder } from '../shards/shard.js';
import type { ShardSection } from '../shards/shardSection.js';
import { type ShownRecords, ShownTable, inOrder as shownInOrder } from '../truth/shownRecords.js';
import { truthPage } from '../truth/truthPage.js';
import { differenceOf, identityOf } from './identity.js';
import { isInside, isThere, LABELS, MANIFEST, manifestIn, outputFolder, truthFile } from './outputFolder.js';
import { faultOfPart } from './partShape.js';
import { type PieceReader, pieceReader } from './pieceReader.js';
import { removeLeftOvers } from './removeLeftOvers.js';

/** Bytes that are read at a time. No record is longer than 1 MiB. */
const PIECE = 2 ** 20;
const LINE_FEED = 0x0a;

export interface MergeOptions {
  /** Where the whole goes. */
  readonly out: string;
  readonly signal?: AbortSignal;
  /** Called now and then. @param bytes - So far. @param of - All bytes that will be written. */
  readonly progress?: (bytes: number, of: number) => void;
}

/** A part of a run, as its folder has it. */
interface Part {
  readonly folder: string;
  readonly manifest: Manifest & { readonly shard: ShardSection };
}

/**
 * Joins the parts of a run: the result is the run that was never cut, byte for byte.
 *
 * @param folders - Of parts, or folders that hold such.
 * @returns The manifest of the whole.
 * @throws {@link RunError} where parts are missing, or not of one run, or not as their manifests say; nothing is left then.
 * @throws {@link FolderInUseError} where another process is at work in the folder of the whole.
 */
export async function mergeParts(folders: readonly string[], options: MergeOptions): Promise<Manifest> {
  const parts = inOrder(await partsIn(folders));
  if (parts.some(({ folder }) => resolve(folder) === resolve(options.out)))
    throw wrong(`--out ${options.out}`, 'a folder of its own', 'that of a part', 'name another folder');
  checkRanges(parts);
  for (const part of parts) checkAnswerKey(part);
  return alone(options.out, () => joined(parts, options));
}

async function joined(parts: readonly Part[], options: MergeOptions): Promise<Manifest> {
  const manifest = joinedManifest(parts);
  const records = manifest.files.filter(({ format }) => format !== 'labels').map(({ file }) => plainName(file));
  const { gzip } = manifest.parameters;
  const out = await outputFolder(options.out, { records, labels: manifest.files.length > records.length, gzip });
  await removeLeftOvers(options.out);
  const all = parts.reduce((sum, { manifest: { shard } }) => sum + bytesOf(shard), 0);
  let done = 0;
  const progress = (bytes: number) => {
    if (options.signal?.aborted) throw new InterruptedError('interrupted');
    done += bytes;
    options.progress?.(done, all);
  };
  try {
    for (const [n, { file, sha256 }] of manifest.files.entries()) {
      const sink = await out.open(plainName(file), sha256 === undefined ? {} : { hash: createHash('sha256') });
      for (const part of parts) await copyFile(part, n, sink, progress);
    }
    const written = await out.finish();
    const files = manifest.files.map((file): ManifestFile => {
      const { stored, sha256 } = written.get(file.file)!;
      return { ...file, ...(file.compressedBytes !== undefined && { compressedBytes: stored }), ...(sha256 && { sha256 }) };
    });
    return await out.publish({ ...manifest, files }, joinedTruth(parts, manifest));
  } catch (error) {
    await out.abandon();
    throw error;
  }
}

const wrong = (place: string, expected: string, received: string, cure: string) =>
  new RunError(`${place}: expected ${expected}, received ${received}; ${cure}`);
const MAKE_AGAIN = 'make that part again';

async function partsIn(folders: readonly string[]): Promise<Part[]> {
  const parts: Part[] = [];
  for (const folder of folders) {
    const inner = (await isThere(join(folder, MANIFEST)))
      ? [folder]
      : (await readdir(folder)).filter((name) => /^part-\d+-of-\d+$/u.test(name)).map((name) => join(folder, name));
    if (inner.length === 0)
      throw wrong(folder, 'a part of a run, or folders such as part-1-of-4', 'neither', 'name the folder that --shard wrote to');
    for (const path of inner) parts.push(await partIn(path));
  }
  return parts;
}

async function partIn(folder: string): Promise<Part> {
  const manifest = await manifestIn(folder);
  if (!manifest) {
    const received = (await isThere(join(folder, MANIFEST))) ? 'something else' : 'none';
    throw wrong(
      join(folder, MANIFEST),
      'the manifest of a complete part',
      received,
      `${MAKE_AGAIN}, with --resume if it was stopped`,
    );
  }
  const { shard } = manifest;
  if (!shard) throw wrong(join(folder, MANIFEST), 'the manifest of a part', 'that of a whole run', 'name folders of parts only');
  const place = join(folder, MANIFEST);
  const fault = faultOfPart(manifest);
  if (fault !== undefined) throw wrong(place, `the manifest of a part`, `something else in ${fault}`, MAKE_AGAIN);
  const named = manifest.files.map(({ file }) => file);
  const packed = manifest.parameters.gzip !== undefined;
  if (
    !named.every((file) => isInside(file) && isPacked(file) === packed) ||
    named.map(plainName).join('\n') !== shard.files.map(({ file }) => file).join('\n')
  )
    throw wrong(place, 'the files of the part under shard too', 'others', MAKE_AGAIN);
  checkSums(place, manifest, shard);
  return { folder, manifest: { ...manifest, shard } };
}

/** What a part says twice is the same both times. */
function checkSums(place: string, { records, files, steps }: Manifest, { slices, files: cut }: ShardSection): void {
  const check = (name: string, expected: unknown, received: unknown) => {
    if (received !== expected) throw wrong(place, `${name} ${expected}`, `${received}`, MAKE_AGAIN);
  };
  check('as many records as its steps have,', sumOf(Object.values(steps)), records);
  for (const [n, { file, format, bytes, digest, slices: digests = [] }] of files.entries()) {
    const { sliceBytes, slices: ofLabels = [] } = cut[n]!;
    const isLabels = format === 'labels';
    check(`slices of ${file}:`, slices.count, sliceBytes.length);
    check(`digests of ${file}:`, slices.count, (isLabels ? ofLabels : digests).length);
    if (isLabels) continue;
    check(`bytes of ${file}:`, sumOf(sliceBytes), bytes);
    check(`a digest of ${file} of`, digestOf(digests), digest);
  }
}

/** What a part's manifest has for the answer key is what its own is made of. */
function checkAnswerKey({ folder, manifest }: Part): void {
  const { number, of, truth } = manifest.shard;
  const found = truthFile(truthPage(truth, { ...truthRecords(manifest, truth.shown), shard: { number, of } }));
  if (JSON.stringify(found) !== JSON.stringify(manifest.truth))
    throw wrong(join(folder, MANIFEST), 'what its answer key is made of', 'something else under shard.truth', MAKE_AGAIN);
}

/** What a manifest says that the answer key has too. */
const truthRecords = ({ steps, files }: Pick<Manifest, 'steps' | 'files'>, shown: readonly ShownRecords[]) => ({
  steps,
  shown,
  labels: files.some(({ format }) => format === 'labels'),
});

/** What all parts say, besides their identity. */
const COMMON: Readonly<Record<string, (manifest: Manifest) => string>> = {
  files: ({ files }) => JSON.stringify(files.map(({ file, format }) => [file, format])),
  // A part of a run whose end nobody knew does not know what addresses its hosts had later.
  hosts: ({ hosts }) => JSON.stringify(hosts.map(({ records: _, addresses: __, ...host }) => host)),
  steps: ({ steps }) => JSON.stringify(Object.keys(steps)),
  faults: ({ faults = {} }) => JSON.stringify(Object.keys(faults)),
  'outside names': ({ outside }) => JSON.stringify(outside),
  expectations: ({ expectations }) => JSON.stringify(expectations),
  'answer key': ({ shard }) => JSON.stringify([shard!.truth.head, shard!.truth.tail]),
};

/** All parts of one run, each once. */
function inOrder(parts: readonly Part[]): Part[] {
  const [one] = parts;
  const { of } = one!.manifest.shard;
  const wanted = identityOf(one!.manifest);
  const found: Part[] = [];
  for (const part of parts) {
    const { shard } = part.manifest;
    const place = join(part.folder, MANIFEST);
    const difference = differenceOf(wanted, {
      ...identityOf(part.manifest),
      shard: { number: wanted.shard!.number, of: shard.of },
    });
    if (difference) throw new RunError(`${place}: ${difference}, though ${one!.folder} has it; name parts of one run only`);
    for (const [name, common] of Object.entries(COMMON))
      if (common(part.manifest) !== common(one!.manifest))
        throw wrong(place, `the ${name} of ${one!.folder}`, 'others', MAKE_AGAIN);
    if (shard.number > of) throw wrong(place, `a part from 1 to ${of}`, `part ${shard.number}`, MAKE_AGAIN);
    const other = found[shard.number - 1];
    if (other) throw wrong(place, 'each part once', `part ${shard.number}, as in ${other.folder}`, 'leave one of them out');
    found[shard.number - 1] = part;
  }
  for (let n = 0; n < of; n += 1)
    if (!found[n])
      throw new RunError(
        `${shardFolder({ number: n + 1, of })}: expected all ${of} parts, received none of this number; make it, or name its folder`,
      );
  return found;
}

/** Parts adjoin: in slices, and in the numbers of records. */
function checkRanges(parts: readonly Part[]): void {
  let slices = 0;
  const records = parts[0]!.manifest.files.map(() => 0);
  for (const { folder, manifest } of parts) {
    const place = join(folder, MANIFEST);
    const { shard, files } = manifest;
    if (shard.slices.count > 0 && shard.slices.before !== slices)
      throw wrong(place, `a part behind slice ${slices}`, `one behind slice ${shard.slices.before}`, MAKE_AGAIN);
    slices += shard.slices.count;
    for (const [n, { file, firstRecord }] of shard.files.entries()) {
      if (firstRecord !== undefined && firstRecord !== records[n]! + 1)
        throw wrong(place, `${file} from record ${records[n]! + 1} on`, `from ${firstRecord} on`, MAKE_AGAIN);
      records[n]! += files[n]!.records;
    }
  }
}

const bytesOf = ({ files }: ShardSection) => files.reduce((sum, { sliceBytes }) => sum + sumOf(sliceBytes), 0);
const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);

/** The manifest of the whole, its keys in the order of any manifest; digests of whole files are still those of the first part. */
function joinedManifest(parts: readonly Part[]): Omit<Manifest, 'truth'> {
  const manifests = parts.map(({ manifest }) => manifest);
  const { shard: _, range: __, truth: ___, files, hosts, steps, faults, expectations, outside, ...head } = parts[0]!.manifest;
  const ranges = manifests.flatMap(({ range }) => range ?? []);
  const inAll = Object.keys(steps).map((step) => [step, sumOf(manifests.map((part) => part.steps[step] ?? 0))] as const);
  return {
    ...head,
    records: sumOf(manifests.map(({ records }) => records)),
    ...(ranges.length > 0 && { range: { first: ranges[0]!.first, last: ranges.at(-1)!.last } }),
    files: files.map((file, n) =>
      joinedFile(
        file,
        manifests.map((part) => part.files[n]!),
      ),
    ),
    hosts: hosts.map((host, n) => ({
      ...host,
      addresses: [...new Set(manifests.flatMap((part) => part.hosts[n]!.addresses))],
      records: sumOf(manifests.map((part) => part.hosts[n]!.records)),
    })),
    steps: Object.fromEntries(inAll.filter(([, count]) => count > 0)),
    ...(faults && {
      faults: Object.fromEntries(
        Object.keys(faults).map((fault) => [fault, sumOf(manifests.map((part) => part.faults?.[fault] ?? 0))]),
      ),
    }),
    ...(expectations && { expectations }),
    outside,
  };
}

/** The answer key of the whole. */
function joinedTruth(parts: readonly Part[], whole: Omit<Manifest, 'truth'>): string {
  const { steps, shard } = parts[0]!.manifest;
  const shown = new ShownTable();
  for (const { manifest } of parts) for (const row of manifest.shard.truth.shown) shown.add(row);
  const files = whole.files.map(({ file }) => plainName(file));
  return truthPage(shard.truth, truthRecords(whole, shownInOrder(shown.rows(), Object.keys(steps), files)));
}

function joinedFile(first: ManifestFile, files: readonly ManifestFile[]): ManifestFile {
  const records = sumOf(files.map((file) => file.records));
  if (first.format === 'labels') return { ...first, records };
  const slices = files.flatMap((file) => file.slices ?? []);
  const { sha256, ...known } = first;
  return {
    ...known,
    records,
    bytes: sumOf(files.map(({ bytes }) => bytes ?? 0)),
    digest: digestOf(slices),
    slices,
    // Of some parts alone it would be that of no file.
    ...(sha256 && files.every((file) => file.sha256) && { sha256 }),
  };
}

/** Copies one file of a part, and holds it to the part's manifest. */
async function copyFile(
  { folder, manifest: { files, shard } }: Part,
  n: number,
  sink: Sink,
  progress: (bytes: number) => void,
): Promise<void> {
  const { file, records, slices, compressedBytes } = files[n]!;
  const { sliceBytes, slices: ofLabels } = shard.files[n]!;
  const path = join(folder, file);
  const indexPath = join(folder, indexName(file));
  const digests = slices ?? ofLabels ?? [];
  const isIndexed = plainName(file) !== LABELS;
  if (!isPacked(file)) await checkSize(path, sumOf(sliceBytes));
  else if (compressedBytes !== undefined) await checkSize(path, compressedBytes);
  if (isIndexed) await checkSize(indexPath, records * INDEX_ENTRY);
  const data = pieceReader(path);
  const index = isIndexed ? await open(indexPath) : undefined;
  try {
    const ends = index && endsOf(indexPath, index, records);
    let at = 0;
    for (const [slice, bytes] of sliceBytes.entries()) {
      const found = createHash('sha256');
      for (const end = at + bytes; at < end; ) {
        const piece = await unpacked(path, data, end - at);
        if (piece.length === 0) throw wrong(path, `${sumOf(sliceBytes)} bytes`, `${at}`, MAKE_AGAIN);
        found.update(piece);
        // The last piece has all ends that are left: none may be behind the file.
        const sliceEnds = at + piece.length === end ? [piece.length] : [];
        await sink.write({ bytes: piece, ends: ends ? await ends.upTo(at, piece) : [], sliceEnds });
        at += piece.length;
        progress(piece.length);
      }
      if (found.digest('hex') !== digests[slice])
        throw wrong(path, `the digest ${digests[slice]?.slice(0, 12)}... for its slice ${slice + 1}`, 'other bytes', MAKE_AGAIN);
    }
    await ends?.finish(at);
  } finally {
    data.close();
    await index?.close();
  }
}

async function unpacked(path: string, data: PieceReader, most: number): Promise<Uint8Array> {
  try {
    return await data.next(most);
  } catch (error) {
    // What zlib says has no system call.
    if (error instanceof Error && 'syscall' in error) throw error;
    throw wrong(path, 'gzip', 'something that cannot be unpacked', MAKE_AGAIN);
  }
}

async function checkSize(path: string, expected: number): Promise<void> {
  const { size } = await stat(path);
  if (size !== expected) throw wrong(path, `${expected} bytes, as the manifest of its part says`, `${size}`, MAKE_AGAIN);
}

async function readPiece(file: FileHandle, at: number, length: number): Promise<Uint8Array> {
  const piece = new Uint8Array(length);
  for (let done = 0; done < length; ) {
    const { bytesRead } = await file.read(piece, done, length - done, at + done);
    if (bytesRead === 0) return piece.subarray(0, done);
    done += bytesRead;
  }
  return piece;
}

/** Reads an index along with its file. */
function endsOf(path: string, index: FileHandle, records: number) {
  let entries: Buffer = Buffer.alloc(0);
  let next = 0;
  let read = 0;
  let last = 0;
  const peek = async (): Promise<number> => {
    if (next === entries.length) {
      const some = Math.min(PIECE / INDEX_ENTRY, records - read);
      if (some === 0) return Infinity;
      entries = Buffer.from((await readPiece(index, read * INDEX_ENTRY, some * INDEX_ENTRY)).buffer);
      read += some;
      next = 0;
    }
    return Number(entries.readBigUInt64LE(next));
  };
  return {
    /** Ends of records in a piece of the file, from the start of the piece. */
    async upTo(from: number, piece: Uint8Array): Promise<number[]> {
      const found: number[] = [];
      for (let end = await peek(); end <= from + piece.length; end = await peek()) {
        if (end <= last) throw wrong(path, 'ends that rise', `${end} behind ${last}`, MAKE_AGAIN);
        if (piece[end - from - 1] !== LINE_FEED) throw wrong(path, 'ends of records', `${end}, which is none`, MAKE_AGAIN);
        found.push(end - from);
        last = end;
        next += INDEX_ENTRY;
      }
      return found;
    },
    async finish(size: number): Promise<void> {
      if ((await peek()) !== Infinity || last !== size) throw wrong(path, `a last end of ${size}`, 'another', MAKE_AGAIN);
    },
  };
}
