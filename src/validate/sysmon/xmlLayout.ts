import type { IssueCode } from '../issue.js';
import type { Layout, LayoutOf, PlacedFinding, Slot } from '../record/layout.js';
import type { Leaf, Shape } from '../record/shape.js';
import { IGNORED, OF_LAYOUT } from '../record/slots.js';
import type { Form } from '../summary.js';
import type { SysmonCapture } from './capture.js';
import { checkClocks } from './clocks.js';
import { LINUX_DATA, WINDOWS_DATA } from './dataKinds.js';
import { eventKindOf } from './eventKind.js';
import { DATA_FIELDS, type DataField, F, fieldPosition, SYSMON_FIELDS, type SystemField } from './fields.js';
import { otherEvent } from './otherEvent.js';
import { checkEvent3 } from './recordChecks.js';
import { LINUX_SYSTEM, WINDOWS_SYSTEM } from './systemKinds.js';

const NAMESPACE = 'http://schemas.microsoft.com/win/2004/08/events/event';
const PARTS = ['System', 'EventData', 'RenderingInfo'];

/** Elements of `System` in the order of the event schema, with the attributes each may have and the field each value is. */
const ELEMENTS: Readonly<Record<string, Readonly<Record<string, SystemField | undefined>>>> = {
  Provider: { '@Name': 'ProviderName', '@Guid': 'ProviderGuid', '@EventSourceName': undefined },
  EventID: { '': 'EventID' },
  Version: { '': 'Version' },
  Level: { '': 'Level' },
  Task: { '': 'Task' },
  Opcode: { '': 'Opcode' },
  Keywords: { '': 'Keywords' },
  TimeCreated: { '@SystemTime': 'SystemTime' },
  EventRecordID: { '': 'EventRecordID' },
  Correlation: { '@ActivityID': undefined, '@RelatedActivityID': undefined },
  Execution: { '@ProcessID': 'WriterProcess', '@ThreadID': 'WriterThread' },
  Channel: { '': 'Channel' },
  Computer: { '': 'Computer' },
  Security: { '@UserID': 'UserID' },
};
const ORDER = Object.keys(ELEMENTS);
/** Sysmon for Linux spells this one differently. */
const LINUX_USER_ID = '@UserId';

const SYSTEM_FIELD_BY_PATH = new Map<string, SystemField>(
  Object.entries(ELEMENTS).flatMap(([element, values]) =>
    Object.entries(values).flatMap(([key, field]) =>
      field ? [[`Event/System/${element}${key === '' ? '' : `/${key}`}`, field] as const] : [],
    ),
  ),
);

/** Values that are the same in all events, so that another value is another layout. */
const CONSTANT: ReadonlySet<SystemField> = new Set([
  'ProviderName',
  'ProviderGuid',
  'EventID',
  'Version',
  'Level',
  'Task',
  'Opcode',
  'Keywords',
  'Channel',
  'UserID',
]);

const DATA = /^Event\/EventData\/Data\[(.*)\]$/s;

/** How a path is shown: `System/TimeCreated/@SystemTime`, `EventData/SourcePort`. */
const shown = (path: string) => path.replace(/^Event\/(?=.)/, '').replace(/Data\[(.*)\]/s, '$1');

const PATHS: readonly string[] = SYSMON_FIELDS.map((field) => {
  const system = [...SYSTEM_FIELD_BY_PATH].find(([, name]) => name === field);
  return system ? shown(system[0]) : `EventData/${field}`;
});

type Say = (check: PlacedFinding['check'], code: IssueCode, path: string, expected: string, received?: string) => void;

/** So many layouts are kept to be found again, those found last; and none of a record longer than this, which it would keep in memory. */
const MOST_KEPT = 16;
const LONGEST_KEPT = 64 * 1024;

interface Kept {
  readonly shape: Shape;
  readonly form: Form;
  readonly layout: Layout;
}

/** Finds out what the elements of one capture are: those that are built alike, and whose constant values are the same, share a layout. */
export function xmlLayouts(capture: SysmonCapture | undefined): LayoutOf {
  const kept: Kept[] = [];
  return (shape) => {
    const form = formOf(shape);
    const at = kept.findIndex((known) => known.form === form && isAlike(known, shape));
    const found = at === -1 ? { shape, form, layout: xmlLayout(shape, capture) } : kept[at]!;
    if (at !== 0 && shape.text.length <= LONGEST_KEPT) {
      if (at !== -1) kept.splice(at, 1);
      else if (kept.length === MOST_KEPT) kept.pop();
      kept.unshift(found);
    }
    return found.layout;
  };
}

function isAlike({ shape, layout }: Kept, { elements, leaves, looseTexts }: Shape): boolean {
  if (leaves.length !== shape.leaves.length || elements.length !== shape.elements.length) return false;
  for (let i = 0; i < leaves.length; i += 1) {
    const [leaf, known] = [leaves[i]!, shape.leaves[i]!];
    if (leaf.path !== known.path || leaf.type !== known.type) return false;
    if (layout.slots[i]!.constant && leaf.text !== known.text) return false;
  }
  for (let i = 0; i < elements.length; i += 1) {
    const [element, known] = [elements[i]!, shape.elements[i]!];
    if (element !== known && (element.name !== known.name || element.parent !== known.parent)) return false;
  }
  return (
    looseTexts.length === shape.looseTexts.length &&
    looseTexts.every(({ path, text }, i) => path === shape.looseTexts[i]!.path && text === shape.looseTexts[i]!.text)
  );
}

/**
 * Finds out what an `Event` element is, and what is wrong with its structure.
 *
 * @param caller - Whether the caller knows that it is an Event 3, so that another event is a fault.
 */
export function xmlLayout(shape: Shape, capture: SysmonCapture | undefined, caller = { isEvent3: false }): Layout {
  const kind = eventKindOf(shape);
  if (kind.kind === 'other' && !caller.isEvent3) return otherEvent(shape, kind, capture);
  const linux = kind.kind === 'event3' && kind.platform === 'linux';
  const platform = linux ? 'linux' : 'windows';
  const findings: PlacedFinding[] = [];
  const say: Say = (check, code, path, expected, received = '') => findings.push({ check, code, path, expected, received });
  checkNamespace(shape, linux, say);
  checkParts(shape, say);
  checkLooseTexts(shape, say);
  checkInside(shape, say);
  checkSystem(shape, linux, say);
  checkData(shape, linux, say);
  const seen = new Set<number>();
  const slots = shape.leaves.map((leaf) => {
    const slot = slotOf(leaf, linux);
    if (slot.field === -1) return slot;
    if (seen.has(slot.field)) return slot.constant ? OF_LAYOUT : IGNORED; // the first one counts
    seen.add(slot.field);
    return slot;
  });
  return {
    form: linux ? 'sysmon-linux' : formOf(shape),
    slots,
    paths: PATHS,
    given: [],
    findings,
    check: (record) => {
      const style = checkEvent3(record, platform);
      if (capture) capture.check(record, { platform, leavesOut: false }, style);
      else checkClocks(record, platform);
    },
  };
}

/** Which renderer made the text; its quotes and blanks tell. */
function formOf({ text, looseTexts, leaves }: Shape): Form {
  if (looseTexts.length > 0) return 'sysmon-tree';
  if (leaves.some(({ path }) => path === 'Event/System/EventID/@Qualifiers')) return 'sysmon-python-evtx';
  if (/^<Event\s[^>]*xmlns='/.test(text)) return 'sysmon-winevt';
  return /<Correlation\s/.test(text) ? 'sysmon-viewer' : 'sysmon-evtxexport';
}

function slotOf({ path }: Leaf, linux: boolean): Slot {
  if (path === 'Event/@xmlns' || WITHOUT_TEXT.has(path)) return OF_LAYOUT;
  const data = DATA.exec(path)?.[1];
  if (data !== undefined) {
    if (fieldPosition(data) === undefined) return IGNORED;
    return { field: F[data as DataField], kind: (linux ? LINUX_DATA : WINDOWS_DATA)[data as DataField], constant: false };
  }
  const field = linux && path === `Event/System/Security/${LINUX_USER_ID}` ? 'UserID' : SYSTEM_FIELD_BY_PATH.get(path);
  if (!field) return IGNORED;
  return { field: F[field], kind: (linux ? LINUX_SYSTEM : WINDOWS_SYSTEM)[field], constant: CONSTANT.has(field) };
}

function checkNamespace({ leaves }: Shape, linux: boolean, say: Say): void {
  const namespace = leaves.find(({ path }) => path === 'Event/@xmlns')?.text;
  if (linux) {
    if (namespace !== undefined) say('sysmon3/namespace', 'UNEXPECTED', 'Event/@xmlns', 'no namespace on Linux', namespace);
  } else if (namespace === undefined) say('sysmon3/namespace', 'MISSING', 'Event/@xmlns', NAMESPACE);
  else if (namespace !== NAMESPACE) say('sysmon3/namespace', 'INCONSISTENT', 'Event/@xmlns', NAMESPACE, namespace);
}

/** The names of the elements inside one, each occurrence once. */
function elementsIn({ elements }: Shape, parent: string): string[] {
  return elements.filter((element) => element.parent === parent).map(({ name }) => name);
}

function checkParts(shape: Shape, say: Say): void {
  const seen = new Set<string>();
  let last = -1;
  for (const name of elementsIn(shape, 'Event')) {
    const position = PARTS.indexOf(name);
    const fault = (code: IssueCode, expected: string) => say('sysmon3/structure', code, `Event/${shown(name)}`, expected, name);
    if (position === -1) fault('UNEXPECTED', `one of ${PARTS.join(', ')}`);
    else if (seen.has(name)) fault('DUPLICATE', `one ${name}`);
    else if (position < last) fault('OUT_OF_ORDER', `${name} before ${PARTS[last]}`);
    last = Math.max(last, position);
    seen.add(name);
  }
  for (const name of PARTS.slice(0, 2))
    if (!seen.has(name)) say('sysmon3/structure', 'MISSING', `Event/${name}`, `an element ${name}`);
}

/** Text between elements: the `- ` of a copied browser tree is known, anything else is a fault. */
function checkLooseTexts({ looseTexts }: Shape, say: Say): void {
  const ours = looseTexts.filter(({ path }) => /^Event(?:\/System|\/EventData)?$/.test(path));
  const odd = ours.find(({ text }) => /[^\s-]/.test(text));
  if (odd) say('sysmon3/structure', 'UNEXPECTED', odd.path, 'no text between elements', odd.text);
  else if (ours.length > 0) say('input/tree-copy', 'UNEXPECTED', 'Event', 'no text between elements', ours[0]!.text);
}

/** Elements of `System` whose values are attributes. */
const WITHOUT_TEXT: ReadonlySet<string> = new Set(
  Object.entries(ELEMENTS).flatMap(([name, values]) => ('' in values ? [] : [`Event/System/${name}`])),
);

/** Values hold no elements, elements without a value no text, and `Data` no attribute but its name. */
function checkInside({ elements, leaves }: Shape, say: Say): void {
  for (const { parent, name } of elements)
    if (/^Event\/(?:System|EventData)\/./s.test(parent))
      say('sysmon3/structure', 'UNEXPECTED', `${shown(parent)}/${shown(name)}`, 'no element inside a value', name);
  for (const { path, text } of leaves) {
    if (WITHOUT_TEXT.has(path) && text.trim() !== '') say('sysmon3/structure', 'UNEXPECTED', shown(path), 'no text', text.trim());
    const attribute = /^Event\/EventData\/Data\[.*\]\/@([^/]*)$/s.exec(path)?.[1];
    if (attribute !== undefined) say('sysmon3/attributes', 'UNEXPECTED', shown(path), 'only Name', attribute);
  }
}

function checkSystem(shape: Shape, linux: boolean, say: Say): void {
  const names = elementsIn(shape, 'Event/System');
  if (!elementsIn(shape, 'Event').includes('System')) return; // said already
  const seen = new Set<string>();
  let last = -1;
  for (const name of names) {
    const fault = (code: IssueCode, expected: string) =>
      say('sysmon3/system-fields', code, `System/${shown(name)}`, expected, name);
    const position = ORDER.indexOf(name);
    if (position === -1) fault('UNEXPECTED', `one of ${ORDER.join(' ')}`);
    else if (seen.has(name)) fault('DUPLICATE', `one ${name}`);
    else if (position < last) fault('OUT_OF_ORDER', `${name} before ${ORDER[last]}`);
    last = Math.max(last, position);
    seen.add(name);
  }
  for (const name of ORDER) {
    if (!seen.has(name)) say('sysmon3/system-fields', 'MISSING', `System/${name}`, `an element ${name}`);
    else checkAttributes(shape, name, linux, say);
  }
}

function checkAttributes({ leaves }: Shape, name: string, linux: boolean, say: Say): void {
  const values = ELEMENTS[name]!;
  const prefix = `Event/System/${name}/@`;
  const allowed = Object.keys(values).filter((key) => key.startsWith('@'));
  const known = linux && name === 'Security' ? [LINUX_USER_ID] : allowed;
  const there = leaves.filter(({ path }) => path.startsWith(prefix)).map(({ path }) => path.slice(prefix.length - 1));
  for (const key of there) {
    if (known.includes(key)) continue;
    const expected = known.length === 0 ? 'no attribute' : `only ${known.map((other) => other.slice(1)).join(', ')}`;
    say('sysmon3/attributes', 'UNEXPECTED', `System/${name}/${key}`, expected, key.slice(1));
  }
  for (const key of allowed) {
    const field = values[key];
    const spelled = linux && field === 'UserID' ? LINUX_USER_ID : key;
    if (field && !there.includes(spelled))
      say(CHECK_OF[field]!, 'MISSING', `System/${name}/${spelled}`, `an attribute ${spelled.slice(1)}`);
  }
}

/** What an absent attribute is a fault of. */
const CHECK_OF: Readonly<Partial<Record<SystemField, PlacedFinding['check']>>> = {
  ProviderName: 'sysmon3/provider-name',
  ProviderGuid: 'sysmon3/provider-guid',
  SystemTime: 'sysmon3/system-time',
  WriterProcess: 'sysmon3/writer-id',
  WriterThread: 'sysmon3/writer-id',
  UserID: 'sysmon3/user-id',
};

/** Sysmon 7 and older had no RuleName; Linux leaves out the image of a process it does not know. */
const OPTIONAL: Readonly<Record<'windows' | 'linux', readonly DataField[]>> = {
  windows: ['RuleName'],
  linux: ['RuleName', 'Image'],
};

function checkData(shape: Shape, linux: boolean, say: Say): void {
  if (!elementsIn(shape, 'Event').includes('EventData')) return; // said already
  const seen = new Set<string>();
  let last = -1;
  for (const element of elementsIn(shape, 'Event/EventData')) {
    const name = /^Data\[(.*)\]$/s.exec(element)?.[1];
    const position = name === undefined ? undefined : fieldPosition(name);
    const path = `EventData/${name ?? element}`;
    if (name === undefined || position === undefined) {
      say('sysmon3/field-unknown', 'UNEXPECTED', path, 'a Data element of one of the 18 fields', name ?? element);
      continue;
    }
    if (seen.has(name)) say('sysmon3/field-repeated', 'DUPLICATE', path, `one ${name}`, name);
    else if (position < last) say('sysmon3/field-order', 'OUT_OF_ORDER', path, `${name} before ${DATA_FIELDS[last]}`, name);
    seen.add(name);
    last = Math.max(last, position);
  }
  const optional = OPTIONAL[linux ? 'linux' : 'windows'];
  for (const field of DATA_FIELDS)
    if (!seen.has(field) && !optional.includes(field))
      say('sysmon3/field-missing', 'MISSING', `EventData/${field}`, `a Data element ${field}`);
}
