// Kills a run at random moments, goes on with it until it is complete, and compares all that it left with a run that was never stopped.
//
//   node scripts/killAndResume.mjs [ROUNDS]     50 rounds if not said; needs npm run build
//
// Rounds take turns: one worker, three, a part of the run, one file per host; plain, and packed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const rounds = Number(process.argv[2] ?? 50);
const tool = fileURLToPath(new URL('../dist/bin/wiretale.js', import.meta.url));
const RUN = ['run', 'psexec-lateral-movement', '--hosts', '40', '--events', '40000', '--labels', 'all', '--sha256'];
const CUTS = [
  { cut: [], workers: '1' },
  { cut: [], workers: '3' },
  { cut: ['--shard', '2/3'], workers: '2' },
  { cut: ['--split', 'host'], workers: '1' },
  { cut: ['--split', 'host', '--shard', '2/3'], workers: '3' },
];
const WAYS = [[], ['--gzip', '--gzip-level', '1']].flatMap((packed) =>
  CUTS.map(({ cut, workers }) => ({ whole: [...cut, ...packed], resumed: [...cut, ...packed, '--workers', workers] })),
);

const folder = mkdtempSync(join(tmpdir(), 'wiretale-kill-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const contentOf = (path) =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => `${relative(path, file)} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`)
    .join('\n');

/** Seconds of a whole run, and what it leaves. */
const wholes = WAYS.map(({ whole }, n) => {
  const out = join(folder, `whole-${n}`);
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [tool, ...RUN, ...whole, '--out', out], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return { milliseconds: performance.now() - began, content: contentOf(out) };
});

let kills = 0;
let failures = 0;
for (let round = 0; round < rounds; round += 1) {
  const way = round % WAYS.length;
  const { milliseconds, content } = wholes[way];
  const out = join(folder, `round-${round}`);
  const args = [tool, ...RUN, ...WAYS[way].resumed, '--resume', '--out', out];
  for (;;) {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve(signal ?? code)));
    const stop = new AbortController();
    wait(Math.random() * milliseconds * 1.2, undefined, { signal: stop.signal }).then(
      () => child.kill('SIGKILL'),
      () => undefined,
    );
    const end = await ended;
    stop.abort();
    if (end === 'SIGKILL') kills += 1;
    else {
      if (end !== 0) console.error(`round ${round}: exit code ${end}: ${stderr}`);
      break;
    }
  }
  const same = contentOf(out) === content;
  if (!same) failures += 1;
  console.error(
    `round ${round + 1} of ${rounds}, ${kills} kills so far: ${same ? 'the same' : `NOT the same, ${WAYS[way].resumed.join(' ')}`}`,
  );
  rmSync(out, { recursive: true });
}
console.log(
  `${rounds} runs, killed ${kills} times: ${failures === 0 ? 'all are the same as runs that were never stopped' : `${failures} are not`}`,
);
process.exitCode = failures === 0 ? 0 : 1;
