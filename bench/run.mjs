// The figures of the byte path, as ratios against named yardsticks: interleaved in one run, medians.
//
//   npm run bench                 the table
//   npm run bench -- --quick      fewer and smaller rounds, as in CI; fails where a ratio is below its floor
//   npm run bench -- --json       the same as JSON
import { spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const quick = process.argv.includes('--quick');
const json = process.argv.includes('--json');
const tool = fileURLToPath(new URL('../dist/bin/wiretale.js', import.meta.url));
const yardstick = fileURLToPath(new URL('xmlbuilder2.mjs', import.meta.url));
const rounds = quick ? 3 : 7;
const records = quick ? 300_000 : 1_000_000;
const folder = mkdtempSync(join(tmpdir(), 'wiretale-bench-'));
const nothing = openSync('/dev/null', 'w');

/** Seconds of a whole process whose output goes to /dev/null. */
function seconds(args) {
  const began = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', nothing, 'pipe'], encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')}: ${stderr}`);
  return { elapsed: Number(process.hrtime.bigint() - began) / 1e9, stderr };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const spread = (values) => `${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)}`;

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

const against = (ours, theirs) => ours.map((value, i) => value / theirs[i]);
const figures = [
  { what: 'run psexec-lateral-movement, against node -e 0 (time)', ratios: against(taken.story, taken.start), most: 6 },
  {
    what: 'sysmon-winevt, 1 core, against xmlbuilder2 per event (records/s)',
    ratios: against(taken.winevt, taken.oracle),
    least: 60,
  },
];
const absolute = [
  ['sysmon-winevt records/s', median(taken.winevt)],
  ['xmlbuilder2 events/s', median(taken.oracle)],
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
else {
  for (const { what, ratios, most, least } of figures)
    console.log(
      `${what}: ${median(ratios).toFixed(1)} (${spread(ratios)}); bound: ${most ? `at most ${most}` : `at least ${least}`}`,
    );
  for (const [what, value] of absolute) console.log(`${what}: ${Math.round(value)} (no bound: machines differ)`);
}
rmSync(folder, { recursive: true, force: true });
const missed = figures.filter(({ ratios, most, least }) => (most && median(ratios) > most) || (least && median(ratios) < least));
for (const { what } of missed) console.error(`out of bounds: ${what}`);
process.exitCode = missed.length > 0 ? 1 : 0;
