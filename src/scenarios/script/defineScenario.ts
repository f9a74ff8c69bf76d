import type * as z from 'zod';
import type { storySchema } from '../language/story.js';
import type { yieldedConnection } from '../language/yielded.js';

type Written = z.input<typeof storySchema>;

/** A stream of random values: the same for the same seed and story. */
export interface ScriptRandom {
  /** The stream of something that belongs to this one. Fork by what the values are for: then one more of them changes no other. */
  fork(label: string): ScriptRandom;
  /** The next whole number of `min` to `max`, both included. */
  integer(min: number, max: number): number;
  /** The next member of a list. */
  pick<T>(list: readonly T[]): T;
  /** A copy of a list, in another order. */
  shuffle<T>(list: readonly T[]): T[];
  /** The next hexadecimal digits, lower case. */
  hex(digits: number): string;
}

/** What `connections` is given. */
export interface ScriptContext {
  readonly random: ScriptRandom;
  /** When the story begins in this run, microseconds since 1970-01-01 UTC. */
  readonly start: number;
  /** Values of the story's parameters in this run. */
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  /** The hosts of the story's world, those by count one by one. */
  readonly hosts: readonly ScriptHost[];
  readonly users: readonly { readonly id: string }[];
}

/** What a script learns of a host. */
export interface ScriptHost {
  readonly id: string;
  readonly role: 'workstation' | 'server' | 'domain-controller';
  /** Where the story says it. */
  readonly os?: string;
  readonly user?: string;
}

/** A connection: the id of its step, `at` (as in YAML from the beginning of the step, or microseconds since 1970), and what `connect` says. */
export type ScriptConnection = Readonly<z.input<typeof yieldedConnection>>;

/** A story as a script tells it: the keys of YAML, and connections. */
export interface ScenarioScript extends Written {
  /**
   * Yields the connections of the steps with `script: true`, in any order, at most 100,000. It is called once, when the story is loaded.
   */
  connections?(context: ScriptContext): Iterable<ScriptConnection>;
}

/**
 * Marks what a script exports as a story; it gives back what it is given.
 *
 * @example
 * export default defineScenario({ id: 'calls', title: 'Ten calls', start: '2026-03-10T09:00:00Z', world, processes, steps, *connections({ start }) { ... } });
 */
export const defineScenario = (scenario: ScenarioScript): ScenarioScript => scenario;
