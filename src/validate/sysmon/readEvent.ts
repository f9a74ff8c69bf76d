import type { Report } from '../reporter.js';
import type { XmlElement } from '../xml/xmlElement.js';
import { checkEventData } from './eventData.js';
import type { DataPart, EventRecord, SystemPart } from './eventRecord.js';
import { TELLING_FIELDS } from './fields.js';
import { checkSystem } from './system.js';

const NAMESPACE = 'http://schemas.microsoft.com/win/2004/08/events/event';
const PARTS = ['System', 'EventData', 'RenderingInfo'];

/** Checks the fields of one `Event` element and reads what later checks compare. */
export function readEvent(event: XmlElement, report: Report): EventRecord {
  const namespace = event.attributes.get('xmlns');
  if (namespace === undefined) report('sysmon3/namespace', 'MISSING', 'Event/@xmlns', NAMESPACE);
  else if (namespace !== NAMESPACE) report('sysmon3/namespace', 'INCONSISTENT', 'Event/@xmlns', NAMESPACE, namespace);
  checkParts(event, report);
  checkLooseText(event, report);
  const system = child(event, 'System');
  const data = child(event, 'EventData');
  const none: { system: SystemPart; data: DataPart } = { system: {}, data: { texts: new Map(), source: {}, destination: {} } };
  return {
    system: system ? checkSystem(system, report) : none.system,
    data: data ? checkEventData(data, report) : none.data,
  };
}

function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((candidate) => candidate.name === name);
}

function checkParts(event: XmlElement, report: Report): void {
  let last = -1;
  const seen = new Set<string>();
  for (const { name } of event.children) {
    const position = PARTS.indexOf(name);
    const say = (code: 'UNEXPECTED' | 'DUPLICATE' | 'OUT_OF_ORDER', expected: string) =>
      report('sysmon3/structure', code, `Event/${name}`, expected, name);
    if (position === -1) say('UNEXPECTED', `one of ${PARTS.join(', ')}`);
    else if (seen.has(name)) say('DUPLICATE', `one ${name}`);
    else if (position < last) say('OUT_OF_ORDER', `${name} before ${PARTS[last]}`);
    last = Math.max(last, position);
    seen.add(name);
  }
  for (const name of PARTS.slice(0, 2))
    if (!seen.has(name)) report('sysmon3/structure', 'MISSING', `Event/${name}`, `an element ${name}`);
}

/** Text between elements: the `- ` of a copied browser tree is known, anything else is a fault. */
function checkLooseText(event: XmlElement, report: Report): void {
  const containers = [event, ...event.children.filter(({ name }) => name === 'System' || name === 'EventData')];
  const loose = containers.filter(({ text }) => text.trim() !== '');
  const odd = loose.find(({ text }) => /[^\s-]/.test(text));
  if (odd)
    report(
      'sysmon3/structure',
      'UNEXPECTED',
      odd === event ? 'Event' : `Event/${odd.name}`,
      'no text between elements',
      odd.text.trim(),
    );
  else if (loose.length > 0) report('input/tree-copy', 'UNEXPECTED', 'Event', 'no text between elements', loose[0]!.text.trim());
}

export type EventKind = { readonly kind: 'event3' } | { readonly kind: 'other'; readonly name: string };

/** Says whether an event is a Sysmon Event 3, or claims to be another one and has none of its fields. */
export function kindOf(event: XmlElement): EventKind {
  const system = child(event, 'System');
  const provider = (system && child(system, 'Provider')?.attributes.get('Name')) ?? '';
  const eventId = (system && child(system, 'EventID')?.text.trim()) ?? '';
  const other = { kind: 'other', name: `${provider || 'unknown provider'} event ${eventId || 'without id'}` } as const;
  if (provider === 'Linux-Sysmon') return other;
  if (provider === 'Microsoft-Windows-Sysmon' && eventId === '3') return { kind: 'event3' };
  const names = new Set(child(event, 'EventData')?.children.map((data) => data.attributes.get('Name')));
  const telling = TELLING_FIELDS.filter((field) => names.has(field)).length;
  return telling > TELLING_FIELDS.length / 2 ? { kind: 'event3' } : other;
}
