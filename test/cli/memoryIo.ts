import { Readable, Writable } from 'node:stream';
import type { Io } from '../../src/cli/io.js';
import { main } from '../../src/cli/main.js';

/** What a run left behind. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the tool in this process, with a world of its own. */
export async function runTool(argv: readonly string[], overrides: Partial<Io> = {}): Promise<Outcome> {
  const written = { stdout: '', stderr: '' };
  const sink = (name: keyof typeof written) =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        written[name] += chunk.toString();
        done();
      },
    });
  const io: Io = {
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    stdin: Readable.from([]),
    cwd: '/',
    env: {},
    interactive: false,
    signal: new AbortController().signal,
    ...overrides,
  };
  return { code: await main(argv, io), ...written };
}
