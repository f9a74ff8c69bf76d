import { create } from 'xmlbuilder2';
import type { Event3 } from '../event3.js';

/** Windows events have it; those of Sysmon for Linux have none. */
const NAMESPACE = 'http://schemas.microsoft.com/win/2004/08/events/event';

/** The event as a document: which elements there are, in which order. Everything constant is said here and nowhere else. */
export function eventDocument(event: Event3): ReturnType<typeof create> {
  const { provider, platform } = event;
  const root = platform === 'linux' ? create().ele('Event') : create().ele(NAMESPACE, 'Event');
  const system = root.ele('System');
  system.ele('Provider', { Name: provider.name, Guid: event.providerGuid });
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
  system.ele('Channel').txt(provider.channel);
  system.ele('Computer').txt(event.computer);
  const [attribute, account] = provider.security;
  system.ele('Security', { [attribute]: account });
  const data = root.ele('EventData');
  for (const [name, value] of event.data) data.ele('Data', { Name: name }).txt(value);
  return root.doc();
}
