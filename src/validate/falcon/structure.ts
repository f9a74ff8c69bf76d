import type { IssueCode } from '../issue.js';
import type { PlacedFinding } from '../record/layout.js';
import type { Leaf, LeafType, Shape } from '../record/shape.js';
import { type ConnectField, FOREIGN_FIELDS, isConnectField, rightSpelling } from './fields.js';
import { leafOf, type Names } from './names.js';
import { type FalconForm, OWN_KEY, PLACES, type Place } from './places.js';
import { IOS, WINDOWS } from './platform.js';

type Say = (check: PlacedFinding['check'], code: IssueCode, path: string, expected: string, received?: string) => void;

/** What every record of a form has; the remote address is asked for on its own. */
const EVERYTHING: readonly ConnectField[] = [
  'event_simpleName',
  'name',
  'aid',
  'cid',
  'aip',
  'id',
  'timestamp',
  'ContextTimeStamp',
  'ContextProcessId',
  'event_platform',
  'LocalAddressIP6',
  'Protocol',
  'LocalPort',
  'RemotePort',
  'ConnectionDirection',
];
const REQUIRED: Readonly<Record<FalconForm, readonly ConnectField[]>> = {
  'falcon-fdr': EVERYTHING,
  'falcon-ecs': EVERYTHING,
  'falcon-logscale': [
    'event_simpleName',
    'aid',
    'cid',
    'ContextProcessId',
    'LocalAddressIP6',
    'Protocol',
    'LocalPort',
    'RemotePort',
  ],
  'falcon-table': ['RemotePort', 'Protocol', 'LocalAddressIP6', 'LocalPort'],
};

/** Forms of which real records show all that the sensor sends. */
const COMPLETE: readonly FalconForm[] = ['falcon-fdr', 'falcon-ecs'];

/** What the names of a record and the JSON types of its values show; never a value, for the next record of this layout has others. */
export function structureFindings(shape: Shape, names: Names, form: FalconForm): PlacedFinding[] {
  const findings: PlacedFinding[] = [];
  const say: Say = (check, code, path, expected, received = '') =>
    findings.push({ check, code, path: names.prefix + path, expected, received });
  for (const path of shape.duplicates)
    findings.push({ check: 'falcon-ip6/duplicate-key', code: 'DUPLICATE', path, expected: `one key ${path}`, received: path });
  checkPresence(names, form, say);
  checkRemote(names, form, say);
  checkKeys(shape, names, form, say);
  return findings;
}

function checkPresence(names: Names, form: FalconForm, say: Say): void {
  const demand = (check: PlacedFinding['check'], fields: readonly ConnectField[]) => {
    for (const field of fields) {
      const { path } = PLACES[form][field][0]!;
      if (!leafOf(names, form, field)) say(check, 'MISSING', path, `a field ${path}`);
    }
  };
  demand('falcon-ip6/required', REQUIRED[form]);
  if (!COMPLETE.includes(form)) return;
  const platform = platformIn(names, form);
  demand('falcon-ip6/usual-field', ['ConnectionFlags', 'ConfigBuild', 'ConfigStateHash']);
  if (platform !== IOS) demand('falcon-ip6/usual-field', ['Entitlements', 'InContext']);
  if (platform === WINDOWS) demand('falcon-ip6/usual-field', ['EffectiveTransmissionClass']);
  const url = leafOf(names, form, 'OriginatingURL');
  if (url && platform !== IOS) {
    const path = url.path.slice(names.prefix.length);
    say('falcon-ip6/foreign-field', 'UNEXPECTED', path, 'no such field except on iOS', path);
  }
}

/** Its value is constant in a layout. */
function platformIn(names: Names, form: FalconForm): number {
  const place = PLACES[form].event_platform.find(({ path }) => names.leaves.has(path));
  return place ? place.kind.judge(names.leaves.get(place.path)!.text).number : Number.NaN;
}

function checkRemote(names: Names, form: FalconForm, say: Say): void {
  const has = (field: ConnectField) => leafOf(names, form, field) !== undefined;
  const [six, four] = [PLACES[form].RemoteAddressIP6, PLACES[form].RemoteAddressIP4[0]!.path];
  if (!has('RemoteAddressIP6') && !has('RemoteAddressIP4'))
    say('falcon-ip6/remote-address-present', 'MISSING', six[0]!.path, `a field ${six[0]!.path}`);
  if (!has('RemoteAddressIP4')) return;
  const own = six.at(-1)!.path; // as the sensor names it
  if (names.leaves.has(own)) say('falcon-ip6/two-remote-addresses', 'DUPLICATE', four, 'one remote address', four);
  else say('falcon-ip6/mapped', 'UNUSUAL', four, own, four);
}

const TYPE_NAMES: Readonly<Partial<Record<LeafType, string>>> = { nothing: 'object' };

const typesIn = (form: FalconForm): ReadonlyMap<string, Place['type']> =>
  new Map(Object.values(PLACES[form]).flatMap((places) => places.map(({ path, type }) => [path, type])));
/** The JSON type of each place. */
const TYPES: Readonly<Record<FalconForm, ReadonlyMap<string, Place['type']>>> = {
  'falcon-fdr': typesIn('falcon-fdr'),
  'falcon-table': typesIn('falcon-table'),
  'falcon-logscale': typesIn('falcon-logscale'),
  'falcon-ecs': typesIn('falcon-ecs'),
};

/** Each key once, however many values stand under it. */
function checkKeys(shape: Shape, names: Names, form: FalconForm, say: Say): void {
  const ecs = form === 'falcon-ecs';
  const known = TYPES[form];
  const said = new Set<string>();
  const seen = new Set<string>();
  for (const [i, path] of names.paths.entries()) {
    if (path === undefined) continue;
    const leaf = shape.leaves[i]!;
    const name = ecs ? path.replaceAll('[]', '') : path;
    const type = known.get(name);
    if (type !== undefined) {
      if (seen.has(path) && !path.includes('[]') && !said.has(path)) {
        said.add(path);
        say('falcon-ip6/duplicate-key', 'DUPLICATE', path, `one key ${path}`, path);
      }
      seen.add(path);
      checkType(path, leaf, type, form, say);
      continue;
    }
    if ((ecs && !path.startsWith(OWN_KEY)) || (path === '' && leaf.type === 'nothing')) continue;
    const own = ecs ? OWN_KEY : '';
    const head = path.slice(own.length).split(/\.|\[\]/, 1)[0]!;
    if (said.has(head)) continue;
    said.add(head);
    checkKey(head, own, path.slice(own.length + head.length).startsWith('[') ? 'list' : 'object', form, say);
  }
}

const IDS = new Set(
  Object.values(PLACES).flatMap((places) =>
    [places.ContextProcessId, places.TreeId, places.id, places.aid, places.cid].flat().map(({ path }) => path),
  ),
);

/** Ids of 64 bits and more: as JSON numbers they lose digits, which depends on the value. */
export const isId = (path: string): boolean => IDS.has(path);

function checkType(path: string, { type }: Leaf, wanted: 'string' | 'number', form: FalconForm, say: Say): void {
  if (type !== 'string' && type !== 'number')
    say('falcon-ip6/scalar', 'WRONG_TYPE', path, `a ${wanted}`, TYPE_NAMES[type] ?? type);
  else if (wanted === type) return;
  else if (form === 'falcon-table' || wanted === 'number')
    say('falcon-ip6/number-values', 'WRONG_TYPE', path, `a JSON ${wanted}`, type);
  else if (!isId(path)) say('falcon-ip6/text-values', 'WRONG_TYPE', path, 'a JSON string', type);
}

/** A key that is no place of a field. */
function checkKey(key: string, own: string, type: string, form: FalconForm, say: Say): void {
  const path = own + key;
  if (form === 'falcon-logscale' && /^[#@]/.test(key)) return; // tags and fields of LogScale itself
  if (own !== '' && key === 'info') return; // the integration puts there what it knows of the host
  if (isConnectField(key)) say('falcon-ip6/scalar', 'WRONG_TYPE', path, 'a string', type);
  else if (FOREIGN_FIELDS.includes(key)) {
    if (COMPLETE.includes(form)) say('falcon-ip6/foreign-field', 'UNEXPECTED', path, 'no such field on a network connect', path);
  } else {
    const spelling = rightSpelling(key);
    if (spelling === undefined) say('falcon-ip6/unknown-key', 'UNEXPECTED', path, 'a known field', path);
    else say('falcon-ip6/key-case', 'MALFORMED', path, `${own}${spelling}, spelled like that`, path);
  }
}
