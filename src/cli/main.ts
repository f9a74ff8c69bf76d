import { didYouMean } from '../scenarios/nearestName.js';
import { packageVersion } from '../scenarios/packageRoot.js';
import { visibleStart } from '../scenarios/visibleText.js';
import { commands } from './commands.js';
import { ExitCode } from './exitCode.js';
import type { Io } from './io.js';
import { overview } from './overview.js';
import { reportError } from './reportError.js';
import { UsageError } from './usageError.js';

/**
 * The tool: from a command line to an exit code.
 *
 * @param argv - What follows the program's name.
 * @returns The exit code; errors are reported on stderr and never thrown.
 */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    return reportError(error, io);
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<ExitCode> {
  const [name, ...rest] = argv;
  if (name === 'help' && rest.length > 0) return dispatch([rest[0]!, '--help'], io);
  if (name === '--help' || name === '-h' || name === 'help') return print(io, overview());
  if (name === '--version') return print(io, `${packageVersion()}\n`);
  const names = Object.keys(commands);
  if (name === undefined) throw new UsageError(`expected a command, one of ${names.join(', ')}; wiretale --help says more`);
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!entry) throw unknownCommand(name, names);
  // Loaded side by side: the reader of arguments and what the command needs.
  const [command, { parseCommand }] = await Promise.all([entry.load(), import('./parseCommand.js')]);
  const parsed = await parseCommand(name, command, rest);
  return 'help' in parsed ? print(io, parsed.help) : command.run(parsed.args, io);
}

function unknownCommand(name: string, names: readonly string[]): UsageError {
  const cure = didYouMean(name, names);
  const kind = name.startsWith('-') ? 'expected a command before options' : 'unknown command';
  const message = `${kind}: expected one of ${names.join(', ')}, received "${visibleStart(name, 60)}"`;
  return new UsageError(cure === undefined ? message : `${message} (${cure})`);
}

function print(io: Io, text: string): ExitCode {
  io.stdout.write(text);
  return ExitCode.done;
}
