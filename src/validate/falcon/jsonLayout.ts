import type { Layout, Slot } from '../record/layout.js';
import { quiet } from '../record/quiet.js';
import type { Leaf, Shape } from '../record/shape.js';
import { IGNORED } from '../record/slots.js';
import type { FalconCapture } from './capture.js';
import { checkConnect } from './checkConnect.js';
import { checkCopies, type Pair } from './copies.js';
import { CONNECT_FIELDS, type CopiedField, F, FALCON_FIELDS, type FalconField } from './fields.js';
import { EVENT, idAsNumber } from './kinds.js';
import { formOf, leafOf, type Names, namesOf, withoutLists } from './names.js';
import { otherEvent } from './otherEvent.js';
import { type FalconForm, PLACES, type Place } from './places.js';
import { isId, structureFindings } from './structure.js';

/** Values that decide what is demanded of a record. */
const DECIDING: ReadonlySet<string> = new Set(['event_simpleName', 'event_platform']);
/** The same of a record whose event_simpleName does not say what it is. */
const DECIDING_MISNAMED: ReadonlySet<string> = new Set([...DECIDING, 'name']);

/** The name in another letter case, or with the version that belongs into `name`: a connect whose name is wrong, and no other event. */
const MEANT = /^networkconnectip6(?:(?:mac|lin|ios)?v\d+)?$/i;

/** `name` of a connect, which tells one whose `event_simpleName` says something else. */
const OWN_NAME = /^NetworkConnectIP6(?:Mac|Lin|IOS)?V\d+$/;

/** Finds out what a JSON record is, and what is wrong with its structure; `undefined` if it is no Falcon record. */
export function falconLayout(shape: Shape, capture: FalconCapture | undefined): Layout | undefined {
  const names = namesOf(shape);
  const form = formOf(names);
  if (!form) return undefined;
  const name = leafOf(names, form, 'event_simpleName');
  const own = leafOf(names, form, 'name');
  const isMeant = name !== undefined && (MEANT.test(name.text) || OWN_NAME.test(own?.text ?? ''));
  if (name?.type === 'string' && name.text !== EVENT && !isMeant) return otherEvent(shape.leaves, names, [name, own], capture);
  return layoutOf(shape, names, form, capture);
}

/** The layout of a record that is said to be a connect, whatever it says itself. */
export function connectLayout(shape: Shape): Layout {
  const names = namesOf(shape);
  return layoutOf(shape, names, formOf(names) ?? 'falcon-fdr', undefined);
}

function layoutOf(shape: Shape, names: Names, form: FalconForm, capture: FalconCapture | undefined): Layout {
  const slotByLeaf = new Map<Leaf, Slot>();
  const paths: string[] = [...FALCON_FIELDS];
  const pairs: Pair[] = [];
  const deciding = leafOf(names, form, 'event_simpleName')?.text === EVENT ? DECIDING : DECIDING_MISNAMED;
  for (const field of CONNECT_FIELDS) {
    const places = PLACES[form][field];
    const found = places.filter((place) => isThere(names, place, form));
    paths[F[field]] = names.prefix + (found[0] ?? places[0]!).path;
    for (const [nth, place] of found.entries()) {
      const leaf = names.leaves.get(place.path)!;
      const index = F[nth === 0 ? field : copyOf(field as CopiedField, nth)];
      const kind = nth > 0 ? quiet(place.kind) : leaf.type === 'number' && isId(place.path) ? idAsNumber(place.kind) : place.kind;
      slotByLeaf.set(leaf, { field: index, kind, constant: deciding.has(field) });
      paths[index] = names.prefix + place.path;
      if (nth > 0) pairs.push([F[field], index]);
    }
  }
  return {
    form,
    slots: shape.leaves.map((leaf) => slotByLeaf.get(leaf) ?? IGNORED),
    paths,
    given: [],
    findings: structureFindings(shape, names, form),
    check: (record) => {
      checkConnect(record);
      if (pairs.length > 0) checkCopies(record, pairs);
      capture?.check(record);
    },
  };
}

/** A field has as many places as it has copies, and one. */
function copyOf(field: CopiedField, nth: number): FalconField {
  return nth === 1 ? `${field}Copy` : `${field}Copy2`;
}

/** Whether a value stands there that can be read. Only documents of Elasticsearch may have it in a list. */
function isThere({ leaves, prefix }: Names, { path }: Place, form: FalconForm): boolean {
  const leaf = leaves.get(path);
  if (!leaf || (leaf.type !== 'string' && leaf.type !== 'number')) return false;
  return form === 'falcon-ecs' || leaf.path.slice(prefix.length) === withoutLists(path);
}
