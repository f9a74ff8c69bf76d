import { element, type XmlElement } from '../../text/xml.js';
import type { SysmonDraft } from '../draft.js';
import { EVENT_NAMESPACE, providers } from '../providers.js';

/** The elements of an event in the order of the event schema. */
export function eventTree({ platform, system, data }: SysmonDraft): XmlElement {
  const children = [
    element('System', [
      element('Provider', null, ['Name', system.providerName], ['Guid', system.providerGuid]),
      element('EventID', system.eventId),
      element('Version', system.version),
      element('Level', system.level),
      element('Task', system.task),
      element('Opcode', system.opcode),
      element('Keywords', system.keywords),
      element('TimeCreated', null, ['SystemTime', system.systemTime]),
      element('EventRecordID', system.recordId),
      element('Correlation', null),
      element('Execution', null, ['ProcessID', system.processId], ['ThreadID', system.threadId]),
      element('Channel', system.channel),
      element('Computer', system.computer),
      element('Security', null, [providers[platform].userAttribute, system.userId]),
    ]),
    element(
      'EventData',
      Object.entries(data).map(([name, value]) => element('Data', value, ['Name', name])),
    ),
  ];
  return platform === 'linux' ? element('Event', children) : element('Event', children, ['xmlns', EVENT_NAMESPACE]);
}

/** The same draft with all of its GUIDs in one letter case. */
export function inCase(draft: SysmonDraft, letters: 'upper' | 'lower', provider: 'upper' | 'lower' = letters): SysmonDraft {
  const convert = (text: string, to: 'upper' | 'lower') => (to === 'upper' ? text.toUpperCase() : text.toLowerCase());
  const { ProcessGuid } = draft.data;
  return {
    ...draft,
    system: { ...draft.system, providerGuid: convert(draft.system.providerGuid, provider) },
    data: ProcessGuid === undefined ? draft.data : { ...draft.data, ProcessGuid: convert(ProcessGuid, letters) },
  };
}
