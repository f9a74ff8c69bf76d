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

/** A step with its selectors replaced by the hosts that they mean. */
export function resolvedSelectors(step: unknown, path: StoryPath, context: ExpansionContext): unknown {
  for (const place of PLACES) {
    const value = valueAt(step, place);
    if (value !== undefined) return withValue(step, place, resolved(value, [...path, ...place], context));
  }
  return step;
}

/** Ids, addresses and networks stay what they are: later checks know them. */
function resolved(value: unknown, path: StoryPath, context: ExpansionContext): unknown {
  if (isTree(value) || (typeof value === 'string' && value.includes('*'))) return selectedHosts(value, path, context);
  if (!Array.isArray(value)) return value;
  return value.flatMap((item, index) => resolved(item, [...path, index], context));
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
