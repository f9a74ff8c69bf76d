import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { nthEvent } from '../validate/streams.js';
import { isBuilt, TOOL } from './tool.js';

const folder = mkdtempSync(join(tmpdir(), 'wiretale-programs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RUN = ['run', 'ipv6-beaconing', '--hosts', '3', '--out', '-', '--format'];
const file = join(folder, 'events.xml');
writeFileSync(
  file,
  Array.from({ length: 50 }, (_, n) => `${nthEvent(n, n === 40 ? ['>tcp<', '>TCP<'] : ['>tcp<', '>tcp<'])}\n`).join(''),
);

/** What a command leaves, the remarks of Node itself left out. */
function left(command: string, ...args: readonly string[]) {
  const { stdout, stderr, status } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 27 });
  return { stdout, stderr: stderr.replace(/^Warning: disabling flag .*\n/u, '').replace(/^\{"progress".*\n/gmu, ''), status };
}

/** Some gigabytes of address space: enough for Node, and not for memory of WebAssembly. */
const limited = (...args: readonly string[]) =>
  left('bash', '-c', 'ulimit -v 8000000 && exec "$@"', 'bash', process.execPath, ...args);

const hasLimits = isBuilt && process.platform === 'linux';

describe.each([
  ['without WebAssembly', (...args: readonly string[]) => left(process.execPath, '--jitless', ...args), isBuilt],
  ['with little address space', limited, hasLimits],
] as const)('%s', (_, node, runs) => {
  it.runIf(runs).each(['sysmon-winevt', 'falcon-fdr', 'ecs'])('the same %s is written', (format) => {
    const usual = left(process.execPath, TOOL, ...RUN, format);
    expect(usual.status).toBe(0);
    expect(node(TOOL, ...RUN, format)).toEqual(usual);
  });

  it.runIf(runs)('the same is found', () => {
    const usual = left(process.execPath, TOOL, 'validate', file);
    expect(usual.stdout).toContain('sysmon3/protocol');
    expect(node(TOOL, 'validate', file)).toEqual(usual);
  });
});
