import { describe, expect, it } from 'vitest';
import type { AnyCommand } from '../../src/cli/commands.js';
import { parseCommand } from '../../src/cli/parseCommand.js';
import { seedOption } from '../../src/cli/seedOption.js';
import { wholeNumber } from '../../src/cli/wholeNumber.js';

const command: AnyCommand = {
  usage: 'tell <stories..>',
  summary: 'A command for tests',
  examples: [['wiretale tell x', 'tell x']],
  options: (yargs) =>
    yargs
      .positional('stories', { type: 'string', array: true, demandOption: true })
      .option('seed', seedOption)
      .option('workers', wholeNumber('workers', 1, 64))
      .option('out', { alias: 'o', type: 'string', requiresArg: true })
      .option('format', { type: 'string', choices: ['a', 'b'] })
      .option('set', { type: 'string', array: true })
      .option('json', { type: 'boolean', default: false }),
  run: async () => 0,
};

const args = async (...tokens: string[]) => {
  const parsed = await parseCommand('tell', command, tokens);
  return 'args' in parsed ? (parsed.args as Record<string, unknown>) : parsed;
};

describe('parseCommand', () => {
  it('reads options and names', async () => {
    expect(await args('x', '--seed', '7', '-o', 'out', '--json', 'y')).toMatchObject({
      stories: ['x', 'y'],
      seed: 7,
      out: 'out',
      json: true,
    });
  });

  it('keeps names that look like numbers as they are', async () =>
    expect(await args('007', '1e3')).toMatchObject({ stories: ['007', '1e3'] }));
  it('has defaults', async () => expect(await args('x')).toMatchObject({ seed: 1, json: false }));
  it('gives each value of an option that takes several', async () =>
    expect(await args('--set', 'a=1', 'x', '--set', 'b.c=2')).toMatchObject({ set: ['a=1', 'b.c=2'], stories: ['x'] }));
  it('takes what follows -- as names', async () =>
    expect(await args('x', '--', 'y', '--seed')).toMatchObject({ stories: ['x', 'y', './--seed'], seed: 1 }));

  it.each([
    [['x', '--seed', 'zz'], '--seed: expected a whole number 0 to 4294967295, received "zz"'],
    [['x', '--seed', '-1'], '--seed: expected a whole number 0 to 4294967295, received "-1"'],
    [['x', '--seed', '4294967296'], '--seed: expected a whole number 0 to 4294967295, received "4294967296"'],
    [['x', '--seed', '1.5'], '--seed: expected a whole number 0 to 4294967295, received "1.5"'],
    [['x', '--seed', '1e3'], '--seed: expected a whole number 0 to 4294967295, received "1e3"'],
    [['x', '--seed', '0x10'], '--seed: expected a whole number 0 to 4294967295, received "0x10"'],
    [['x', '--seed='], '--seed: expected a whole number 0 to 4294967295, received ""'],
    [['x', '--seed'], '--seed: expected a value, received nothing'],
    [['x', '--seed', '1', '--seed', '2'], '--seed: expected once, received twice'],
    [['x', '--seed', '1', '--seed', '1'], '--seed: expected once, received twice'],
    [['x', '-o', 'a', '--out=b'], '--out: expected once, received twice'],
    [['x', '--json', '--json'], '--json: expected once, received twice'],
    [['x', '--json', '--no-json'], '--json: expected once, received twice'],
    [['x', '--workers', '65'], '--workers: expected a whole number 1 to 64, received "65"'],
    [
      ['x', '--sed', '1'],
      'unknown option --sed: expected one of --help, --seed, --workers, --out, --format, --set, --json (did you mean --seed?)',
    ],
    [['x', '-q'], 'unknown option -q: expected one of '],
    [['x', '--stories', 'y'], 'unknown option --stories: expected one of '],
    [['x', '--__proto__', 'y'], 'unknown option --__proto__: expected one of '],
    [['x', '--format', 'c'], '--format: expected one of a, b, received "c"'],
    [[], 'expected at least one name, received none'],
  ])('%j is wrong usage', async (tokens, message) => {
    const error: unknown = await args(...tokens).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'USAGE' });
    expect(String((error as Error).message)).toContain(message);
  });
});
