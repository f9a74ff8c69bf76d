// The figures of the byte path, as ratios against named yardsticks: interleaved in one run, medians.
//
//   npm run bench                 the table
//   npm run bench -- --quick      fewer and smaller rounds, as in CI; fails where a ratio is below its floor
//   npm run bench -- --json       the same as JSON
//
// How fast the formats write, against each other, is bench/formats.mjs; how fast files are validated is bench/validate.mjs; how fast whole runs
// are, against programs outside, is bench/engine.mjs. They run from here too, the last one not with --quick: it has commands of minutes.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { against, json, judge, median, print, quick } from './figures.mjs';

const tool = fileURLToPath(new URL('../dist/bin/wiretale.js', import.meta.url));
const yardstick = fileURLToPath(new URL('yardsticks/xmlbuilder2.mjs', import.meta.url));
const rounds = quick ? 3 : 7;
const records = quick ? 300_000 : 1_000_000;
const folder = mkdtempSync(join(tmpdir(), 'wiretale-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const nothing = openSync('/dev/null', 'w');

/** Seconds of a whole process whose output goes to /dev/null. */
function seconds(args) {
  const began = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', nothing, 'pipe'], encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')}: ${stderr}`);
  return { elapsed: Number(process.hrtime.bigint() - began) / 1e9, stderr };
}

const story = ['run', 'psexec-lateral-movement', '--hosts', '100', '--out', '-'];
const rows = {
  // The difference of two runs leaves the path per record: start-up, set-up and templates are in both.
  winevt: { few: records / 10, args: [...story, '--format', 'sysmon-winevt'] },
};
const taken = { start: [], story: [], oracle: [], winevt: [] };
for (let round = 0; round < rounds; round += 1) {
  taken.start.push(seconds(['-e', '0']).elapsed);
  taken.story.push(seconds([tool, 'run', 'psexec-lateral-movement', '--out', folder]).elapsed);
  taken.oracle.push(
    JSON.parse(spawnSync(process.execPath, [yardstick, quick ? '2000' : '6000'], { encoding: 'utf8' }).stdout).perSecond,
  );
  for (const [name, { few, args }] of Object.entries(rows)) {
    const least = seconds([tool, ...args, '--events', String(few)]).elapsed;
    const most = seconds([tool, ...args, '--events', String(few * 10)]).elapsed;
    taken[name].push((few * 9) / (most - least));
  }
}

/** A bench by itself, in a process of its own: nothing else is on its heap. */
function figuresOf(bench) {
  const script = fileURLToPath(new URL(bench, import.meta.url));
  const args = [script, '--json', ...(quick ? ['--quick'] : [])];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (stdout === '') throw new Error(`node ${args.join(' ')}: ${stderr}`);
  return JSON.parse(stdout);
}

/** Megabytes per second of whole processes, start-up and set-up included: a run of the tool per format. */
function wholeProcesses(ids) {
  const args = (id, ...more) => {
    const run = [tool, 'run', 'ipv6-beaconing', '--hosts', '40', '--labels', 'none', '--events', String(records)];
    return [...run, '--format', id, ...more];
  };
  const bytes = ids.map((id) => {
    const { stdout } = spawnSync(process.execPath, args(id, '--out', join(folder, id), '--json'), { encoding: 'utf8' });
    return JSON.parse(stdout).files.find(({ format }) => format === id).bytes;
  });
  const speeds = ids.map(() => []);
  for (let round = 0; round < (quick ? 1 : 3); round += 1)
    ids.forEach((id, i) => {
      speeds[i].push(bytes[i] / 1e6 / seconds(args(id, '--out', '-')).elapsed);
    });
  return ids.map((id, i) => [`${id} whole process MB/s`, median(speeds[i])]);
}

const writers = figuresOf('formats.mjs');
const validator = figuresOf('validate.mjs');
const engine = quick ? { figures: [], absolute: [], absent: [] } : figuresOf('engine.mjs');
for (const program of [...validator.absent, ...engine.absent])
  console.error(`${program} is not installed: its rows are left out`);
const figures = [
  { what: 'run psexec-lateral-movement, against node -e 0 (time)', ratios: against(taken.story, taken.start), most: 6 },
  {
    what: 'sysmon-winevt, 1 core, against xmlbuilder2 per event (records/s)',
    ratios: against(taken.winevt, taken.oracle),
    least: 60,
  },
  ...writers.figures,
  ...validator.figures,
  ...engine.figures,
];
const absolute = [
  ['sysmon-winevt records/s', median(taken.winevt)],
  ['xmlbuilder2 events/s', median(taken.oracle)],
  ...writers.absolute,
  ...wholeProcesses(writers.ids),
  ...validator.absolute,
  ...engine.absolute,
];

if (json)
  console.log(
    JSON.stringify({
      rounds,
      records,
      figures: figures.map((f) => ({ ...f, median: median(f.ratios) })),
      absolute: Object.fromEntries(absolute),
    }),
  );
else print(figures, absolute);
process.exitCode = judge(figures);
