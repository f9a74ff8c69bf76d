import type { Leaf, Shape } from '../record/shape.js';
import type { ConnectField } from './fields.js';
import { type FalconForm, OWN_KEY, PLACES } from './places.js';

/** A hit of an Elasticsearch search has the document under this key. */
const HIT = '_source.';

/** A record by the names of its values. */
export interface Names {
  /** `_source.` where the document is wrapped. */
  readonly prefix: string;
  /** Per leaf: its path without the prefix; `undefined` for what stands beside the document. */
  readonly paths: readonly (string | undefined)[];
  /** The first leaf of each path, lists taken for their first item. */
  readonly leaves: ReadonlyMap<string, Leaf>;
}

export function namesOf(shape: Shape): Names {
  const prefix = shape.leaves.some(({ path }) => path.startsWith(HIT)) ? HIT : '';
  const paths = shape.leaves.map(({ path }) => (path.startsWith(prefix) ? path.slice(prefix.length) : undefined));
  const leaves = new Map<string, Leaf>();
  for (const [i, path] of paths.entries()) {
    const name = path === undefined ? undefined : withoutLists(path);
    if (name !== undefined && !leaves.has(name)) leaves.set(name, shape.leaves[i]!);
  }
  return { prefix, paths, leaves };
}

export const withoutLists = (path: string): string => (path.includes('[]') ? path.replaceAll('[]', '') : path);

/** The leaf that has a field in a form. */
export function leafOf({ leaves }: Names, form: FalconForm, field: ConnectField): Leaf | undefined {
  const place = PLACES[form][field].find(({ path }) => leaves.has(path));
  return place && leaves.get(place.path);
}

/** Two of these make a record without a name a Falcon one that lost it, if it also has an end of a connection. */
const ENVELOPE = ['aid', 'cid', 'ContextProcessId', 'ContextTimeStamp', 'event_platform', 'ConnectionDirection'] as const;
const ENDS = ['LocalAddressIP6', 'RemoteAddressIP6', 'RemoteAddressIP4', 'LocalPort', 'RemotePort'] as const;
const TABLE_KEYS = ['RemoteAddressIP6', 'LocalAddressIP6'] as const;

/** Tells the forms apart by their keys; `undefined` for JSON that is none of them. */
export function formOf(names: Names): FalconForm | undefined {
  if (names.leaves.has('#event_simpleName')) return 'falcon-logscale';
  if (names.leaves.has('event_simpleName')) return 'falcon-fdr';
  const ecs = [...names.leaves.keys()].some((path) => path.startsWith(OWN_KEY));
  const form = ecs ? 'falcon-ecs' : 'falcon-fdr';
  const has = (field: ConnectField) => leafOf(names, form, field) !== undefined;
  if (ecs && has('event_simpleName')) return form;
  if (ENVELOPE.filter(has).length >= 2 && ENDS.some(has)) return form;
  return !ecs && TABLE_KEYS.some(has) ? 'falcon-table' : undefined;
}
