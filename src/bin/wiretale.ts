#!/usr/bin/env node
import { ExitCode } from '../cli/exitCode.js';
import { READER_GONE } from '../cli/io.js';
import { main } from '../cli/main.js';
import { reportError } from '../cli/reportError.js';

// The only file that touches `process`: signals, streams and the exit code.

const stop = new AbortController();
let readerGone = false;

function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    process.stderr.write('the folder in which wiretale was started is gone (start it in another)\n');
    return process.exit(ExitCode.io);
  }
}

const io = {
  stdout: process.stdout,
  stderr: process.stderr,
  get stdin() {
    // Opened on demand: a terminal that is never read would keep the process alive.
    return process.stdin;
  },
  cwd: workingFolder(),
  env: process.env,
  interactive: process.stderr.isTTY === true,
  signal: stop.signal,
};

/** Milliseconds within which signals count as one: `timeout` and terminals may send the same one twice. */
const ONE_SIGNAL = 500;
let signalledAt = 0;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    // The first asks for a clean end; a second, later one insists.
    if (stop.signal.aborted && performance.now() - signalledAt > ONE_SIGNAL) process.exit(ExitCode.interrupted);
    if (!stop.signal.aborted) signalledAt = performance.now();
    stop.abort();
  });
}

let ended = false;
let outputError: Error | undefined;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') {
    // The reader has seen enough, as `head` does: no failure, nothing to say, nothing more to do.
    readerGone = true;
    process.exitCode = ExitCode.done;
    stop.abort(READER_GONE);
    return;
  }
  outputError ??= error;
  // Who waits for what was written reports it; else it is reported at the end, or, if that is past, now.
  if (ended && process.exitCode === ExitCode.done) process.exitCode = reportError(error, io);
});
// Nobody is left to tell.
process.stderr.on('error', () => undefined);
process.on('uncaughtException', (error) => process.exit(reportError(error, io)));

// Not `process.exit`: what is still buffered for a pipe would be lost.
const end = (code: ExitCode) => {
  ended = true;
  // A reader who takes nothing must not keep what was interrupted from its end.
  if (code === ExitCode.interrupted) process.exit(code);
  process.exitCode = outputError && code === ExitCode.done ? reportError(outputError, io) : readerGone ? ExitCode.done : code;
};
main(process.argv.slice(2), io).then(end, (error: unknown) => end(reportError(error, io)));
