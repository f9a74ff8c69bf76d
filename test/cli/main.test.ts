import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.js';
import { packageVersion } from '../../src/scenarios/packageRoot.js';
import { runTool } from './memoryIo.js';

describe('wiretale', () => {
  it.each([['--help'], ['-h'], ['help']])('%s starts with examples and lists the commands', async (option) => {
    const { code, stdout, stderr } = await runTool([option]);
    expect(stdout).toMatch(/^Examples:\n {2}wiretale run /u);
    for (const name of Object.keys(commands)) expect(stdout).toContain(`\n  ${name} `);
    expect([code, stderr]).toEqual([0, '']);
  });

  it('--version is that of the package', async () =>
    expect(await runTool(['--version'])).toEqual({ code: 0, stdout: `${packageVersion()}\n`, stderr: '' }));

  it.each(Object.keys(commands))('%s --help starts with examples', async (name) => {
    const { code, stdout } = await runTool([name, '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^Examples:\\n(  [^\\n]*\\n)*\\nwiretale ${name}`, 'u'));
    expect(await runTool(['help', name])).toMatchObject({ code, stdout });
  });

  it.each([
    [[], `expected a command, one of ${Object.keys(commands).join(', ')}; wiretale --help says more`],
    [['scenarois'], 'received "scenarois" (did you mean scenarios?)'],
    [['--seed', '2', 'run'], 'expected a command before options: expected one of run,'],
    [['toString'], 'unknown command: expected one of run,'],
    [['__proto__'], 'unknown command: expected one of run,'],
  ])('%j is wrong usage', async (argv, message) => {
    const { code, stdout, stderr } = await runTool(argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});
