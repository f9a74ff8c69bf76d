import { type SpawnOptions, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/scenarios/packageRoot.js';

/** The built tool, as users run it. */
export const TOOL = join(packageRoot(), 'dist/bin/wiretale.js');

/** Tests of the built tool have nothing to test without a build. */
export const isBuilt = existsSync(TOOL);

/** What a process left behind. */
export interface Exit {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, without input. */
export function runProgram(command: string, argv: readonly string[], options: SpawnOptions = {}): Promise<Exit> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, argv, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const written = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name]?.setEncoding('utf8').on('data', (text: string) => (written[name] += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...written }));
  });
}

/** Runs the built tool. */
export const runBuilt = (argv: readonly string[], options: SpawnOptions = {}): Promise<Exit> =>
  runProgram(process.execPath, [TOOL, ...argv], options);
