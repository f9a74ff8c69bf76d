import { pick } from '../../pick.js';
import { type JsonEntry, type JsonNode, type JsonObject, jsonNumber } from '../../text/json.js';
import type { FalconForm } from '../forms.js';
import { type FalconJsonRow, type FalconScope, falconJsonFaults } from './fault.js';

const envelope: FalconScope = { forms: (form: FalconForm) => form.whole };
/** In LogScale a search decides which keys are shown, and may join in those of other events. */
const feed: FalconScope = { forms: (form: FalconForm) => form.id === 'fdr' };
const table: FalconScope = { forms: (form) => !form.whole };

const entries =
  (change: (all: readonly JsonEntry[], n: number) => readonly JsonEntry[]) =>
  (event: JsonObject, n: number): JsonObject => ({ entries: change(event.entries, n) });
const valueAt =
  (names: readonly string[], change: (value: JsonNode) => JsonNode) =>
  (event: JsonObject, n: number): JsonObject => ({
    entries: event.entries.map(([key, value]) => (key === pick(names, n) ? [key, change(value)] : [key, value])),
  });
const without = (...names: readonly string[]) => entries((all, n) => all.filter(([key]) => key !== pick(names, n)));
const added = (key: string, value: JsonNode) => entries((all) => [...all, [key, value]]);
const renamed = (from: readonly string[], to: (key: string) => string) =>
  entries((all, n) => all.map(([key, value]) => (key === pick(from, n) ? [to(key), value] : [key, value])));
/** The name of the event under the key that a form has for it. */
const eventName = (name: string) =>
  entries((all) => all.map(([key, value]) => (key.endsWith('event_simpleName') ? [key, name] : [key, value])));
const digits = (value: JsonNode): JsonNode => jsonNumber(String(value));
const text = (value: JsonNode): JsonNode =>
  typeof value === 'object' && value !== null && 'digits' in value ? value.digits : value;

const REQUIRED = [
  'name',
  'aid',
  'cid',
  'aip',
  'id',
  'timestamp',
  'ContextTimeStamp',
  'ContextProcessId',
  'LocalAddressIP6',
  'Protocol',
  'LocalPort',
  'RemotePort',
  'ConnectionDirection',
];
const NUMBERS = ['RemotePort', 'LocalPort', 'Protocol', 'ConnectionDirection'];
const TABLE_NUMBERS = ['RemotePort', 'Protocol', 'LocalPort'];
const SCALARS = ['RemotePort', 'aid', 'ContextTimeStamp', 'RemoteAddressIP6', 'Protocol'];
const FOREIGN = ['ContextThreadId', 'UserSid', 'RawProcessId', 'ImageFileName', 'CommandLine', 'ParentProcessId'];

const rows: readonly FalconJsonRow[] = [
  ['key-twice', 'duplicate-key', {}, entries((all, n) => [...all, pick(all, n)])],
  ['key-twice-with-two-values', 'duplicate-key', envelope, entries((all) => [...all, ['RemotePort', '1']])],
  ['key-missing', 'required', feed, without(...REQUIRED)],
  ['platform-missing', 'required', feed, without('event_platform'), 'usual-field', 'foreign-field', 'platform'],
  ['key-of-the-table-missing', 'required', table, without('LocalAddressIP6', 'LocalPort', 'Protocol', 'RemotePort')],
  ['flags-missing', 'usual-field', feed, without('ConnectionFlags', 'ConfigBuild', 'ConfigStateHash')],
  ['context-missing', 'usual-field', { ...feed, platforms: ['Win', 'Mac', 'Lin'] }, without('InContext', 'Entitlements')],
  ['transmission-class-missing', 'usual-field', { ...feed, platforms: ['Win'] }, without('EffectiveTransmissionClass')],
  ['number-where-text-belongs', 'text-values', envelope, valueAt(NUMBERS, digits)],
  ['time-where-text-belongs', 'text-values', envelope, valueAt(['timestamp'], digits)],
  ['text-where-a-number-belongs', 'number-values', table, valueAt(TABLE_NUMBERS, text)],
  ['null-for-unknown', 'scalar', envelope, valueAt(SCALARS, () => null), 'required', 'remote-address-present'],
  [
    'boolean-for-a-number',
    'scalar',
    { ...envelope, platforms: ['Win', 'Mac', 'Lin'] },
    valueAt(['InContext', 'Entitlements'], () => true),
    'text-values',
  ],
  ['list-of-one', 'scalar', envelope, valueAt(SCALARS, (value) => [value]), 'required', 'remote-address-present'],
  [
    'object-of-one',
    'scalar',
    envelope,
    valueAt(SCALARS, (value) => ({ entries: [['value', value]] })),
    'required',
    'remote-address-present',
  ],
  [
    'process-id-as-a-number',
    'precision',
    { ...envelope, when: ({ ContextProcessId = '' }) => BigInt(ContextProcessId) > 9_007_199_254_740_991n },
    valueAt(['ContextProcessId'], digits),
    'text-values',
  ],
  ['key-unknown', 'unknown-key', {}, added('Colour', 'red')],
  [
    'key-in-another-case',
    'key-case',
    envelope,
    renamed(['RemotePort', 'LocalAddressIP6', 'Protocol'], (key) => key[0]!.toLowerCase() + key.slice(1)),
    'required',
    'unknown-key',
    'remote-address-present',
  ],
  ['event-name-in-small-letters', 'event-name', envelope, eventName('networkconnectip6')],
  ['event-name-with-version', 'event-name', envelope, eventName('NetworkConnectIP6V5')],
  ['key-of-another-event', 'foreign-field', feed, entries((all, n) => [...all, [pick(FOREIGN, n), '1']])],
  ['url-off-ios', 'foreign-field', { ...feed, platforms: ['Win', 'Mac', 'Lin'] }, added('OriginatingURL', 'portal.example')],
];

/** What is wrong with the keys of an event, and with the JSON types of its values. */
export const falconShapeFaults = falconJsonFaults(rows);
