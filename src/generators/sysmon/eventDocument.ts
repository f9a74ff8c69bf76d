import { create } from 'xmlbuilder2';
import type { Event3 } from './event3.js';

const NAMESPACE = 'http://schemas.microsoft.com/win/2004/08/events/event';

/** The event as a document: which elements there are, in which order. Everything constant is said here and nowhere else. */
export function eventDocument(event: Event3): ReturnType<typeof create> {
  const root = create().ele(NAMESPACE, 'Event');
  const system = root.ele('System');
  system.ele('Provider', { Name: 'Microsoft-Windows-Sysmon', Guid: event.providerGuid });
  for (const [name, text] of [
    ['EventID', '3'],
    ['Version', '5'],
    ['Level', '4'],
    ['Task', '3'],
    ['Opcode', '0'],
    ['Keywords', '0x8000000000000000'],
  ] as const) {
    system.ele(name).txt(text);
  }
  system.ele('TimeCreated', { SystemTime: event.systemTime });
  system.ele('EventRecordID').txt(event.eventRecordId);
  system.ele('Correlation');
  system.ele('Execution', { ProcessID: event.executionProcessId, ThreadID: event.executionThreadId });
  system.ele('Channel').txt('Microsoft-Windows-Sysmon/Operational');
  system.ele('Computer').txt(event.computer);
  system.ele('Security', { UserID: 'S-1-5-18' });
  const data = root.ele('EventData');
  for (const [name, value] of event.data) data.ele('Data', { Name: name }).txt(value);
  return root.doc();
}
