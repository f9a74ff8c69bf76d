import { ExitCode } from './exitCode.js';
import { type Io, READER_GONE } from './io.js';
import { isSystemError, systemMessage } from './systemError.js';

/** Told by code, not by class: classes would load the layers that throw them, and `--help` needs none. */
const USAGE_CODES: ReadonlySet<unknown> = new Set(['INVALID_STORY', 'UNKNOWN_SCENARIO', 'IMPOSSIBLE_RUN', 'USAGE']);

const isUsage = (error: unknown): error is Error => error instanceof Error && USAGE_CODES.has((error as { code?: unknown }).code);

/** Says on stderr what went wrong, one sentence per problem, and gives the exit code that goes with it. */
export function reportError(error: unknown, io: Io): ExitCode {
  if (io.signal.reason === READER_GONE) return ExitCode.done;
  if (io.signal.aborted || (error instanceof Error && error.name === 'AbortError'))
    return say(io, `interrupted${howToGoOn(error)}`, ExitCode.interrupted);
  if (isUsage(error)) return say(io, error.message, ExitCode.usage);
  if ((error as { code?: unknown } | undefined)?.code === 'FOLDER_IN_USE')
    return say(io, (error as Error).message, ExitCode.tryAgain);
  // Who closes a pipe has read enough: `wiretale ... | head`.
  if (isSystemError(error) && error.code === 'EPIPE') return ExitCode.done;
  if (isSystemError(error)) return say(io, systemMessage(error) + howToGoOn(error), ExitCode.io);
  return say(io, internalMessage(error, io) + howToGoOn(error), ExitCode.internal);
}

/** Of a run that has left what is complete of it. */
const howToGoOn = (error: unknown) =>
  (error as { readonly resumable?: unknown } | undefined)?.resumable === true ? '; the same command with --resume goes on' : '';

function internalMessage(error: unknown, io: Io): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stack = io.env.WIRETALE_DEBUG ? `\n${error instanceof Error ? error.stack : ''}` : ' (WIRETALE_DEBUG=1 shows where)';
  return `internal error: ${text.replace(/\s*\n\s*/gu, '; ')}${stack}`;
}

function say(io: Io, message: string, code: ExitCode): ExitCode {
  io.stderr.write(`${message}\n`);
  return code;
}
