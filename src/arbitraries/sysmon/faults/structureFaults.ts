import { pick } from '../../pick.js';
import { element, type XmlElement } from '../../text/xml.js';
import { EVENT_NAMESPACE } from '../providers.js';
import { type XmlRow, xmlFaults } from './fault.js';
import { linux, windows } from './scopes.js';
import { swapped, withChildren, withElement } from './trees.js';

const nameOf = ({ attributes }: XmlElement) => attributes[0]?.[1];
const without = (list: readonly XmlElement[], name: string) => list.filter((child) => child.name !== name);
const twice = (list: readonly XmlElement[], isIt: (child: XmlElement) => boolean) =>
  list.flatMap((child) => (isIt(child) ? [child, child] : [child]));
const attribute = (name: string, key: string, value: string) => (event: XmlElement) =>
  withElement(event, name, (found) => ({ ...found, attributes: [...found.attributes, [key, value]] }));

/** Elements of System that nothing else depends on. */
const SPARE = ['Correlation', 'Opcode', 'Keywords', 'Level'];
/** Fields that every event has; on Linux an unknown process has no image. */
const FIELDS = ['UtcTime', 'ProcessGuid', 'User', 'Protocol', 'Initiated', 'SourceIp', 'DestinationPort', 'DestinationPortName'];

const rows: readonly XmlRow[] = [
  ['namespace-missing', 'namespace', windows, (event) => ({ ...event, attributes: [] })],
  [
    'namespace-of-another-year',
    'namespace',
    windows,
    (event) => ({ ...event, attributes: [['xmlns', EVENT_NAMESPACE.replace('2004', '2005')]] }),
  ],
  ['namespace-on-linux', 'namespace', linux, (event) => ({ ...event, attributes: [['xmlns', EVENT_NAMESPACE]] })],
  [
    'event-data-twice',
    'structure',
    {},
    (event) => withChildren(event, 'Event', (all) => twice(all, ({ name }) => name === 'EventData')),
    'field-repeated',
  ],
  ['event-data-missing', 'structure', {}, (event) => withChildren(event, 'Event', (all) => without(all, 'EventData'))],
  ['event-data-before-system', 'structure', {}, (event) => withChildren(event, 'Event', (all) => swapped(all, 0))],
  [
    'user-data-beside-event-data',
    'structure',
    {},
    (event) => withChildren(event, 'Event', (all) => [...all, element('UserData', null)]),
  ],
  [
    'system-element-missing',
    'system-fields',
    {},
    (event, n) => withChildren(event, 'System', (all) => without(all, pick(SPARE, n))),
  ],
  [
    'system-element-twice',
    'system-fields',
    {},
    (event, n) => withChildren(event, 'System', (all) => twice(all, ({ name }) => name === pick(SPARE, n))),
  ],
  ['system-elements-swapped', 'system-fields', {}, (event, n) => withChildren(event, 'System', (all) => swapped(all, n))],
  [
    'system-element-unknown',
    'system-fields',
    {},
    (event) => withChildren(event, 'System', (all) => [...all, element('Colour', 'red')]),
  ],
  ['qualifiers', 'attributes', {}, attribute('EventID', 'Qualifiers', '0')],
  [
    'attribute-unknown',
    'attributes',
    {},
    (event, n) => attribute(pick(['Execution', 'Provider', 'Channel'], n), 'Colour', 'red')(event),
  ],
  [
    'user-id-spelt-as-on-linux',
    'user-id',
    windows,
    (event) => withElement(event, 'Security', () => element('Security', null, ['UserId', 'S-1-5-18'])),
    'attributes',
  ],
  [
    'field-missing',
    'field-missing',
    {},
    (event, n) => withChildren(event, 'EventData', (all) => all.filter((field) => nameOf(field) !== pick(FIELDS, n))),
  ],
  [
    'field-of-another-event',
    'field-unknown',
    {},
    (event) => withChildren(event, 'EventData', (all) => [...all, element('Data', 'ws01', ['Name', 'Hostname'])]),
  ],
  [
    'field-name-in-another-case',
    'field-unknown',
    {},
    (event) => withChildren(event, 'EventData', (all) => [...all, element('Data', 'tcp', ['Name', 'protocol'])]),
  ],
  [
    'field-without-name',
    'field-unknown',
    {},
    (event) => withChildren(event, 'EventData', (all) => [...all, element('Data', 'ws01')]),
  ],
  [
    'field-that-is-no-data',
    'field-unknown',
    {},
    (event) => withChildren(event, 'EventData', (all) => [...all, element('Binary', '00')]),
    'structure',
  ],
  [
    'field-twice',
    'field-repeated',
    {},
    (event, n) => withChildren(event, 'EventData', (all) => twice(all, (field) => nameOf(field) === pick(FIELDS, n))),
    'field-order',
  ],
  ['fields-swapped', 'field-order', {}, (event, n) => withChildren(event, 'EventData', (all) => swapped(all, n))],
  ['first-field-last', 'field-order', {}, (event) => withChildren(event, 'EventData', ([first, ...rest]) => [...rest, first!])],
];

/** What is wrong with the elements of an event. */
export const structureFaults = xmlFaults(rows);
