import { parseInstant } from '../moment.js';
import type { StoryProblem } from '../storyError.js';
import { Budget } from './budget.js';
import type { ExpansionContext } from './context.js';
import { counted } from './counted.js';
import { expandProcesses } from './expandProcesses.js';
import { expandSteps } from './expandSteps.js';
import type { Expanded } from './frames.js';
import { Origins } from './origins.js';
import { parameterValues } from './parameterValues.js';
import { candidatesOf } from './selectHosts.js';
import { isTree, type Tree } from './values.js';
import { substituted, type Variables } from './variables.js';

/** Hosts and users of one count at the most. */
const MOST_OF_A_KIND = { hosts: 10_000, users: 1_000 } as const;

/** A story as it is once its parameters, counts, selectors and blocks are expanded; not yet checked against the schema. */
export interface ExpandedTree extends Expanded {
  /** Undefined where it would be too large. */
  readonly tree: Tree | undefined;
  /** From this tree to that which was expanded. */
  readonly origins: Origins;
  readonly parameters: Variables;
  /** What is wrong with values set from outside. */
  readonly problems: readonly StoryProblem[];
}

/**
 * Expands what stands for more than itself: parameters, hosts and users by count, processes by selector, blocks of steps.
 *
 * It knows no seed: all that may happen is there, so that all of it can be checked, and `conditions` say what depends on the seed.
 *
 * @param written - The story, the parts of its other files included.
 * @param set - Values of parameters, by name.
 */
export function expandStory(
  written: Tree,
  set: Readonly<Record<string, string>>,
  places: ExpansionContext['places'],
  { report, ignore }: Pick<ExpansionContext, 'report' | 'ignore'>,
): ExpandedTree {
  const { parameters, steps, processes, world, ...rest } = written;
  const origins = new Origins();
  const budget = new Budget();
  const { values, problems } = parameterValues(isTree(parameters) ? parameters : {}, set, { report, places });
  const using = { variables: values, budget, report, ignore };
  const expandedWorld = isTree(world) ? expandWorld(world, values, origins, { ...using, places }) : world;
  const known = isTree(expandedWorld) ? expandedWorld : {};
  const others = substituted(rest, [], using) as Tree;
  const context: ExpansionContext = {
    ...using,
    places,
    world: known,
    // What is no instant the schema reports.
    start: (typeof others.start === 'string' ? parseInstant(others.start) : undefined) ?? 0,
    hosts: candidatesOf(known, 'hosts'),
    users: candidatesOf(known, 'users'),
  };
  const expanded = Array.isArray(steps) ? expandSteps(steps, ['steps'], values, context) : undefined;
  expanded?.paths.forEach((path, index) => {
    origins.set(['steps', index], { file: 0, path });
  });
  for (const { path, written } of expanded?.moved ?? []) origins.set(path, { file: 0, path: written });
  expanded?.blocks.forEach(({ path, follows }, index) => {
    origins.set(['blocks', index], { file: 0, path });
    // The time between rounds stands beside their steps.
    if (follows) origins.set(['blocks', index, 'follows'], { file: 0, path: [...path.slice(0, -1), follows.key ?? 'steps'] });
  });
  const tree = {
    ...others,
    ...(parameters !== undefined && !isTree(parameters) && { parameters }),
    ...(world !== undefined && { world: expandedWorld }),
    ...(processes !== undefined && {
      processes: isTree(processes) ? expandProcesses(processes, values, origins, context) : processes,
    }),
    ...(steps !== undefined && { steps: expanded ? expanded.steps : steps }),
  };
  if (budget.spent && !expanded?.steps.length) report([], { code: 'TOO_LARGE', expected: budget.spent });
  return {
    tree: budget.spent ? undefined : tree,
    frames: expanded?.frames ?? [],
    blocks: expanded?.blocks ?? [],
    origins,
    parameters: values,
    problems,
  };
}

function expandWorld(
  world: Tree,
  variables: Variables,
  origins: Origins,
  context: Omit<ExpansionContext, 'world' | 'start' | 'hosts' | 'users'>,
): Tree {
  const { hosts, users, ...rest } = world;
  const countedOnes = (key: 'hosts' | 'users', value: unknown) =>
    isTree(value) ? counted(value, ['world', key], MOST_OF_A_KIND[key], variables, origins, context) : value;
  return {
    ...(substituted(rest, ['world'], { ...context, variables }) as Tree),
    ...(hosts !== undefined && { hosts: countedOnes('hosts', hosts) }),
    ...(users !== undefined && { users: countedOnes('users', users) }),
  };
}
