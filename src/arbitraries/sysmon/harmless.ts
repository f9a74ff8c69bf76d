import fc from 'fast-check';
import { type HarmlessChange, type HarmlesslyChanged, textChanges } from '../harmless.js';
import { isJsonObject, type JsonLayout, type JsonObject, writeJson } from '../text/json.js';
import { inOrder, jsonLayouts, keyOrders } from '../text/jsonLayouts.js';
import type { XmlElement, XmlLayout } from '../text/xml.js';
import { betweenEvents, tagChanges, xmlIndents, xmlLayouts } from '../text/xmlLayouts.js';
import { type SysmonDraft, withData, withSystem } from './draft.js';
import type { JsonForm, SysmonForm, XmlForm } from './forms/form.js';
import { sysmonForms } from './forms/index.js';
import { writeRecord } from './forms/writeRecord.js';
import { renderingInfo } from './forms/xmlForms.js';
import { type SysmonStreamOptions, sysmonStream, writeFile } from './stream/sysmonStream.js';

type Change = HarmlessChange<SysmonDraft, SysmonForm>;

const isXml = (form: SysmonForm): boolean => form.kind === 'xml';
const isJson = (form: SysmonForm): boolean => form.kind === 'json';
/** Not the copy of a tree, which no XML reader takes. */
const isWellFormed = (form: SysmonForm): boolean => isXml(form) && form.id !== 'tree-copy';
/** Behind a prefix an event keeps to its line. */
const hasFreeLines = (form: SysmonForm): boolean => isWellFormed(form) && form.id !== 'linux-syslog';

const each =
  (write: (draft: SysmonDraft, form: SysmonForm) => string): Change['write'] =>
  (drafts, form) =>
    drafts.map((draft) => write(draft, form)).join('');
const table = <T>(
  rows: Readonly<Record<string, T>>,
  applies: Change['applies'],
  write: (change: T) => Change['write'],
): Change[] => Object.entries(rows).map(([id, change]) => ({ id, applies, write: write(change) }));

const withLayout = (layout: Partial<XmlLayout & JsonLayout>) =>
  each((draft, form) => writeRecord(draft, { ...form, layout: { ...form.layout, ...layout } } as SysmonForm));
const toText =
  (change: (text: string) => string): Change['write'] =>
  (drafts, form) =>
    change(writeFile(drafts, form));
const toEachText = (change: (text: string) => string) => each((draft, form) => change(writeRecord(draft, form)));
const toTree = (change: (event: XmlElement, draft: SysmonDraft) => XmlElement) =>
  each((draft, form) =>
    writeRecord(draft, { ...form, tree: (own: SysmonDraft) => change((form as XmlForm).tree(own), own) } as XmlForm),
  );
const toObject = (change: (record: JsonObject, form: JsonForm) => JsonObject) =>
  each((draft, form) => `${writeJson(change((form as JsonForm).tree(draft), form as JsonForm), (form as JsonForm).layout)}\n`);
const toDraft =
  (change: (draft: SysmonDraft) => SysmonDraft): Change['write'] =>
  (drafts, form) =>
    writeFile(drafts.map(change), form);

const backwards = (node: XmlElement): XmlElement => ({
  ...node,
  attributes: [...node.attributes].reverse(),
  content: node.content === null || typeof node.content === 'string' ? node.content : node.content.map(backwards),
});
const inCapitals = (letters: 'toUpperCase' | 'toLowerCase') => (draft: SysmonDraft) =>
  withData(withSystem(draft, { providerGuid: draft.system.providerGuid[letters]() }), {
    ProcessGuid: (draft.data.ProcessGuid ?? '')[letters](),
  });
const decimals = (fraction: (digits: string) => string) => (draft: SysmonDraft) =>
  withSystem(draft, {
    systemTime: draft.system.systemTime.replace(/\.(\d{7})\d*Z$/u, (_, digits: string) => `.${fraction(digits)}Z`),
  });
const onWindows = (form: SysmonForm) => form.platforms.includes('windows') && !form.platforms.includes('linux');

const values: readonly Change[] = [
  { id: 'guids-in-capitals', applies: ({ guidCase }) => guidCase === undefined, write: toDraft(inCapitals('toUpperCase')) },
  { id: 'guids-in-small-letters', applies: ({ guidCase }) => guidCase === undefined, write: toDraft(inCapitals('toLowerCase')) },
  { id: 'time-with-7-decimals', applies: (form) => isXml(form) && onWindows(form), write: toDraft(decimals((digits) => digits)) },
  {
    id: 'time-with-9-decimals',
    applies: (form) => isXml(form) && onWindows(form),
    write: toDraft(decimals((digits) => `${digits}00`)),
  },
  { id: 'attributes-backwards', applies: isXml, write: toTree(backwards) },
  {
    id: 'rendered-text-added',
    applies: (form) => isXml(form) && onWindows(form) && form.id !== 'rendered',
    write: toTree((event, draft) => ({ ...event, content: [...(event.content as readonly XmlElement[]), renderingInfo(draft)] })),
  },
  {
    id: 'key-added-at-the-top',
    applies: isJson,
    write: toObject(({ entries }) => ({ entries: [...entries, ['collector_tag', 'lab']] })),
  },
  {
    id: 'object-added-at-the-top',
    applies: isJson,
    write: toObject(({ entries }) => ({ entries: [['fleet', { entries: [['site', 'north']] }], ...entries] })),
  },
];

/** Every harmless change of Sysmon files. */
export const sysmonHarmless: readonly Change[] = [
  ...values,
  ...table(textChanges, () => true, toText),
  ...table(xmlLayouts, isXml, withLayout),
  ...table(xmlIndents, hasFreeLines, (indent) => withLayout({ indent })),
  ...table(tagChanges, isXml, toEachText),
  ...table(betweenEvents, hasFreeLines, toText),
  ...table(jsonLayouts, isJson, withLayout),
  ...table(keyOrders, isJson, (sort) =>
    toObject((record) => {
      const sorted = inOrder(record, sort);
      return isJsonObject(sorted) ? sorted : record;
    }),
  ),
];

/** A sound capture of a few records, and the same after a harmless change that applies to its form. */
export function harmlessSysmonChange(options: SysmonStreamOptions = {}): fc.Arbitrary<HarmlesslyChanged> {
  return fc.tuple(sysmonStream({ entries: [1, 4], ...options }), fc.nat({ max: 999 })).map(([{ form: id, drafts }, n]) => {
    const form = sysmonForms[id];
    const changes = sysmonHarmless.filter(({ applies }) => applies(form));
    const change = changes[n % changes.length]!;
    return { change: change.id, form: id, before: writeFile(drafts, form), after: change.write(drafts, form) };
  });
}
