import type { FieldKind } from '../record/fieldKind.js';
import { Judged } from '../record/judged.js';
import type { Layout, PlacedFinding, Slot } from '../record/layout.js';
import { quiet } from '../record/quiet.js';
import type { Leaf, Shape } from '../record/shape.js';
import { IGNORED } from '../record/slots.js';
import type { SysmonCapture } from './capture.js';
import { checkClocks } from './clocks.js';
import { copies } from './copies.js';
import { LINUX_DATA, WINDOWS_DATA } from './dataKinds.js';
import { kindFrom } from './eventKind.js';
import { DATA_FIELDS, type DataField, F, SYSMON_FIELDS, type SystemField, UNKNOWN_STYLE_FIELDS } from './fields.js';
import { JSON_FORMS, type JsonForm, jsonTypeOf } from './jsonForms.js';
import { otherEvent } from './otherEvent.js';
import { checkEvent3, type Platform } from './recordChecks.js';
import { LINUX_SYSTEM, WINDOWS_SYSTEM } from './systemKinds.js';

/** Fields of `System` that decide what the record is. */
const DECIDING: ReadonlySet<SystemField> = new Set(['ProviderName', 'ProviderGuid', 'EventID', 'Channel']);

/** An Elasticsearch hit has the document inside. */
const WRAPPER = '_source.';

const bare = (path: string) => (path.startsWith(WRAPPER) ? path.slice(WRAPPER.length) : path);

/**
 * Finds out in which form a JSON record has a Sysmon event, and what is wrong with its structure.
 *
 * @returns `undefined` if it is no Windows or Sysmon event at all.
 */
export function sysmonJsonLayout(shape: Shape, capture: SysmonCapture | undefined): Layout | undefined {
  const leaves = new Map<string, Leaf>();
  for (const leaf of shape.leaves) if (!leaves.has(bare(leaf.path))) leaves.set(bare(leaf.path), leaf);
  for (const form of JSON_FORMS) {
    if (form.mark && ![...leaves.keys()].some((path) => form.mark!.test(path))) continue;
    const provider = textAt(leaves, form.system.ProviderName);
    const eventId = textAt(leaves, form.system.EventID);
    const isThere = (field: DataField) => placeOf(form, field, leaves) !== undefined;
    const envelope = { provider, guid: textAt(leaves, form.system.ProviderGuid), channel: textAt(leaves, form.system.Channel) };
    const kind = kindFrom(envelope, eventId, isThere);
    if (kind.kind === 'event3') return event3(shape, leaves, form, kind.platform, capture);
    if (provider !== undefined && eventId !== undefined) return otherEvent(shape, kind, capture);
  }
  return undefined;
}

function textAt(leaves: ReadonlyMap<string, Leaf>, paths: readonly string[] = []): string | undefined {
  for (const path of paths) {
    const leaf = leaves.get(path);
    if (leaf) return leaf.text;
  }
  return undefined;
}

/** Where a field of the event data stands in a record: in its own place or, failing that, in that of its copy. */
function placeOf(form: JsonForm, field: DataField, leaves: ReadonlyMap<string, Leaf>): string | undefined {
  const own = form.data[field];
  if (own !== undefined && leaves.has(own)) return own;
  const copy = form.copies?.[field as keyof NonNullable<JsonForm['copies']>]?.[0];
  return copy !== undefined && leaves.has(copy) ? copy : undefined;
}

function event3(
  shape: Shape,
  leaves: ReadonlyMap<string, Leaf>,
  form: JsonForm,
  platform: Platform,
  capture: SysmonCapture | undefined,
): Layout {
  const places = slotsByPath(form, platform, leaves);
  const findings = [...structureFindings(shape, leaves, form, platform)];
  const hasCopies = [...places].some(([path, { field }]) => field >= F.ProcessGuidCopy && leaves.has(path));
  const seen = new Set<number>();
  const slots = shape.leaves.map((leaf): Slot => {
    const slot = places.get(bare(leaf.path));
    if (!slot || seen.has(slot.field) || leaf.type === 'null' || leaf.type === 'nothing') return IGNORED;
    seen.add(slot.field);
    return slot;
  });
  return {
    form: platform === 'linux' && form.form === 'sysmon-ecs' ? 'sysmon-ecs' : form.form,
    slots,
    paths: pathsOf(form, leaves, shape),
    given: form.leavesOut === 'empty' ? emptyFields(form, leaves) : [],
    findings,
    check: (record) => {
      const style = checkEvent3(record, platform);
      if (hasCopies) copies(record);
      if (capture) capture.check(record, { platform, leavesOut: form.leavesOut !== undefined }, style);
      else checkClocks(record, platform);
    },
  };
}

const EMPTY = new Judged('');

/** The fields that a form leaves out where they are empty. RuleName may as well not exist in that version. */
function emptyFields(form: JsonForm, leaves: ReadonlyMap<string, Leaf>): Layout['given'] {
  const fields = UNKNOWN_STYLE_FIELDS.filter((field) => field !== 'RuleName' && placeOf(form, field, leaves) === undefined);
  return fields.map((field) => [F[field], EMPTY] as const);
}

function slotsByPath(form: JsonForm, platform: Platform, leaves: ReadonlyMap<string, Leaf>): Map<string, Slot> {
  const slots = new Map<string, Slot>();
  const dataKinds = { ...(platform === 'linux' ? LINUX_DATA : WINDOWS_DATA), ...form.dataKinds };
  const systemKinds = { ...(platform === 'linux' ? LINUX_SYSTEM : WINDOWS_SYSTEM), ...form.systemKinds };
  const add = (path: string, field: number, kind: FieldKind, constant = false) => slots.set(path, { field, kind, constant });
  for (const [field, paths] of Object.entries(form.system) as [SystemField, readonly string[]][])
    for (const path of paths) add(path, F[field], systemKinds[field], DECIDING.has(field));
  for (const [field, [path, kind]] of Object.entries(form.copies ?? {})) {
    const own = form.data[field as DataField];
    const original = own === undefined ? field === 'EventID' : leaves.has(own);
    if (!original) add(path, F[field as DataField], platformKind(kind, field as DataField, platform));
    else if (field !== 'UtcTime') add(path, F[`${field as 'Image'}Copy`], quiet(kind));
  }
  for (const field of DATA_FIELDS) {
    const path = form.data[field];
    if (path !== undefined) add(path, F[field], dataKinds[field]);
  }
  return slots;
}

/** A copy that stands for the field itself is judged as the platform demands, but for its spelling. */
function platformKind(kind: FieldKind, field: DataField, platform: Platform): FieldKind {
  return platform === 'linux' && kind === WINDOWS_DATA[field] ? LINUX_DATA[field] : kind;
}

function pathsOf(form: JsonForm, leaves: ReadonlyMap<string, Leaf>, shape: Shape): string[] {
  const prefix = shape.leaves[0]?.path.startsWith(WRAPPER) ? WRAPPER : '';
  return SYSMON_FIELDS.map((field) => {
    const place = Object.hasOwn(form.data, field) ? placeOf(form, field as DataField, leaves) : undefined;
    const system = form.system[field as SystemField];
    const copy = field.endsWith('Copy') ? form.copies?.[field.slice(0, -4) as 'Image']?.[0] : undefined;
    const usual = place ?? form.data[field as DataField] ?? copy;
    return prefix + (usual ?? system?.find((path) => leaves.has(path)) ?? system?.[0] ?? field);
  });
}

function* structureFindings(
  shape: Shape,
  leaves: ReadonlyMap<string, Leaf>,
  form: JsonForm,
  platform: Platform,
): Generator<PlacedFinding> {
  for (const path of shape.duplicates)
    yield { check: 'sysmon3/duplicate-key', code: 'DUPLICATE', path, expected: `one key ${path}`, received: path };
  const optional = platform === 'linux' ? [...form.optional, 'Image'] : form.optional;
  for (const field of DATA_FIELDS) {
    const own = form.data[field]!;
    const place = placeOf(form, field, leaves);
    const leaf = place === undefined ? undefined : leaves.get(place);
    if (!leaf && isSplit(own, leaves)) {
      const received = 'a list or an object';
      yield { check: 'sysmon3/value-type', code: 'WRONG_TYPE', path: own, expected: 'a single value', received };
    } else if (!leaf) {
      if (!optional.includes(field))
        yield { check: 'sysmon3/field-missing', code: 'MISSING', path: own, expected: `a key ${own}` };
    } else if (leaf.type === 'null' || leaf.type === 'nothing') {
      yield { check: 'sysmon3/value-type', code: 'WRONG_TYPE', path: leaf.path, expected: 'a value', received: leaf.text };
    } else if (place === own) yield* typeFinding(field, leaf, form);
  }
  yield* systemFindings(leaves, form);
  const { dataPrefix } = form;
  if (dataPrefix === undefined) return;
  const known = new Set(Object.values(form.data));
  for (const path of leaves.keys())
    if (path.startsWith(dataPrefix) && !known.has(path) && !path.includes('#') && !known.has(headOf(path, dataPrefix)))
      yield { check: 'sysmon3/unknown-key', code: 'UNEXPECTED', path, expected: 'one of the 18 fields', received: path };
}

/** The key in the event data under which a path lies. */
const headOf = (path: string, dataPrefix: string) => dataPrefix + path.slice(dataPrefix.length).split(/[.[]/, 1)[0];

/** Whether a list or an object stands where a value belongs. */
function isSplit(path: string, leaves: ReadonlyMap<string, Leaf>): boolean {
  return [...leaves.keys()].some((other) => other.startsWith(`${path}.`) || other.startsWith(`${path}[]`));
}

function* typeFinding(field: DataField, { path, type }: Leaf, form: JsonForm): Generator<PlacedFinding> {
  const wanted = jsonTypeOf(field, form);
  if (wanted === undefined || wanted === type) return;
  yield { check: 'sysmon3/value-type', code: 'WRONG_TYPE', path, expected: `a JSON ${wanted}`, received: `a JSON ${type}` };
}

/** Every form says which event it is, and most what tells it apart from others. */
function* systemFindings(leaves: ReadonlyMap<string, Leaf>, form: JsonForm): Generator<PlacedFinding> {
  for (const field of form.requires) {
    const paths = form.system[field] ?? [];
    if (field === 'EventID' || paths.some((path) => leaves.has(path))) continue;
    yield { check: 'sysmon3/system-fields', code: 'MISSING', path: paths[0] ?? field, expected: `a key ${paths[0] ?? field}` };
  }
  const paths = [...(form.system.EventID ?? []), ...(form.copies?.EventID ? [form.copies.EventID[0]] : [])];
  if (paths.some((path) => leaves.has(path))) return;
  yield { check: 'sysmon3/event-id', code: 'MISSING', path: paths[0]!, expected: '3' };
}
