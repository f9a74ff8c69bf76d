import { setImmediate } from 'node:timers/promises';
import { createContext, Script, SourceTextModule, SyntheticModule } from 'node:vm';
import { createRandomSource, type RandomSource } from '../../random/randomSource.js';
import { type Guest, guest, type Host } from './guest.js';
import { type FromSandbox, type MakeConnections, type ScriptFiles, scriptName } from './messages.js';

// What the process of a script runs. It is built into a file of its own.

/** Texts of connections are sent when there are so many characters of them. */
const BATCH = 65_536;
/** What a script may print: lines. */
const MOST_PRINTED = 100;

/** What the script has printed and nobody has been sent yet: it may print where there is no room left on the stack for more. */
let remarks: string[] = [];

function sendRemarks(): void {
  for (const print of remarks) process.stdout.write(`${JSON.stringify({ print } satisfies FromSandbox)}\n`);
  remarks = [];
}

/** Ends the process; what was sent gets there first. */
function end(message: FromSandbox): void {
  sendRemarks();
  process.stdout.write(`${JSON.stringify(message)}\n`, () => process.exit(0));
}

function fail(error: unknown): void {
  const text = (value: unknown) => String(value).slice(0, 10_000);
  let thrown = { message: 'something that cannot be shown', stack: '' };
  try {
    const { stack } = Object(error) as { stack?: unknown };
    thrown = { message: text(error), stack: typeof stack === 'string' ? text(stack) : '' };
  } catch {
    // A value that throws when it is looked at has no text.
  }
  end({ thrown });
}

const streams: RandomSource[] = [];
let batch: string[] = [];
let batched = 0;
let left = 0;
let printed = 0;

function flush(): void {
  sendRemarks();
  if (batch.length > 0) process.stdout.write(`{"connections":[${batch.join()}]}\n`);
  batch = [];
  batched = 0;
}

const host: Host = {
  fork: (stream, label) => streams.push(streams[stream]!.fork(label)) - 1,
  integer: (stream, min, max) => streams[stream]!.integer(min, max),
  take(connection) {
    left -= connection.length;
    if (left < 0) return false;
    batch.push(connection);
    batched += connection.length;
    if (batched > BATCH) flush();
    return true;
  },
  print(text) {
    printed += 1;
    if (printed <= MOST_PRINTED) remarks.push(printed < MOST_PRINTED ? text : '... and more');
  },
};

const RUN = 'wiretaleConnections';
const sandboxed = Object.create(null) as Record<string, unknown>;
const context = createContext(sandboxed, { codeGeneration: { strings: false, wasm: false } });
const inside = new Script(`(${guest})`, { filename: 'wiretale' }).runInContext(context) as (host: Host) => Guest;
const { defineScenario, story, connections } = inside(host);

/** A text that is no script: where, only Node itself tells, when nobody catches the error. */
class NoScript {
  constructor(readonly error: unknown) {}
}

async function linked({ texts, imports }: ScriptFiles): Promise<SourceTextModule> {
  const api: SyntheticModule = new SyntheticModule(['defineScenario'], () => api.setExport('defineScenario', defineScenario), {
    context,
    identifier: 'wiretale',
  });
  const modules = texts.map((text, position) => new SourceTextModule(text, { context, identifier: scriptName(position) }));
  const [script] = modules;
  await script!.link((name, from) => {
    const named = imports[modules.indexOf(from as SourceTextModule)]!;
    return Object.hasOwn(named, name) ? modules[named[name]!]! : api;
  });
  return script!;
}

let text = '';
/** Takes the next line; undefined while nobody waits for one. */
let take: ((line: string) => void) | undefined;

function handOver(): void {
  const end = text.indexOf('\n');
  if (!take || end < 0) return;
  const line = text.slice(0, end);
  text = text.slice(end + 1);
  // Where nobody waits for a line, its end must not wait for one either.
  process.stdin.unref();
  take(line);
  take = undefined;
}

function nextLine(): Promise<string> {
  return new Promise((resolve) => {
    take = resolve;
    process.stdin.ref();
    handOver();
  });
}

async function main(): Promise<void> {
  const files = JSON.parse(await nextLine()) as ScriptFiles;
  left = files.mostBytes;
  const script = await linked(files).catch((error: unknown) => {
    throw new NoScript(error);
  });
  await script.evaluate({ timeout: files.milliseconds });
  // A promise that was rejected and that nobody looked at is told first.
  await setImmediate();
  sendRemarks();
  process.stdout.write(`{"made":${story((script.namespace as { readonly default?: unknown }).default)}}\n`);
  const { seed, story: id, ...given } = JSON.parse(await nextLine()) as MakeConnections;
  streams.push(createRandomSource(seed).fork(id).fork('script'));
  // By way of a script, since only these have a time that ends even if nobody is left to end the process.
  sandboxed[RUN] = connections;
  const made = new Script(`${RUN}(${JSON.stringify(JSON.stringify(given))})`).runInContext(context, {
    timeout: files.milliseconds,
    displayErrors: false,
  }) as string;
  flush();
  process.stdout.write(`{"end":${made}}\n`, () => process.exit(0));
}

process.stdin.setEncoding('utf8').on('data', (chunk: string) => {
  text += chunk;
  handOver();
});
process.on('unhandledRejection', fail);
process.on('beforeExit', () => end({ waits: true }));
main().catch((error: unknown) => {
  if (!(error instanceof NoScript)) return fail(error);
  process.nextTick(() => {
    throw error.error;
  });
});
