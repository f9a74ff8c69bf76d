import type { Writable } from 'node:stream';

/** Why a run is stopped where the reader of stdout has left: nobody is there to be told. */
export const READER_GONE = 'the reader of stdout has left';

/** The outside world as a command sees it; tests hand in their own. Only `bin` touches `process`. */
export interface Io {
  /** Data goes here. */
  readonly stdout: Writable;
  /** Remarks, progress and errors go here. */
  readonly stderr: Writable;
  readonly stdin: NodeJS.ReadableStream;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** True where stderr is a terminal: progress may redraw its line. */
  readonly interactive: boolean;
  /** Aborted on SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
}
