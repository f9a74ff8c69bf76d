import type { StoryPath } from '../finding.js';
import { integer } from '../language/scalars.js';
import { type ExpansionContext, taken } from './context.js';
import type { Origins } from './origins.js';
import { isTree, type Tree } from './values.js';
import { substituted, type Variables } from './variables.js';

/**
 * Hosts or users with those of a count each by itself: `clients: { count: 20 }` are `clients-1` to `clients-20`.
 *
 * @param most - How many of one kind there may be.
 */
export function counted(
  written: Tree,
  path: StoryPath,
  most: number,
  variables: Variables,
  origins: Origins,
  context: Omit<ExpansionContext, 'world' | 'start' | 'hosts' | 'users'>,
): Tree {
  const made = new Map<string, unknown>();
  const add = (id: string, value: unknown, from: string) => {
    if (made.has(id))
      context.report([...path, from], {
        code: 'DUPLICATE',
        at: 'key',
        expected: 'an id that no other has',
        received: id,
      });
    else made.set(id, value);
  };
  for (const [id, value] of Object.entries(written)) {
    const here = [...path, id];
    if (!isTree(value) || !Object.hasOwn(value, 'count')) {
      add(id, substituted(value, here, { ...context, variables }), id);
      continue;
    }
    const { count: asked, ...rest } = value;
    const count = taken(
      integer(1, most),
      substituted(asked, [...here, 'count'], { ...context, variables }),
      [...here, 'count'],
      context,
    );
    for (let n = 1; n <= (count ?? 1); n += 1) {
      if (context.budget.spent) break;
      context.budget.take('values', 1 + Object.keys(rest).length);
      add(`${id}-${n}`, substituted(rest, here, { ...context, variables: new Map([...variables, ['n', n]]) }), id);
      origins.set([...path, `${id}-${n}`], { file: 0, path: here });
    }
  }
  return Object.fromEntries(made);
}
