import { ID, ID_FORM } from '../language/scalars.js';
import type { ExpansionContext } from './context.js';
import type { Origins } from './origins.js';
import { userOf } from './rounds.js';
import { selectedHosts } from './select.js';
import { isTree, type Tree } from './values.js';
import { substituted, type Variables } from './variables.js';

/** Processes with those of several hosts each by itself: `worm: { hosts: ... }` is `desk/worm`, `clients-1/worm` and so on. */
export function expandProcesses(written: Tree, variables: Variables, origins: Origins, context: ExpansionContext): Tree {
  const made: Record<string, unknown> = {};
  for (const [id, value] of Object.entries(written)) {
    const path = ['processes', id];
    // `desk/worm` is the name of what a selector makes; nobody writes it as an id.
    if (!ID.test(id)) context.report(path, { code: 'WRONG_VALUE', at: 'key', expected: ID_FORM, received: id });
    if (!isTree(value) || !Object.hasOwn(value, 'hosts')) {
      if (ID.test(id)) made[id] = substituted(value, path, { ...context, variables });
      continue;
    }
    const { hosts: selector, ...rest } = value;
    if (rest.host !== undefined)
      context.report([...path, 'hosts'], {
        code: 'INCONSISTENT',
        at: 'key',
        expected: 'exactly one of host, hosts',
        received: { words: 'both' },
      });
    const hosts = selectedHosts(
      substituted(selector, [...path, 'hosts'], { ...context, variables }),
      [...path, 'hosts'],
      context,
    );
    for (const host of hosts) {
      if (context.budget.spent) break;
      context.budget.take('values', 1 + Object.keys(rest).length);
      const own = new Map([...variables, ['host', host], ['host.user', userOf(host, context)]]);
      made[`${host}/${id}`] = { ...(substituted(rest, path, { ...context, variables: own }) as object), host };
      origins.set(['processes', `${host}/${id}`], { file: 0, path });
    }
  }
  return made;
}
