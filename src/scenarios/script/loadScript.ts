import type { Finding } from '../finding.js';
import { readIncludedBy } from '../includedFiles.js';
import type { StoryHost } from '../language/story.js';
import { CONNECTIONS, type YieldedConnections } from '../language/yielded.js';
import { type LoadedStory, problemFrom } from '../loadedStory.js';
import type { LoadOptions } from '../loadStory.js';
import { Reading } from '../reading.js';
import { MOST_PROBLEMS, StoryError, type StoryProblem } from '../storyError.js';
import { StoryPlaces } from '../storyPlaces.js';
import { visibleText } from '../visibleText.js';
import type { ScriptHost } from './defineScenario.js';
import type { GuestStory, OddValue } from './guest.js';
import type { FromSandbox } from './messages.js';
import { readScripts, type ScriptText } from './readScripts.js';
import { type SandboxEnd, type SandboxLimits, SandboxProcess } from './sandboxProcess.js';
import { scriptProblem } from './scriptProblem.js';
import { YieldedBuilder } from './yieldedConnections.js';

/** Connections of a script at the most. */
export const MOST_CONNECTIONS = 100_000;
/** Bytes of a story, as of one in YAML; connections may have as many as 100,000 of them need. */
const MOST_STORY_BYTES = 1_048_576;
const MOST_CONNECTION_BYTES = 67_108_864;

export const SCRIPT_LIMITS: SandboxLimits = { seconds: 10, megabytes: 256, bytes: MOST_CONNECTION_BYTES };

/**
 * Runs a script, once: it gives a story as YAML would, and then, that being sound, its connections.
 *
 * @throws {@link StoryError} with all problems of the story or, once it has none, of the connections.
 */
export async function loadScript(file: string, options: LoadOptions, limits = SCRIPT_LIMITS): Promise<LoadedStory> {
  const scripts = await readScripts(file, options.cwd);
  const run = new ScriptRun(scripts, options, limits);
  try {
    return await run.load();
  } finally {
    run.close();
  }
}

/** One run of a script. */
class ScriptRun {
  readonly #sandbox: SandboxProcess;
  readonly #main: ScriptText;

  constructor(
    private readonly scripts: readonly [ScriptText, ...ScriptText[]],
    private readonly options: LoadOptions,
    private readonly limits: SandboxLimits,
  ) {
    this.#main = scripts[0];
    this.#sandbox = new SandboxProcess(limits, options.signal);
  }

  close(): void {
    this.#sandbox.close();
  }

  async load(): Promise<LoadedStory> {
    const { set = {}, cwd, seed = 1 } = this.options;
    const made = await this.#story();
    const value = withTimes(made.story);
    this.#main.places.made(value);
    const reading = new Reading([]);
    reading.add(this.#main);
    if (made.odd.length > 0) throw new StoryError(onePerPlace(made.odd.map((odd) => this.#oddProblem(odd))));
    const loaded = reading.story(value, await readIncludedBy(value, this.#main, cwd), set);
    const { story } = loaded;
    const start = this.options.start ?? story.start;
    const yielded = made.hasConnections ? await this.#connections(loaded, seed, start) : [];
    const modules = this.scripts.slice(1).map(({ file, text }) => ({ file, text }));
    return {
      ...loaded,
      story: { ...story, yielded },
      included: [...modules, ...loaded.included],
      ...(made.hasConnections && { madeFor: { seed, start } }),
    };
  }

  async #story(): Promise<GuestStory> {
    const texts = this.scripts.map(({ text }) => text);
    const imports = this.scripts.map((script) => script.imports);
    this.#sandbox.send({ texts, imports, mostBytes: MOST_CONNECTION_BYTES, milliseconds: this.limits.seconds * 1000 });
    const message = await this.#next();
    if (!('made' in message)) throw this.#failed(message, false);
    const { made } = message;
    if (!made.defined) {
      const expected = 'a script with export default defineScenario({ ... })';
      throw this.#problem({ code: 'NO_STORY', path: [], expected, received: { words: 'another value, or none' } });
    }
    // A value that JSON has no word for, such as a Map, is all of the story.
    if (made.story === undefined) throw new StoryError(onePerPlace(made.odd.map((odd) => this.#oddProblem(odd))));
    if (JSON.stringify(made.story).length > MOST_STORY_BYTES)
      throw this.#problem({
        code: 'TOO_LARGE',
        path: [],
        expected: `a story of at most ${MOST_STORY_BYTES} bytes (1 MiB)`,
        received: { words: 'a larger one' },
      });
    return made;
  }

  async #connections(
    { story, parameters, places }: LoadedStory,
    seed: number,
    start: number,
  ): Promise<readonly YieldedConnections[]> {
    const problems: StoryProblem[] = [];
    const builder = new YieldedBuilder(story, start, this.#main.places, (finding) => {
      if (problems.length <= MOST_PROBLEMS) problems.push(problemFrom(places, finding));
    });
    this.#sandbox.send({
      seed,
      story: story.id,
      start,
      parameters: Object.fromEntries(parameters) as Record<string, string | number | boolean>,
      hosts: Object.entries(story.world.hosts).map(([id, host]) => hostFor(id, host)),
      users: Object.keys(story.world.users).map((id) => ({ id })),
      most: MOST_CONNECTIONS,
    });
    for (let message = await this.#next(); ; message = await this.#next()) {
      if ('connections' in message) for (const connection of message.connections) builder.add(connection);
      else if (!('end' in message)) throw this.#failed(message, true);
      else {
        const { odd, stopped } = message.end;
        if (stopped)
          throw this.#problem({
            code: 'TOO_LARGE',
            path: [CONNECTIONS],
            at: 'key',
            expected:
              stopped === 'many'
                ? `at most ${MOST_CONNECTIONS} connections`
                : `at most ${MOST_CONNECTION_BYTES} bytes of connections`,
            received: { words: 'more' },
          });
        problems.unshift(...odd.map((value) => this.#oddProblem(value)));
        if (problems.length > 0) throw new StoryError(onePerPlace(problems));
        return builder.yielded;
      }
    }
  }

  /** The next message that is no remark. */
  async #next(): Promise<FromSandbox | SandboxEnd> {
    for (;;) {
      const message = await this.#sandbox.next();
      if (!('print' in message)) return message;
      this.options.remark?.(`${visibleText(this.#main.file)}: ${visibleText(String(message.print))}`);
    }
  }

  #failed(message: FromSandbox | SandboxEnd, making: boolean): StoryError {
    return new StoryError([scriptProblem(message, this.scripts, this.limits, making)]);
  }

  #oddProblem({ path, words }: OddValue): StoryProblem {
    const expected =
      path.length === 1 && path[0] === CONNECTIONS ? 'a generator, *connections() { ... }' : 'a value as YAML has it';
    const received = { words: visibleText(words) };
    return problemFrom(new StoryPlaces([this.#main], []), { code: 'WRONG_VALUE', path, expected, received });
  }

  #problem(finding: Finding): StoryError {
    return new StoryError([problemFrom(new StoryPlaces([this.#main], []), finding)]);
  }
}

function hostFor(id: string, { role, os, user }: StoryHost): ScriptHost {
  return { id, role, ...(os && { os }), ...(user && { user }) };
}

/** Steps that the script fills and that say no time begin with the story. */
function withTimes(story: unknown): unknown {
  const { steps } = story as { readonly steps?: unknown };
  if (!Array.isArray(steps)) return story;
  const filled = (step: unknown): step is { readonly script: true; readonly at?: unknown; readonly after?: unknown } =>
    typeof step === 'object' && step !== null && 'script' in step && step.script === true;
  const timed = steps.map((step: unknown) =>
    filled(step) && step.at === undefined && step.after === undefined ? { ...step, at: '0s' } : step,
  );
  return { ...(story as object), steps: timed };
}

/** A `yield` in a loop makes the same mistake each time. */
function onePerPlace(problems: readonly StoryProblem[]): readonly StoryProblem[] {
  const seen = new Set<string>();
  return problems.filter(({ line, column }) => {
    const place = `${line}:${column}`;
    if (seen.has(place)) return false;
    seen.add(place);
    return true;
  });
}
