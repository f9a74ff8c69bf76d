// How fast and in how much memory files are validated, against programs that only parse them: whole commands, interleaved, medians of ratios.
//
//   node bench/validate.mjs             the table; npm run bench has it too
//   node bench/validate.mjs --quick     smaller files and fewer rounds
//   node bench/validate.mjs --json      the same as JSON
//
// xmllint and jq are what a user would have at hand. Where one is not installed its rows are left out.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { against, json, judge, print, quick } from './figures.mjs';
import { peakMemory, SAY_PEAK_MEMORY } from './peakMemory.mjs';

const tool = fileURLToPath(new URL('../dist/bin/wiretale.js', import.meta.url));
const records = quick ? 50_000 : 200_000;
const rounds = quick ? 3 : 7;
const folder = mkdtempSync(join(tmpdir(), 'wiretale-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const NDJSON = ['falcon-fdr', 'sysmon-flat', 'sysmon-winlogbeat', 'ecs'];
const MOST_MEMORY = 150;
/** Floors are those of large files: in a small one the start of the process is most of the time. */
const least = (floor) => (quick ? undefined : floor);

const isInstalled = (program) => spawnSync(program, ['--version']).error === undefined;

/** The first records of a run in one format, one a line. */
function generate(format, file) {
  const args = [tool, 'run', 'ipv6-beaconing', '--hosts', '40', '--labels', 'none', '--out', '-', '--format', format];
  return new Promise((resolve, reject) => {
    const out = openSync(file, 'w');
    const child = spawn(process.execPath, [...args, '--events', String(records * 8)], { stdio: ['ignore', 'pipe', 'ignore'] });
    let left = records;
    child.stdout.on('data', (chunk) => {
      let end = 0;
      for (let feed = chunk.indexOf(10); feed !== -1 && left > 0; feed = chunk.indexOf(10, end)) {
        end = feed + 1;
        left -= 1;
      }
      writeSync(out, left > 0 ? chunk : chunk.subarray(0, end));
      if (left === 0) child.stdout.destroy(); // the run ends, for nobody reads on
    });
    child.on('error', reject);
    child.on('close', () => {
      closeSync(out);
      if (left > 0) reject(new Error(`${format}: ${left} records too few`));
      else resolve(file);
    });
  });
}

/** The same events with another comment in each, so that no layout is met twice. */
function withComments(file, to) {
  let n = 0;
  const text = readFileSync(file, 'utf8').replaceAll('</System>', () => {
    n += 1;
    return `</System><!-- ${n} -->`;
  });
  writeFileSync(to, text);
  return to;
}

/** What a parser of documents reads: the same events in one root element. */
function rooted(file) {
  const to = `${file}.rooted`;
  const out = openSync(to, 'w');
  for (const part of ['<Events>\n', readFileSync(file), '</Events>\n']) writeSync(out, part);
  closeSync(out);
  return to;
}

/** Runs a command to its end. @returns Seconds, and what it said on stderr. */
function timed(command, args) {
  const began = process.hrtime.bigint();
  const { status, stderr, stdout } = spawnSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}${stdout}`);
  return { seconds: Number(process.hrtime.bigint() - began) / 1e9, stderr };
}

function validate(file, ...options) {
  const { seconds, stderr } = timed(process.execPath, [...SAY_PEAK_MEMORY, tool, 'validate', ...options, file]);
  return { seconds, megabytes: peakMemory(stderr) };
}

const winevt = await generate('sysmon-winevt', join(folder, 'sysmon-winevt.xml'));
const commented = withComments(winevt, join(folder, 'commented.xml'));
const rows = [
  {
    name: 'sysmon-winevt',
    file: winevt,
    yardstick: ['xmllint', '--noout', '--stream', rooted(winevt)],
    least: least(4),
    ours: [],
    theirs: [],
  },
  {
    name: 'sysmon-winevt, no two layouts alike',
    file: commented,
    yardstick: ['xmllint', '--noout', '--stream', rooted(commented)],
    least: least(0.35),
    ours: [],
    theirs: [],
  },
];
for (const format of NDJSON) {
  const file = await generate(format, join(folder, `${format}.ndjson`));
  rows.push({ name: format, file, yardstick: ['jq', 'empty', file], least: least(3), ours: [], theirs: [] });
}
const absent = ['xmllint', 'jq'].filter((program) => !isInstalled(program));
for (const program of absent) console.error(`${program} is not installed: its rows are left out`);

const streams = [rows[0], rows[2]].map(({ name, file }) => ({ name, file, on: [], off: [] }));
for (let round = 0; round < rounds; round += 1) {
  for (const { file, yardstick, ours, theirs } of rows) {
    ours.push(validate(file, '--no-stream'));
    if (!absent.includes(yardstick[0])) theirs.push(timed(yardstick[0], yardstick.slice(1)));
  }
  for (const { file, on, off } of streams) {
    off.push(validate(file, '--no-stream'));
    on.push(validate(file));
  }
}

const seconds = (runs) => runs.map((run) => run.seconds);
const figures = [
  ...rows
    .filter(({ theirs }) => theirs.length > 0)
    .map(({ name, yardstick, least, ours, theirs }) => ({
      what: `validate --no-stream ${name}, whole command, against ${yardstick[0]} (records/s)`,
      ratios: against(seconds(theirs), seconds(ours)),
      least,
      digits: 2,
    })),
  ...streams.map(({ name, on, off }) => ({
    what: `validate ${name}, stream checks on against off (time)`,
    ratios: against(seconds(on), seconds(off)),
    most: 1.5,
    digits: 2,
  })),
  ...[...rows.map(({ name, ours }) => [`--no-stream ${name}`, ours]), ...streams.map(({ name, on }) => [name, on])].map(
    ([name, runs]) => ({
      what: `validate ${name}, resident memory (MB)`,
      ratios: runs.map(({ megabytes }) => megabytes),
      most: MOST_MEMORY,
      digits: 0,
    }),
  ),
];
const absolute = rows.map(({ name, ours }) => [
  `validate --no-stream ${name} records/s`,
  records / seconds(ours).sort((a, b) => a - b)[Math.floor(rounds / 2)],
]);
if (json) console.log(JSON.stringify({ records, rounds, absent, figures, absolute }));
else print(figures, absolute);
process.exitCode = judge(figures);
