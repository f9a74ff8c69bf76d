// How fast and in how much memory whole runs are, against programs that do a part of the same: interleaved, medians of ratios.
//
//   node bench/engine.mjs             the table; npm run bench has it too
//   node bench/engine.mjs --quick     smaller runs and fewer rounds, with bounds that a small run on a busy machine keeps: CI runs this
//   node bench/engine.mjs --json      the same as JSON
//
// The yardsticks are in bench/yardsticks/. Where there is no C compiler, no perl or no gzip, their rows are left out; so are those of gzip on
// fewer than four cores.
//
// Runs are commands as users type them. Where a row is about records, a short run is taken off a long one, so that start-up, set-up and
// templates, which both have, drop out.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createModel } from '../dist/engine/model.js';
import { openRecordMaker } from '../dist/engine/openRecordMaker.js';
import { prepareRun } from '../dist/engine/prepareRun.js';
import { createSlices } from '../dist/engine/slices.js';
import { resolveStory } from '../dist/scenarios/library.js';
import { loadStory } from '../dist/scenarios/loadStory.js';
import { json, judge, median, print, quick } from './figures.mjs';
import { peakMemory, SAY_PEAK_MEMORY } from './peakMemory.mjs';

/**
 * What is asked of the engine: the median is at least, or at most, so much. `quick`: the bound with `--quick`, of ratios only: far enough off
 * that noise does not break it, and near enough that a path which got slow does.
 */
const ROWS = {
  formatter: { what: 'sysmon-winevt against the C formatter (records/s)', least: 0.5, digits: 3, quick: { least: 0.12 } },
  xmlbuilder2: { what: 'sysmon-winevt against xmlbuilder2 per event (records/s)', least: 200, digits: 0, quick: { least: 100 } },
  perl: { what: 'sysmon-winevt against a perl script (records/s)', digits: 2 },
  stringify: { what: 'falcon-fdr against JSON.stringify per event (records/s)', least: 12, digits: 2, quick: { least: 1.5 } },
  together: {
    what: 'winevt, fdr and labels of one run against sysmon-winevt alone, into a folder (bytes/s)',
    least: 0.6,
    digits: 2,
  },
  labelled: { what: 'the same with a label for every record, not for the story alone (bytes/s)', digits: 2 },
  copy: { what: 'sysmon-winevt into a folder against cp of the same bytes (bytes/s)', least: 0.5, digits: 3 },
  gzip: {
    what: 'a whole run with --gzip against gzip(1), one thread, of its bytes at the same level (bytes/s)',
    least: 1.5,
    digits: 2,
  },
  zlib: { what: 'the same against the zlib of Node in one thread (bytes/s)', digits: 2 },
  counting: { what: 'the counting pass against making the records (time)', most: 0.35, digits: 2, quick: { most: 0.35 } },
  firstEvent: {
    what: 'first event of a small story on stdout against node -e 0 (time)',
    most: 3.5,
    digits: 2,
    quick: { most: 6 },
  },
  memory: { what: `resident memory at ${quick ? 1 : 10} million events (MB)`, most: 100, digits: 0 },
  growth: { what: `resident memory from 0.1 to ${quick ? 1 : 10} million events (MB more)`, most: 10, digits: 0 },
  workers: { what: '4 workers, one ordered stream, against 1 (records/s)', least: 1.25, digits: 2 },
  shards: { what: '4 shards, own files, against 1 (records/s)', least: 2.5, digits: 2 },
  workersMemory: {
    what: `resident memory at ${quick ? 1 : 10} million events with 4 workers (MB)`,
    most: 220,
    digits: 0,
  },
  manyHosts: { what: 'resident memory at 10,000 hosts (MB)', most: 600, digits: 0 },
  hostCost: { what: 'an event at 10,000 hosts against one at 10 (time)', most: 1.6, digits: 2 },
};

const rounds = quick ? 3 : 7;
/** Runs of the longest kind take a minute or more each. */
const longRounds = quick ? 1 : 3;
/** Records of the two runs of which one is taken off the other. */
const [few, many] = quick ? [100_000, 1_500_000] : [200_000, 2_000_000];
/** The same where Falcon's are a fifth of all that is made. */
const [fewOfFalcon, manyOfFalcon] = quick ? [50_000, 1_000_000] : [100_000, 1_000_000];
/** The same into files. Not more: with a gigabyte that is not yet on the disk, Linux has writers wait for it, and the disk is measured. */
const [fewInFiles, manyInFiles] = quick ? [50_000, 250_000] : [100_000, 400_000];
/** The first records must be the same bytes as those of the C formatter before it counts as a yardstick. */
const COMPARED = 20_000;
/** Records that the C formatter formats again and again: enough to have the constant text of most flows, more than most caches hold. */
const DUMPED = quick ? 50_000 : 200_000;

/** Rows are about one worker where they do not say otherwise. */
const ONE_WORKER = ['--workers', '1'];
const FOUR_WORKERS = ['--workers', '4'];
const STORY = 'psexec-lateral-movement';
const HOSTS = 100;
/** The run of most rows: a small attack in the background of an office. */
const OFFICE = [STORY, '--hosts', String(HOSTS)];
/** Falcon records connections over IPv6 only. Of this run every fifth record is its own, of the other one every fortieth. */
const IPV6_OFFICE = ['ipv6-beaconing', '--hosts', String(HOSTS)];

const tool = fileURLToPath(new URL('../dist/bin/wiretale.js', import.meta.url));
const yardstick = (name) => fileURLToPath(new URL(`yardsticks/${name}`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'wiretale-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const nothing = openSync('/dev/null', 'w');

/** Runs a command to its end. @returns Seconds, and what it said. */
function timed(command, args, stdout = nothing) {
  const began = process.hrtime.bigint();
  const done = spawnSync(command, args, { encoding: 'utf8', stdio: ['ignore', stdout, 'pipe'], maxBuffer: 2 ** 26 });
  if (done.status !== 0) throw done.error ?? new Error(`${command} ${args.join(' ')}: ${done.stderr}`);
  return { seconds: Number(process.hrtime.bigint() - began) / 1e9, stdout: done.stdout, stderr: done.stderr };
}

const asked = (command, args) => JSON.parse(timed(command, args, 'pipe').stdout);
const isInstalled = (program) => spawnSync(program, ['--version']).error === undefined;
const runArgs = (story, format, out, events, workers = ONE_WORKER) => [
  ...['run', ...story, ...workers, '--format', format, '--out', out],
  ...(events === undefined ? [] : ['--events', String(events)]),
];

/** A run to /dev/null. @returns Seconds, and its memory in megabytes. */
function run(story, format, events, workers) {
  const { seconds, stderr } = timed(process.execPath, [
    ...SAY_PEAK_MEMORY,
    tool,
    ...runArgs(story, format, '-', events, workers),
  ]);
  return { seconds, megabytes: peakMemory(stderr) };
}

/** Seconds per record of a run to /dev/null. */
function perRecord(story, format, least, most, workers) {
  const short = run(story, format, least, workers);
  const long = run(story, format, most, workers);
  return (long.seconds - short.seconds) / (most - least);
}

/** What is beside records and labels. */
const BESIDE = ['manifest.json', 'truth.md'];

/** A run into a folder. @returns Seconds, and bytes of records and labels: an index and a manifest are not what it is run for. */
function runInto(out, formats, labels, events) {
  rmSync(out, { recursive: true, force: true });
  const { seconds } = timed(process.execPath, [tool, ...runArgs(IPV6_OFFICE, formats, out, events), '--labels', labels]);
  const files = readdirSync(out).filter((file) => !file.endsWith('.idx') && !BESIDE.includes(file));
  return { seconds, bytes: files.reduce((sum, file) => sum + statSync(join(out, file)).size, 0) };
}

/** Bytes per second into a folder, which is left with the longer run. */
function bytesPerSecond(out, formats, labels) {
  const short = runInto(out, formats, labels, fewInFiles);
  const long = runInto(out, formats, labels, manyInFiles);
  return (long.bytes - short.bytes) / (long.seconds - short.seconds);
}

/** Seconds per record of a run into files of `sysmon-winevt`, as so many parts at a time. */
function perRecordOfShards(of) {
  const out = join(folder, 'shards');
  const [short, long] = [fewInFiles, manyInFiles * 2].map((events) => {
    const args = [...runArgs(OFFICE, 'sysmon-winevt', out, events, ['--shard', `all/${of}`]), '--labels', 'none'];
    const { seconds } = timed(process.execPath, [tool, ...args]);
    rmSync(out, { recursive: true });
    return { events, seconds };
  });
  return (long.seconds - short.seconds) / (long.events - short.events);
}

/** Copies without sharing blocks or leaving holes, where cp can be told so: else a file system may copy nothing at all. */
const PLAINLY = ['--reflink=never', '--sparse=never'];
const copyOptions = spawnSync('cp', [...PLAINLY, tool, join(folder, 'tool')]).status === 0 ? PLAINLY : [];

/** Bytes per second of copies within a folder: the file has just been written, so it is in the page cache. Copies are short, so three. */
function copied(file) {
  const to = `${file}.copy`;
  const { size } = statSync(file);
  const speeds = [1, 2, 3].map(() => {
    const { seconds } = timed('cp', [...copyOptions, file, to]);
    rmSync(to);
    return size / seconds;
  });
  return median(speeds);
}

/** Records of the run that is packed, and at what level: the tool's own. */
const [PACKED, LEVEL] = [quick ? 100_000 : 400_000, '6'];
/** Threads of the pool on which the tool packs. */
const PACKING_CORES = 4;

/** Seconds of a whole run with --gzip, and of others that pack the bytes that are there already. */
function packingRound(hasGzip) {
  const plain = join(folder, 'plain');
  const out = openSync(plain, 'w');
  timed(process.execPath, [tool, ...runArgs(OFFICE, 'sysmon-winevt', '-', PACKED)], out);
  closeSync(out);
  const into = join(folder, 'packed');
  const args = [...runArgs(OFFICE, 'sysmon-winevt', into, PACKED), '--labels', 'none', '--gzip', '--gzip-level', LEVEL];
  const run = timed(process.execPath, [tool, ...args]).seconds;
  const zlib = timed(process.execPath, [yardstick('zlib.mjs'), plain, LEVEL]).seconds;
  const gzip = hasGzip ? timed('gzip', [`-${LEVEL}`, '-c', plain]).seconds : undefined;
  const { size } = statSync(plain);
  rmSync(into, { recursive: true });
  rmSync(plain);
  return { run, zlib, gzip, size };
}

/** Seconds from the start of a command to its first byte, or to its end where it has none. */
function untilFirstByte(args) {
  return new Promise((resolve, reject) => {
    const began = process.hrtime.bigint();
    const elapsed = () => Number(process.hrtime.bigint() - began) / 1e9;
    let first;
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    child.stdout.on('data', () => (first ??= elapsed()));
    child.on('error', reject);
    child.on('exit', () => (first ??= elapsed()));
    child.on('close', (status) => (status === 0 ? resolve(first) : reject(new Error(`node ${args.join(' ')} failed`))));
  });
}

/** Compiles the C formatter and proves that it writes what we write. @returns What runs it, or undefined where there is no compiler. */
function cFormatter() {
  if (!isInstalled('cc')) return undefined;
  const [program, dump, ours, theirs] = ['formatter', 'dump', 'ours', 'theirs'].map((name) => join(folder, name));
  timed('cc', ['-O2', '-o', program, yardstick('formatter.c')]);
  timed(process.execPath, [yardstick('recordDump.mjs'), STORY, String(HOSTS), String(DUMPED), dump]);
  const out = openSync(ours, 'w');
  timed(process.execPath, [tool, ...runArgs(OFFICE, 'sysmon-winevt', '-', COMPARED)], out);
  closeSync(out);
  timed(program, [dump, theirs, '1', String(COMPARED)]);
  const at = firstDifference(ours, theirs);
  if (at !== undefined) {
    console.error(
      `the C formatter is no yardstick: of ${COMPARED} records its bytes are those of sysmon-winevt up to byte ${at} only`,
    );
    process.exit(1);
  }
  const passes = quick ? 20 : 30;
  return () => asked(program, [dump, '/dev/null', String(passes), String(DUMPED)]).perSecond;
}

/** @returns Undefined where two files have the same bytes. */
function firstDifference(one, other) {
  const [ours, theirs] = [one, other].map((file) => readFileSync(file));
  if (ours.equals(theirs)) return undefined;
  const at = ours.findIndex((byte, i) => byte !== theirs[i]);
  return at < 0 ? ours.length : at;
}

const loaded = await loadStory(await resolveStory(STORY));
const { plan, pins } = prepareRun(loaded, { seed: 1, workstations: HOSTS, duration: Infinity });
/** Epochs of five minutes: two hours of the office, in quick half an hour. */
const EPOCHS = quick ? 6 : 24;

/** Seconds of some work in this process. */
function here(work) {
  const began = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - began) / 1e9;
}

/** Seconds of counting the same epochs whose records are made, in proportion. */
function countingRound() {
  const slices = createSlices(plan, pins);
  const maker = openRecordMaker(plan, createModel(plan, pins), pins);
  const last = slices.first + EPOCHS;
  const counting = here(() => maker.count(slices.first, last));
  const making = here(() => {
    for (let epoch = slices.first; epoch < last; epoch += 1) slices.slice(epoch);
  });
  return counting / making;
}

const absent = [];
const missing = (program) => {
  absent.push(program);
  console.error(`${program} is not installed: its rows are left out`);
};
const taken = Object.fromEntries(Object.keys(ROWS).map((row) => [row, []]));
const speeds = {};
const note = (what, value) => {
  speeds[what] ??= [];
  speeds[what].push(value);
};

const formatter = cFormatter();
if (!formatter) missing('cc');
const perl = isInstalled('perl');
if (!perl) missing('perl');
const perlSeconds = (events) => timed('perl', [yardstick('script.pl'), String(events)]).seconds;

for (let round = 0; round < rounds; round += 1) {
  const winevt = 1 / perRecord(OFFICE, 'sysmon-winevt', few, many);
  note('sysmon-winevt records/s', winevt);
  if (formatter) {
    const records = formatter();
    note('C formatter records/s', records);
    taken.formatter.push(winevt / records);
  }
  const events = asked(process.execPath, [yardstick('xmlbuilder2.mjs'), quick ? '2000' : '6000']).perSecond;
  note('xmlbuilder2 events/s', events);
  taken.xmlbuilder2.push(winevt / events);
  if (perl) {
    const [short, long] = quick ? [10_000, 60_000] : [30_000, 230_000];
    const scripted = (long - short) / (perlSeconds(long) - perlSeconds(short));
    note('perl script events/s', scripted);
    taken.perl.push(winevt / scripted);
  }
  const fdr = 1 / perRecord(IPV6_OFFICE, 'falcon-fdr', fewOfFalcon, manyOfFalcon);
  const stringified = asked(process.execPath, [yardstick('jsonStringify.mjs'), quick ? '100000' : '300000']).perSecond;
  note('falcon-fdr records/s', fdr);
  note('JSON.stringify events/s', stringified);
  taken.stringify.push(fdr / stringified);

  const [both, one] = ['sysmon-winevt,falcon-fdr', 'sysmon-winevt'];
  const out = join(folder, 'out');
  const together = bytesPerSecond(out, both, 'scenario');
  const labelled = bytesPerSecond(out, both, 'all');
  const alone = bytesPerSecond(out, one, 'none');
  const copy = copied(join(out, 'sysmon-winevt.xml'));
  rmSync(out, { recursive: true });
  note('winevt, fdr and labels into a folder MB/s', together / 1e6);
  note('winevt, fdr and all labels into a folder MB/s', labelled / 1e6);
  note('sysmon-winevt into a folder MB/s', alone / 1e6);
  note('cp MB/s', copy / 1e6);
  taken.together.push(together / alone);
  taken.labelled.push(labelled / alone);
  taken.copy.push(alone / copy);
}

if (availableParallelism() < PACKING_CORES)
  console.error(`gzip: expected ${PACKING_CORES} cores, there are ${availableParallelism()}: its rows are left out`);
else {
  const hasGzip = isInstalled('gzip');
  if (!hasGzip) missing('gzip');
  for (let round = 0; round < rounds; round += 1) {
    const { run: ours, zlib, gzip, size } = packingRound(hasGzip);
    note('sysmon-winevt with --gzip, whole run, MB/s', size / 1e6 / ours);
    note('zlib of Node, one thread, MB/s', size / 1e6 / zlib);
    taken.zlib.push(zlib / ours);
    if (!hasGzip) continue;
    note('gzip(1) MB/s', size / 1e6 / gzip);
    taken.gzip.push(gzip / ours);
  }
}

if (availableParallelism() < 4)
  console.error('this machine has fewer than 4 cores: the rows of 4 workers and 4 shards are left out');
else {
  // Longer than other rows: each of the threads has to get fast first.
  const [least, most] = quick ? [500_000, 1_500_000] : [2_000_000, 8_000_000];
  for (let round = 0; round < longRounds; round += 1) {
    const [one, four] = [ONE_WORKER, FOUR_WORKERS].map((workers) => perRecord(OFFICE, 'sysmon-winevt', least, most, workers));
    note('sysmon-winevt with 4 workers records/s', 1 / four);
    taken.workers.push(one / four);
    const [whole, parts] = [1, 4].map(perRecordOfShards);
    note('sysmon-winevt in 4 shards records/s', 1 / parts);
    taken.shards.push(whole / parts);
    taken.workersMemory.push(run(OFFICE, 'sysmon-winevt', quick ? 1_000_000 : 10_000_000, FOUR_WORKERS).megabytes);
  }
}

// The first round lets the compiler see the code.
for (let round = 0; round <= rounds; round += 1) {
  const ratio = countingRound();
  if (round > 0) taken.counting.push(ratio);
}

for (let round = 0; round < rounds * 3; round += 1) {
  const start = await untilFirstByte(['-e', '0']);
  const event = await untilFirstByte([tool, ...runArgs([STORY], 'sysmon-winevt', '-')]);
  note('first event on stdout, ms', event * 1000);
  taken.firstEvent.push(event / start);
}

for (let round = 0; round < longRounds; round += 1) {
  const small = run(OFFICE, 'sysmon-winevt', 100_000);
  const large = run(OFFICE, 'sysmon-winevt', quick ? 1_000_000 : 10_000_000);
  taken.memory.push(large.megabytes);
  taken.growth.push(large.megabytes - small.megabytes);
}

if (!quick) {
  // By then most flows of 10,000 hosts have been met, so that their texts drop out as in other rows.
  const [least, most] = [3_000_000, 9_000_000];
  const of = (hosts) => {
    const [short, long] = [least, most].map((events) => run([STORY, '--hosts', String(hosts)], 'sysmon-winevt', events));
    return { megabytes: long.megabytes, perRecord: (long.seconds - short.seconds) / (most - least) };
  };
  for (let round = 0; round < longRounds; round += 1) {
    const [office, town] = [of(10), of(10_000)];
    taken.manyHosts.push(town.megabytes);
    taken.hostCost.push(town.perRecord / office.perRecord);
  }
}

const figures = Object.entries(ROWS)
  .filter(([row]) => taken[row].length > 0)
  .map(([row, { what, least, most, digits, quick: bounds }]) => ({
    what: `engine: ${what}`,
    ratios: taken[row],
    digits,
    ...(quick ? bounds : { least, most }),
  }));
const absolute = Object.entries(speeds).map(([what, values]) => [`engine: ${what}`, median(values)]);
if (json) console.log(JSON.stringify({ rounds, absent, figures, absolute }));
else print(figures, absolute);
process.exitCode = judge(figures);
