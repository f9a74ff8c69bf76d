import type { StoryError } from '../scenarios/storyError.js';
import { ExitCode } from './exitCode.js';
import { type Io, READER_GONE } from './io.js';
import { storyReport } from './storyReport.js';
import { isSystemError, systemMessage } from './systemError.js';

/** Told by code, not by class: classes would load the layers that throw them, and `--help` needs none. */
const USAGE_CODES: ReadonlySet<unknown> = new Set(['UNKNOWN_SCENARIO', 'IMPOSSIBLE_RUN', 'USAGE']);

const codeOf = (error: unknown): unknown => (error instanceof Error ? (error as { code?: unknown }).code : undefined);

/** What there is to say about an error, and the exit code that goes with it. */
export interface ErrorReport {
  /** One sentence per problem, each with a line end; empty where there is nothing to say. */
  readonly text: string;
  readonly code: ExitCode;
}

/** Says on stderr what went wrong, one sentence per problem, and gives the exit code that goes with it. */
export function reportError(error: unknown, io: Io): ExitCode {
  const { text, code } = errorReport(error, io);
  if (text !== '') io.stderr.write(text);
  return code;
}

/** What {@link reportError} says. */
export function errorReport(error: unknown, io: Pick<Io, 'signal' | 'env'>): ErrorReport {
  if (io.signal.reason === READER_GONE) return { text: '', code: ExitCode.done };
  if (io.signal.aborted || (error instanceof Error && error.name === 'AbortError'))
    return said(`interrupted${howToGoOn(error)}`, ExitCode.interrupted);
  if (codeOf(error) === 'INVALID_STORY') return { text: storyReport(error as StoryError), code: ExitCode.usage };
  if (USAGE_CODES.has(codeOf(error))) return said((error as Error).message, ExitCode.usage);
  if (codeOf(error) === 'FOLDER_IN_USE') return said((error as Error).message, ExitCode.tryAgain);
  // Who closes a pipe has read enough: `wiretale ... | head`.
  if (isSystemError(error) && error.code === 'EPIPE') return { text: '', code: ExitCode.done };
  if (isSystemError(error)) return said(systemMessage(error) + howToGoOn(error), ExitCode.io);
  return said(internalMessage(error, io) + howToGoOn(error), ExitCode.internal);
}

/** Of a run that has left what is complete of it. */
const howToGoOn = (error: unknown) =>
  (error as { readonly resumable?: unknown } | undefined)?.resumable === true ? '; the same command with --resume goes on' : '';

function internalMessage(error: unknown, io: Pick<Io, 'env'>): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stack = io.env.WIRETALE_DEBUG ? `\n${error instanceof Error ? error.stack : ''}` : ' (WIRETALE_DEBUG=1 shows where)';
  return `internal error: ${text.replace(/\s*\n\s*/gu, '; ')}${stack}`;
}

const said = (message: string, code: ExitCode): ErrorReport => ({ text: `${message}\n`, code });
