import type { StoryPath } from '../finding.js';
import type { ExpansionContext } from './context.js';
import { selectedHosts } from './select.js';
import { isTree } from './values.js';

/** Where a step says which hosts it means: what is found there becomes a list of ids. */
const PLACES: readonly (readonly string[])[] = [
  ['scan', 'to'],
  ['spread', 'to'],
  ...['late', 'duplicate', 'lost', 'reorder', 'clockJump', 'outage', 'shiftFields'].map((kind) => ['fault', kind, 'hosts']),
];

/** Where a member of a list of hosts was written: both paths begin at the step. */
export type Moved = (member: StoryPath, written: StoryPath) => void;

/** A step with its selectors replaced by the hosts that they mean. */
export function resolvedSelectors(step: unknown, path: StoryPath, context: ExpansionContext, moved: Moved): unknown {
  for (const place of PLACES) {
    const value = valueAt(step, place);
    if (value !== undefined) return withValue(step, place, resolved(value, place, path, context, moved));
  }
  return step;
}

/** Ids, addresses and networks stay what they are, as do selectors that mean nobody: later checks know them. */
function resolved(value: unknown, place: StoryPath, path: StoryPath, context: ExpansionContext, moved: Moved): unknown {
  const selected = (item: unknown, at: StoryPath): readonly unknown[] => {
    if (!isTree(item) && !(typeof item === 'string' && item.includes('*'))) return [item];
    const hosts = selectedHosts(item, [...path, ...at], context);
    return hosts.length > 0 ? hosts : [item];
  };
  if (!Array.isArray(value)) {
    const found = selected(value, place);
    if (found[0] === value) return value;
    found.forEach((_, n) => {
      moved([...place, n], place);
    });
    return found;
  }
  const members = value.flatMap((item, index) => selected(item, [...place, index]).map((member) => ({ member, index })));
  members.forEach(({ index }, n) => {
    if (index !== n) moved([...place, n], [...place, index]);
  });
  return members.map(({ member }) => member);
}

function valueAt(tree: unknown, place: readonly string[]): unknown {
  let value = tree;
  for (const key of place) value = isTree(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return value;
}

function withValue(tree: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const parent = tree as Readonly<Record<string, unknown>>;
  return { ...parent, [key]: withValue(parent[key], rest, value) };
}
