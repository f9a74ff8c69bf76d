import { jsonNumber, jsonObject, plainJson } from '../../text/json.js';
import { messageOf, TASKS } from '../message.js';
import { cutTime, systemTimeOf } from '../times.js';
import { inCase } from './eventTree.js';
import type { JsonForm } from './form.js';
import { numberOr, textEntries } from './jsonValues.js';

/** Local time without zone, in whole seconds. This collector stands four hours west of Greenwich. */
const localTime = (ms: number) =>
  cutTime(new Date(ms - 4 * 3_600_000).toISOString(), 0)
    .replace('T', ' ')
    .replace('Z', '');

/** NXLog: one flat object, GUIDs in two letter cases, the keywords as a signed number. */
export const nxlog: JsonForm = {
  kind: 'json',
  id: 'nxlog',
  platforms: ['windows'],
  guidCase: 'lower',
  fires: [],
  layout: plainJson,
  shows: [
    'providerName',
    'providerGuid',
    'eventId',
    'version',
    'task',
    'opcode',
    'recordId',
    'processId',
    'threadId',
    'channel',
    'computer',
    'userId',
  ],
  dataPath: [],
  keyOf: (field) => field,
  values: 'texts',
  dropsEmpty: true,
  tree: (original) => {
    const draft = inCase(original, 'lower', 'upper');
    const { system } = draft;
    const written = systemTimeOf(system.systemTime);
    return {
      entries: [
        ...jsonObject({
          EventTime: localTime(written),
          Hostname: system.computer,
          Keywords: jsonNumber('-9223372036854775808'),
          EventType: 'INFO',
          SeverityValue: jsonNumber(2),
          Severity: 'INFO',
          EventID: numberOr(system.eventId),
          SourceName: system.providerName,
          ProviderGuid: system.providerGuid,
          Version: numberOr(system.version),
          Task: numberOr(system.task),
          OpcodeValue: numberOr(system.opcode),
          RecordNumber: numberOr(system.recordId),
          ExecutionProcessID: numberOr(system.processId),
          ThreadID: numberOr(system.threadId),
          Channel: system.channel,
          Domain: 'NT AUTHORITY',
          AccountName: 'SYSTEM',
          UserID: system.userId,
          AccountType: 'User',
          Message: messageOf(draft, '\r\n'),
          Category: TASKS[system.eventId],
          Opcode: 'Info',
        }).entries,
        ...textEntries(draft, 'dropped'),
        ...jsonObject({
          EventReceivedTime: localTime(written + 3000),
          SourceModuleName: 'eventlog',
          SourceModuleType: 'im_msvistalog',
        }).entries,
      ],
    };
  },
};
