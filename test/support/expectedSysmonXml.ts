import type { Side } from '../../src/generators/index.js';
import type { Flow } from '../../src/model/flow.js';
import type { ExpectedEvent3 } from './expectedEvent3.js';
import type { SysmonDraft } from './sysmonDrafts.js';

export const NAMESPACE = 'http://schemas.microsoft.com/win/2004/08/events/event';

/** Text inside quotes or tags, escaped: what XML asks for, white space that readers would change, and the quotes of the form. */
const escapedFor = (quote: string) => (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\t', '&#x9;')
    .replaceAll('\n', '&#xA;')
    .replaceAll('\r', '&#xD;')
    .replaceAll(quote, quote === '"' ? '&quot;' : '&apos;');

/** One line, as the Windows API renders it and as Sysmon for Linux writes it. */
function lineOf(event: ExpectedEvent3): string {
  const q = event.linux ? '"' : "'";
  const text = escapedFor(q);
  const quoted = (value: string) => q + text(value) + q;
  return [
    event.linux ? '<Event>' : `<Event xmlns=${quoted(NAMESPACE)}>`,
    `<System><Provider Name=${quoted(event.provider)} Guid=${quoted(event.providerGuid)}/>`,
    '<EventID>3</EventID><Version>5</Version><Level>4</Level><Task>3</Task><Opcode>0</Opcode><Keywords>0x8000000000000000</Keywords>',
    `<TimeCreated SystemTime=${quoted(event.systemTime)}/><EventRecordID>${event.recordId}</EventRecordID><Correlation/>`,
    `<Execution ProcessID=${quoted(event.processId)} ThreadID=${quoted(event.threadId)}/><Channel>${event.channel}</Channel>`,
    `<Computer>${text(event.computer)}</Computer>`,
    event.linux ? `<Security UserId="0"/>` : `<Security UserID='S-1-5-18'/>`,
    `</System><EventData>`,
    ...event.data.map(([name, value]) => `<Data Name=${quoted(name)}>${text(value)}</Data>`),
    '</EventData></Event>',
  ].join('');
}

/** The view of Event Viewer: an element per line, two blanks per level. */
function viewOf(event: ExpectedEvent3): string {
  const text = escapedFor('"');
  return [
    event.linux ? '<Event>' : `<Event xmlns="${NAMESPACE}">`,
    '  <System>',
    `    <Provider Name="${event.provider}" Guid="${event.providerGuid}" />`,
    '    <EventID>3</EventID>',
    '    <Version>5</Version>',
    '    <Level>4</Level>',
    '    <Task>3</Task>',
    '    <Opcode>0</Opcode>',
    '    <Keywords>0x8000000000000000</Keywords>',
    `    <TimeCreated SystemTime="${event.systemTime}" />`,
    `    <EventRecordID>${event.recordId}</EventRecordID>`,
    '    <Correlation />',
    `    <Execution ProcessID="${event.processId}" ThreadID="${event.threadId}" />`,
    `    <Channel>${event.channel}</Channel>`,
    `    <Computer>${text(event.computer)}</Computer>`,
    event.linux ? '    <Security UserId="0" />' : '    <Security UserID="S-1-5-18" />',
    '  </System>',
    '  <EventData>',
    ...event.data.map(([name, value]) =>
      value === '' ? `    <Data Name="${name}" />` : `    <Data Name="${name}">${text(value)}</Data>`,
    ),
    '  </EventData>',
    '</Event>',
  ].join('\n');
}

/** The layouts of the XML forms. */
export const sysmonXml = { 'sysmon-winevt': lineOf, 'sysmon-viewer': viewOf } as const;

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
/** What syslog puts before the event: `Nov 24 09:59:47 host sysmon: `, the day with a blank instead of a zero. */
export function syslogHead(flow: Flow, side: Side, { created }: SysmonDraft): string {
  const { name, sysmon } = flow[side].host!;
  if (!sysmon!.syslogPrefix) return '';
  const time = new Date(Math.floor(created / 1000));
  const day = String(time.getUTCDate()).padStart(2, ' ');
  return `${MONTHS[time.getUTCMonth()]} ${day} ${time.toISOString().slice(11, 19)} ${name} sysmon: `;
}
