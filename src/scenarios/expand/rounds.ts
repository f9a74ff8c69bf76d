import * as z from 'zod';
import type { Delay } from '../duration.js';
import type { StoryPath } from '../finding.js';
import { type BlockKind, blockKinds } from '../language/blocks.js';
import { type ExpansionContext, taken } from './context.js';
import type { Condition } from './frames.js';
import { selectedHosts, selectedUsers } from './select.js';
import { isTree } from './values.js';
import { substituted, type Variables } from './variables.js';

/** One time through the steps of a block. */
export interface Round {
  /** Tells it from the other rounds of its block; absent where there is one. */
  readonly name?: string;
  /** Whether labels tell rounds apart: options of a choice are different things, members of a list are not. */
  readonly labelled?: true;
  readonly variables: readonly (readonly [string, string | number])[];
  readonly steps: readonly unknown[];
  /** Where the list of its steps is written. */
  readonly path: StoryPath;
  /** When it begins: so long after its block, or after the beginning or end of the round before. */
  readonly begins: { readonly after: 'block' | 'start' | 'end'; readonly by: Delay; readonly key?: string };
  readonly option?: Pick<Condition, 'option' | 'options'>;
}

/** What a round is made with. */
export interface RoundContext extends ExpansionContext {
  readonly variables: Variables;
}

const shells = blockKinds(z.array(z.unknown(), { error: 'a list of steps' }).min(1, { error: 'at least one step' }));

const AT_ONCE = { after: 'block', by: { min: 0, max: 0 } } as const;

/** The rounds of a block, in the order of their beginnings; none where the block is wrong, which is reported. */
export function roundsOf(kind: BlockKind, content: unknown, path: StoryPath, context: RoundContext): readonly Round[] {
  return MAKERS[kind](content, path, context);
}

const MAKERS: Readonly<Record<BlockKind, typeof repeated>> = {
  repeat: repeated,
  forEach: forEach,
  choose: chosen,
  parallel: (content, path, context) => {
    const steps = taken(shells.parallel, content, path, context);
    return steps ? [{ variables: [], steps, path, begins: AT_ONCE }] : [];
  },
};

function repeated(content: unknown, path: StoryPath, context: RoundContext): readonly Round[] {
  const block = taken(shells.repeat, withoutSteps(content, path, context), path, context);
  if (!block) return [];
  const { times, every, gap, as, steps } = block;
  if ((every === undefined) === (gap === undefined)) {
    context.report(every === undefined ? path : [...path, 'gap'], {
      code: every === undefined ? 'MISSING' : 'INCONSISTENT',
      expected: 'exactly one of every, gap',
      received: { words: every === undefined ? 'neither' : 'both' },
    });
    return [];
  }
  if (every && 'max' in every && every.max <= 0)
    context.report([...path, 'every'], { code: 'WRONG_VALUE', expected: 'a time above zero such as 10m' });
  const begins =
    gap === undefined
      ? ({ after: 'start', by: every!, key: 'every' } as const)
      : ({ after: 'end', by: gap, key: 'gap' } as const);
  return Array.from({ length: times }, (_, n) => ({
    name: String(n + 1),
    variables: [[as, n + 1]],
    steps,
    path: [...path, 'steps'],
    begins: n === 0 ? AT_ONCE : begins,
  }));
}

function forEach(content: unknown, path: StoryPath, context: RoundContext): readonly Round[] {
  const block = taken(shells.forEach, withoutSteps(content, path, context), path, context);
  if (!block) return [];
  const { stagger, gap, steps } = block;
  const [over, another] = (['hosts', 'users', 'in'] as const).filter((key) => block[key] !== undefined);
  if (over === undefined || another !== undefined) {
    context.report(another === undefined ? path : [...path, another], {
      code: another === undefined ? 'MISSING' : 'INCONSISTENT',
      at: 'key',
      expected: 'exactly one of hosts, users, in',
      received: { words: another === undefined ? 'none' : 'two' },
    });
    return [];
  }
  if (stagger && gap) {
    const expected = 'at most one of stagger, gap';
    context.report([...path, 'gap'], { code: 'INCONSISTENT', at: 'key', expected, received: { words: 'both' } });
    return [];
  }
  const members = MEMBERS[over](block[over], [...path, over], context);
  const begins = stagger
    ? ({ after: 'start', by: stagger, key: 'stagger' } as const)
    : gap
      ? ({ after: 'end', by: gap, key: 'gap' } as const)
      : AT_ONCE;
  return members.map(({ value, more }, n) => ({
    name: String(value),
    variables: [
      [block.as ?? VARIABLES[over], value],
      ...more.map(([key, of]) => [`${block.as ?? VARIABLES[over]}.${key}`, of] as const),
    ],
    steps,
    path: [...path, 'steps'],
    begins: n === 0 ? AT_ONCE : begins,
  }));
}

/** What a member is called where the block does not say. */
const VARIABLES = { hosts: 'host', users: 'user', in: 'value' } as const;

interface Member {
  readonly value: string | number;
  /** What else is known of it: `${host.user}`. */
  readonly more: readonly (readonly [string, string])[];
}

const MEMBERS: Readonly<
  Record<keyof typeof VARIABLES, (list: unknown, path: StoryPath, context: RoundContext) => readonly Member[]>
> = {
  hosts: (selector, path, context) =>
    selectedHosts(selector, path, context).map((value) => ({ value, more: [['user', userOf(value, context)]] })),
  users: (selector, path, context) => selectedUsers(selector, path, context).map((value) => ({ value, more: [] })),
  in: (list, path, { report }) => {
    const seen = new Set<string>();
    return (list as (string | number)[]).flatMap((value, index) => {
      if (seen.has(String(value))) {
        report([...path, index], { code: 'DUPLICATE', expected: 'each value once' });
        return [];
      }
      seen.add(String(value));
      return [{ value, more: [] }];
    });
  },
};

/** Who works at a host: the user that it names, or its own. */
export function userOf(host: string, { hosts }: Pick<ExpansionContext, 'hosts'>): string {
  const user = hosts.get(host)?.user;
  return typeof user === 'string' ? user : `${host}-user`;
}

function chosen(content: unknown, path: StoryPath, context: RoundContext): readonly Round[] {
  const shell = Array.isArray(content)
    ? content.map((option: unknown, index) => withoutSteps(option, [...path, index], context))
    : content;
  const options = taken(shells.choose, shell, path, context);
  if (!options) return [];
  const first = new Map<string, number>();
  options.forEach(({ id }, index) => {
    if (first.has(id)) context.report([...path, index, 'id'], { code: 'DUPLICATE', expected: 'an id that no other option has' });
    else first.set(id, index);
  });
  if (options.every(({ weight }) => weight === 0))
    context.report([...path, 0, 'weight'], { code: 'INCONSISTENT', expected: 'a weight above zero for one option at least' });
  const weights = options.map(({ id, weight }) => ({ id, weight }));
  return [...first.values()].map((index) => ({
    name: options[index]!.id,
    labelled: true,
    variables: [],
    steps: options[index]!.steps,
    path: [...path, index, 'steps'],
    begins: AT_ONCE,
    option: { option: options[index]!.id, options: weights },
  }));
}

/** The values of a block with its variables put in, and its steps as they are: those have variables of their own. */
function withoutSteps(content: unknown, path: StoryPath, context: RoundContext): unknown {
  if (!isTree(content)) return content;
  const { steps, ...rest } = content;
  return { ...(substituted(rest, path, context) as object), ...(steps !== undefined && { steps }) };
}
