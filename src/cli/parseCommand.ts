import yargs, { type Argv } from 'yargs';
import { visibleText } from '../scenarios/visibleText.js';
import { checkArguments } from './checkArguments.js';
import { columns } from './columns.js';
import type { AnyCommand } from './commands.js';
import { UsageError } from './usageError.js';
import { yargsMessage } from './yargsMessage.js';

/** Columns of help: the same on every terminal. */
const WIDTH = 110;

/** What the words after a command's name ask for. */
export type Parsed = { readonly help: string } | { readonly args: never };

/**
 * Reads the arguments of one command.
 *
 * @param tokens - What follows the command's name.
 * @throws {@link UsageError} for anything that the command does not take.
 */
export async function parseCommand(name: string, command: AnyCommand, tokens: readonly string[]): Promise<Parsed> {
  const help = asksForHelp(tokens);
  const positionals = Array.from(command.usage.matchAll(/[<[](\w+)/gu), ([, positional]) => positional!);
  const parser = yargs(asOperands(tokens))
    .scriptName(`wiretale ${name}`)
    .command({
      // The command's own name is part of the script's name here: this parser has only one command.
      command: command.usage.replace(/^\S+/u, '$0'),
      describe: command.summary,
      builder: (argv: Argv) => {
        command.options(argv);
        if (!help) checkArguments(tokens, argv, positionals);
        return argv;
      },
      handler: () => undefined,
    })
    .locale('en')
    .parserConfiguration({
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'dot-notation': false,
      'greedy-arrays': false,
    })
    .help(false)
    .version(false)
    .option('help', { alias: 'h', type: 'boolean', describe: 'Show this help' })
    .strict()
    .wrap(WIDTH)
    .exitProcess(false)
    .fail((message, error) => {
      throw new UsageError(visibleText(`${yargsMessage(message ?? error.message)}; usage: wiretale ${command.usage}`));
    });
  if (help) return { help: `Examples:\n${columns(command.examples)}\n${await parser.getHelp()}\n` };
  return { args: (await parser.parseAsync()) as never };
}

/** yargs keeps what follows `--` apart; here it is names like the others, and one that begins with a hyphen is a file. */
function asOperands(tokens: readonly string[]): string[] {
  const end = tokens.indexOf('--');
  if (end < 0) return [...tokens];
  const names = tokens.slice(end + 1).map((name) => (/^-./u.test(name) ? `./${name}` : name));
  return [...tokens.slice(0, end), ...names];
}

const asksForHelp = (tokens: readonly string[]) => {
  const end = tokens.indexOf('--');
  return tokens.slice(0, end < 0 ? undefined : end).some((token) => token === '--help' || token === '-h');
};
