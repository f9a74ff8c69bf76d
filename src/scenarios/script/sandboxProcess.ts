import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { FromSandbox, MakeConnections, ScriptFiles } from './messages.js';
import { sandboxFile } from './sandboxFile.js';
import { sandboxEnvironment, sandboxFlags } from './sandboxFlags.js';

/** Bounds of a script: far above what a story needs, far below what a machine notices. */
export interface SandboxLimits {
  /** Seconds that it may take, by the clock on the wall. */
  readonly seconds: number;
  /** Megabytes of its heap. */
  readonly megabytes: number;
  /** Bytes that it may send. */
  readonly bytes: number;
}

/** Why a sandbox ended before it was asked to. */
export type SandboxEnd =
  | { readonly kind: 'time' | 'memory' | 'bytes' }
  /** What Node wrote when it ended: of a text that is no script the place and the reason. */
  | { readonly kind: 'ended'; readonly said: string };

/** Of what a process writes to stderr the end is kept. */
const MOST_SAID = 65_536;

/**
 * A process of its own in which a script runs: it reads no file but its own program, writes none, starts nothing, and has a heap and a
 * time that end.
 */
export class SandboxProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #messages: FromSandbox[] = [];
  readonly #timer: NodeJS.Timeout;
  #end: SandboxEnd | undefined;
  #said = '';
  #wake: () => void = () => undefined;

  constructor(
    private readonly limits: SandboxLimits,
    private readonly signal?: AbortSignal,
  ) {
    this.#child = spawn(process.execPath, [...sandboxFlags(limits.megabytes), sandboxFile()], {
      env: sandboxEnvironment(),
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    this.#timer = setTimeout(() => this.#stop({ kind: 'time' }), limits.seconds * 1000);
    signal?.addEventListener('abort', this.#aborted, { once: true });
    this.#read();
  }

  readonly #aborted = () => this.close();

  /** Sends the next line. */
  send(message: ScriptFiles | MakeConnections): void {
    this.#child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  /** Its next message, or why there is none. @throws The reason of the signal, where that said to stop. */
  async next(): Promise<FromSandbox | SandboxEnd> {
    while (this.#messages.length === 0 && !this.#end)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    this.signal?.throwIfAborted();
    return this.#messages.shift() ?? this.#end!;
  }

  close(): void {
    this.#stop({ kind: 'ended', said: '' });
  }

  #stop(end: SandboxEnd): void {
    this.#end ??= end;
    clearTimeout(this.#timer);
    this.signal?.removeEventListener('abort', this.#aborted);
    this.#child.kill('SIGKILL');
    this.#wake();
  }

  #read(): void {
    const { stdin, stdout, stderr } = this.#child;
    let text = '';
    let bytes = 0;
    stdout.setEncoding('utf8').on('data', (chunk: string) => {
      bytes += chunk.length;
      if (bytes > this.limits.bytes) return this.#stop({ kind: 'bytes' });
      const lines = chunk.split('\n');
      lines[0] = text + lines[0];
      text = lines.pop()!;
      for (const line of lines) this.#take(line);
      this.#wake();
    });
    stderr.setEncoding('utf8').on('data', (chunk: string) => {
      this.#said = (this.#said + chunk).slice(-MOST_SAID);
    });
    // What it does not read any more it need not be told.
    stdin.on('error', () => undefined);
    this.#child.on('error', (error) => this.#stop({ kind: 'ended', said: error.message }));
    this.#child.on('close', () => {
      const memory = this.#said.includes('JavaScript heap out of memory') || this.#said.includes('OOM error');
      this.#stop(memory ? { kind: 'memory' } : { kind: 'ended', said: this.#said });
    });
  }

  #take(line: string): void {
    try {
      this.#messages.push(JSON.parse(line) as FromSandbox);
    } catch {
      this.#stop({ kind: 'ended', said: 'it wrote to where only its answers go' });
    }
  }
}
