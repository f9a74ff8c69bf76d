import { pick } from '../../pick.js';
import { type JsonNode, type JsonObject, jsonNumber } from '../../text/json.js';
import { BOOLEAN_FIELDS, NUMBER_FIELDS } from '../draft.js';
import type { JsonForm } from '../forms/form.js';
import { type JsonRow, jsonFaults } from './fault.js';
import { withEntries, withValue } from './trees.js';

type Change = (value: JsonNode) => JsonNode;

const place = (form: JsonForm, field: string) => [...form.dataPath, form.keyOf(field)];
const field =
  (fields: readonly string[], change: Change) =>
  (record: JsonObject, n: number, form: JsonForm): JsonObject =>
    withValue(record, place(form, pick(fields, n)), change);

const asText: Change = (value) =>
  typeof value === 'object' && value !== null && 'digits' in value ? value.digits : String(value);
const asNumber: Change = (value) => jsonNumber(String(value));
const typed = { forms: (form: JsonForm) => form.values === 'typed' };
/** NXLog wrote texts up to 2020 and typed values later. */
const texts = { forms: (form: JsonForm) => form.values === 'texts' && form.id !== 'nxlog' };
const TEXT_FIELDS = ['UtcTime', 'Image', 'Protocol', 'SourceIp', 'DestinationIp'];
const NEVER_EMPTY = [
  'UtcTime',
  'ProcessGuid',
  'ProcessId',
  'Image',
  'Protocol',
  'Initiated',
  'SourceIp',
  'DestinationPort',
  'SourceIsIpv6',
];

/** Of those, what neither Linux nor NXLog was seen to leave out. */
const NEEDED = NEVER_EMPTY.filter((name) => name !== 'ProcessId' && name !== 'Image');

/** The entry of a key twice, the second time with another value. */
const repeated =
  (fields: readonly string[], second: Change) =>
  (record: JsonObject, n: number, form: JsonForm): JsonObject =>
    withEntries(record, form.dataPath, (entries) =>
      entries.flatMap(([key, value]) =>
        key === form.keyOf(pick(fields, n))
          ? [
              [key, value],
              [key, second(value)],
            ]
          : [[key, value]],
      ),
    );

const ecs = { forms: (form: JsonForm) => form.id === 'ecs' };
const copy = (id: string, path: readonly string[], change: Change): JsonRow => [
  `copy-of-${id}`,
  'copy',
  ecs,
  (record) => withValue(record, path, change),
];
const otherAddress: Change = (value) => (String(value).includes(':') ? '2001:db8:77:0:0:0:0:1' : '203.0.113.77');
const otherPort: Change = (value) => jsonNumber(asText(value) === '7' ? '8' : '7');

const rows: readonly JsonRow[] = [
  ['number-as-text', 'value-type', typed, field(NUMBER_FIELDS, asText)],
  ['boolean-as-text', 'value-type', typed, field(BOOLEAN_FIELDS, asText)],
  ['text-as-number', 'value-type', texts, field(NUMBER_FIELDS, asNumber)],
  ['text-as-boolean', 'value-type', texts, field(BOOLEAN_FIELDS, (value) => value === 'true')],
  ['text-as-null', 'value-type', {}, field(TEXT_FIELDS, () => null), 'field-missing'],
  ['text-as-list', 'value-type', {}, field(TEXT_FIELDS, (value) => [value])],
  ['text-as-object', 'value-type', {}, field(TEXT_FIELDS, (value) => ({ entries: [['value', value]] }))],
  ['key-twice', 'duplicate-key', {}, repeated(NEVER_EMPTY, (value) => value)],
  ['key-twice-with-two-values', 'duplicate-key', {}, repeated(TEXT_FIELDS, () => 'other')],
  ['key-of-the-envelope-twice', 'duplicate-key', {}, (record) => ({ entries: [...record.entries, record.entries[0]!] })],
  [
    'key-missing',
    'field-missing',
    { forms: (form) => form.id !== 'ecs' },
    (record, n, form) =>
      withEntries(record, form.dataPath, (entries) => entries.filter(([key]) => key !== form.keyOf(pick(NEEDED, n)))),
  ],
  [
    'key-unknown-beside-the-fields',
    'unknown-key',
    { forms: (form) => form.dataPath.length > 0 },
    (record, _, form) => withEntries(record, form.dataPath, (entries) => [...entries, ['Colour', 'red']]),
  ],
  copy('source-address', ['source', 'ip'], otherAddress),
  copy('destination-address', ['destination', 'ip'], otherAddress),
  copy('source-port', ['source', 'port'], otherPort),
  copy('destination-port', ['destination', 'port'], otherPort),
  copy('process-id', ['process', 'pid'], otherPort),
  copy('image', ['process', 'executable'], () => 'C:\\Windows\\notepad.exe'),
  copy('protocol', ['network', 'transport'], (value) => (value === 'tcp' ? 'udp' : 'tcp')),
];

/** What is wrong with a record's JSON: types, keys, and values that it has twice. */
export const jsonShapeFaults = jsonFaults(rows);
