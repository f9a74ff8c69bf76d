import type { CheckId } from '../checks.js';
import type { IssueCode } from '../issue.js';
import type { Report } from '../reporter.js';
import { isUint64, parseDecimal } from '../text/integer.js';
import { type Moment, parseMoment } from '../text/time.js';
import type { XmlElement } from '../xml/xmlElement.js';
import type { SystemPart } from './eventRecord.js';

/** Elements of `System` in the order of the event schema, with the attributes each may have. */
const ELEMENTS: Readonly<Record<string, readonly string[]>> = {
  Provider: ['Name', 'Guid', 'EventSourceName'],
  EventID: [],
  Version: [],
  Level: [],
  Task: [],
  Opcode: [],
  Keywords: [],
  TimeCreated: ['SystemTime'],
  EventRecordID: [],
  Correlation: ['ActivityID', 'RelatedActivityID'],
  Execution: ['ProcessID', 'ThreadID'],
  Channel: [],
  Computer: [],
  Security: ['UserID'],
};
const ORDER = Object.keys(ELEMENTS);

/** [check, element, attribute or undefined for its text, value, letter case counts]. */
const FIXED: readonly (readonly [CheckId, string, string | undefined, string, boolean])[] = [
  ['sysmon3/provider-name', 'Provider', 'Name', 'Microsoft-Windows-Sysmon', true],
  ['sysmon3/provider-guid', 'Provider', 'Guid', '{5770385F-C22A-43E0-BF4C-06F5698FFBD9}', false],
  ['sysmon3/event-id', 'EventID', undefined, '3', true],
  ['sysmon3/version', 'Version', undefined, '5', true],
  ['sysmon3/level', 'Level', undefined, '4', true],
  ['sysmon3/task', 'Task', undefined, '3', true],
  ['sysmon3/opcode', 'Opcode', undefined, '0', true],
  ['sysmon3/keywords', 'Keywords', undefined, '0x8000000000000000', true],
  ['sysmon3/channel', 'Channel', undefined, 'Microsoft-Windows-Sysmon/Operational', true],
  ['sysmon3/user-id', 'Security', 'UserID', 'S-1-5-18', true],
];

const MOST_UINT32 = 0xffffffff;
const HOST_NAME = /^[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*\.?$/u;

/** Checks the envelope that Windows puts around the event. */
export function checkSystem(element: XmlElement, report: Report): SystemPart {
  checkElements(element, report);
  const read = reader(element, report);
  for (const [check, name, attribute, expected, exact] of FIXED) {
    const value = read(check, name, attribute, expected);
    if (value !== undefined && (exact ? value !== expected : value.toUpperCase() !== expected)) {
      report(check, 'INCONSISTENT', pathOf(name, attribute), expected, value);
    }
  }
  const part: SystemPart = {};
  const time = read('sysmon3/system-time', 'TimeCreated', 'SystemTime', EXPECTED_TIME);
  if (time !== undefined) assign(part, 'timeCreated', checkSystemTime(time, report));
  const recordId = read('sysmon3/record-id', 'EventRecordID', undefined, 'a decimal number from 1');
  if (recordId !== undefined) assign(part, 'recordId', checkRecordId(recordId, report));
  assign(part, 'writer', checkWriter(read, report));
  const computer = read('sysmon3/computer', 'Computer', undefined, 'a host name');
  if (computer !== undefined) {
    if (!HOST_NAME.test(computer)) report('sysmon3/computer', 'MALFORMED', 'System/Computer', 'a host name', computer);
    part.computer = computer;
  }
  return part;
}

type Read = (check: CheckId, name: string, attribute: string | undefined, expected: string) => string | undefined;

function assign<Key extends keyof SystemPart>(part: SystemPart, key: Key, value: SystemPart[Key] | undefined): void {
  if (value !== undefined) part[key] = value;
}

const pathOf = (name: string, attribute?: string) => `System/${name}${attribute === undefined ? '' : `/@${attribute}`}`;

function checkElements(system: XmlElement, report: Report): void {
  let last = -1;
  const seen = new Set<string>();
  for (const child of system.children) {
    const problem = (code: IssueCode, expected: string) =>
      report('sysmon3/system-fields', code, pathOf(child.name), expected, child.name);
    const position = ORDER.indexOf(child.name);
    if (position === -1) problem('UNEXPECTED', `one of ${ORDER.join(' ')}`);
    else if (seen.has(child.name)) problem('DUPLICATE', `one ${child.name}`);
    else if (position < last) problem('OUT_OF_ORDER', `${child.name} before ${ORDER[last]}`);
    last = Math.max(last, position);
    seen.add(child.name);
    checkAttributes(child, report);
  }
  for (const name of ORDER) if (!seen.has(name)) report('sysmon3/system-fields', 'MISSING', pathOf(name), `an element ${name}`);
}

function checkAttributes(element: XmlElement, report: Report): void {
  const allowed = ELEMENTS[element.name];
  if (!allowed) return;
  for (const [name, value] of element.attributes) {
    if (allowed.includes(name)) continue;
    const expected = allowed.length === 0 ? 'no attribute' : `only ${allowed.join(', ')}`;
    report('sysmon3/attributes', 'UNEXPECTED', pathOf(element.name, name), expected, value);
  }
}

/** Reads a text or an attribute; a missing element has been reported already, a missing attribute has not. */
function reader(system: XmlElement, report: Report): Read {
  const byName = new Map<string, XmlElement>();
  for (const child of system.children) if (!byName.has(child.name)) byName.set(child.name, child);
  return (check, name, attribute, expected) => {
    const element = byName.get(name);
    if (!element) return undefined;
    if (attribute === undefined) return element.text;
    const value = element.attributes.get(attribute);
    if (value === undefined) report(check, 'MISSING', pathOf(name, attribute), expected);
    return value;
  };
}

const EXPECTED_TIME = 'YYYY-MM-DDTHH:MM:SS.fffffffZ with 7 decimals, or 9 of which the last two are 00';

function checkSystemTime(text: string, report: Report): Moment | undefined {
  const moment = parseMoment(text);
  const written = moment?.separator === 'T' && moment.zulu && /^(?:\d{7}|\d{7}00)$/.test(moment.fraction);
  if (!written) report('sysmon3/system-time', 'MALFORMED', pathOf('TimeCreated', 'SystemTime'), EXPECTED_TIME, text);
  return moment;
}

function checkRecordId(text: string, report: Report): string | undefined {
  if (isUint64(text) && text !== '0') return text;
  report('sysmon3/record-id', 'MALFORMED', pathOf('EventRecordID'), 'a decimal number from 1', text);
  return undefined;
}

function checkWriter(read: Read, report: Report): string | undefined {
  const ids = (['ProcessID', 'ThreadID'] as const).map((attribute) => {
    const expected = attribute === 'ProcessID' ? 'a decimal multiple of 4 above 0' : 'a decimal number above 0';
    const text = read('sysmon3/writer-id', 'Execution', attribute, expected);
    if (text === undefined) return undefined;
    const id = parseDecimal(text, 1, MOST_UINT32);
    if (id !== undefined && (attribute === 'ThreadID' || id % 4 === 0)) return text;
    report('sysmon3/writer-id', id === undefined ? 'MALFORMED' : 'OUT_OF_RANGE', pathOf('Execution', attribute), expected, text);
    return undefined;
  });
  return ids.includes(undefined) ? undefined : ids.join('/');
}
