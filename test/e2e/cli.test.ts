import { execFile } from 'node:child_process';
import { accessSync, constants, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageVersion } from '../../src/scenarios/packageRoot.js';
import { SOUND } from '../scenarios/brokenStories.js';
import { isBuilt, runBuilt, runProgram, TOOL } from './tool.js';

// `npm test` builds first; a bare `vitest run` on a fresh clone has nothing to run here.
describe.skipIf(!isBuilt)('the built tool (run npm run build first)', () => {
  let cwd = '';
  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'wiretale-'));
    await writeFile(join(cwd, 'sound.yaml'), SOUND);
    await writeFile(join(cwd, 'broken.yaml'), SOUND.replace('to: c2', 'to: c3'));
    // As npm links it: the name in bin is a link to the file.
    await symlink(TOOL, join(cwd, 'wiretale'));
  });
  afterAll(() => rm(cwd, { recursive: true }));

  it('is executable and runs through a link, from any folder', async () => {
    accessSync(TOOL, constants.X_OK);
    expect(await runProgram(join(cwd, 'wiretale'), ['--version'], { cwd })).toEqual({
      code: 0,
      stdout: `${packageVersion()}\n`,
      stderr: '',
    });
  });

  it.each([
    [['--help'], 0],
    [['run', '--help'], 0],
    [['preview', '--help'], 0],
    [['validate', '--help'], 0],
    [['scenarios', 'list', '--json'], 0],
    [['scenarios', 'check', 'sound.yaml'], 0],
    [['scenarios', 'check', 'broken.yaml'], 2],
    [['scenarios', 'check', 'missing.yaml'], 2],
    [['scenarios', 'check', 'nowhere'], 2],
    [['scenarios', '--jsn'], 2],
    [['nothing'], 2],
    [[], 2],
  ])('%j ends with %d; data is on stdout, remarks on stderr', async (argv, code) => {
    const exit = await runBuilt(argv, { cwd });
    expect(exit.code).toBe(code);
    expect(exit.stdout === '').toBe(code !== 0);
    expect(exit.stderr === '').toBe(code === 0);
    expect(exit.stderr).not.toContain('    at ');
  });

  it('shows the same help for a command as the source does: the stand-ins of the bundle change nothing', async () => {
    const { runTool } = await import('../cli/memoryIo.js');
    for (const name of ['run', 'preview', 'scenarios', 'validate', 'query'])
      expect((await runBuilt([name, '--help'])).stdout).toBe((await runTool([name, '--help'])).stdout);
  });

  it('writes no colours, whatever the environment asks for', async () => {
    const { stdout } = await runBuilt(['scenarios', '--help'], { cwd, env: { ...process.env, FORCE_COLOR: '3' } });
    expect(stdout).not.toContain('\u001b');
  });

  it('says in one sentence that the folder in which it was started is gone', async () => {
    const script = `d=$(mktemp -d); cd "$d"; rmdir "$d"; exec '${process.execPath}' '${TOOL}' scenarios list`;
    expect(await runProgram('bash', ['-c', script])).toEqual({
      code: 74,
      stdout: '',
      stderr: 'the folder in which wiretale was started is gone (start it in another)\n',
    });
  });

  it('ends quietly when its reader leaves', async () => {
    const command = `set -o pipefail; '${process.execPath}' '${TOOL}' scenarios list --json | true; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = await promisify(execFile)('bash', ['-c', command]);
    expect([stdout, stderr]).toEqual(['0\n', '']);
  });

  it('loads for --help and for each command only what it needs', () => {
    const folder = dirname(TOOL);
    const start = readFileSync(TOOL, 'utf8');
    expect(start).not.toMatch(/ZodError|YAMLParseError|yargs-parser/u);
    const validate = readdirSync(folder).find((file) => file.startsWith('chunk-validate'))!;
    expect(readFileSync(join(folder, validate), 'utf8')).not.toMatch(/ZodError|YAMLParseError/u);
    // Nothing is imported from node_modules: the bundle is whole.
    for (const file of readdirSync(folder))
      expect(readFileSync(join(folder, file), 'utf8')).not.toMatch(/^import .* from ?['"](?!node:|\.\/|[a-z_/]+['"];?$)/mu);
  });
});
