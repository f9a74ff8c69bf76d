import { type JsonObject, jsonObject, plainJson } from '../../text/json.js';
import type { SysmonDraft } from '../draft.js';
import { messageOf, TASKS } from '../message.js';
import { cutTime } from '../times.js';
import type { JsonForm } from './form.js';
import { numberOr, textEntries } from './jsonValues.js';

const service = { domain: 'NT AUTHORITY', name: 'SYSTEM', type: 'User' };

/** Winlogbeat 6: keys at the top level, every field a text, none where it is empty. */
export const winlogbeat6: JsonForm = {
  kind: 'json',
  id: 'winlogbeat-6',
  platforms: ['windows'],
  fires: [],
  layout: plainJson,
  shows: [
    'providerName',
    'providerGuid',
    'eventId',
    'version',
    'recordId',
    'processId',
    'threadId',
    'channel',
    'computer',
    'userId',
  ],
  dataPath: ['event_data'],
  keyOf: (field) => field,
  values: 'texts',
  dropsEmpty: true,
  tree: (draft) =>
    jsonObject({
      '@timestamp': cutTime(draft.system.systemTime, 3),
      '@metadata': jsonObject({ beat: 'winlogbeat', type: 'doc', version: '6.7.0' }),
      type: 'wineventlog',
      source_name: draft.system.providerName,
      level: 'Information',
      version: numberOr(draft.system.version),
      process_id: numberOr(draft.system.processId),
      record_number: draft.system.recordId,
      log_name: draft.system.channel,
      event_data: { entries: textEntries(draft, 'dropped') },
      computer_name: draft.system.computer,
      provider_guid: draft.system.providerGuid,
      task: TASKS[draft.system.eventId],
      thread_id: numberOr(draft.system.threadId),
      user: jsonObject({ ...service, identifier: draft.system.userId }),
      event_id: numberOr(draft.system.eventId),
      message: messageOf(draft, '\n'),
      opcode: 'Info',
    }),
};

/** What Winlogbeat 7 and 8 have under `winlog`. */
export function winlogObject(draft: SysmonDraft): JsonObject {
  const windows = draft.platform === 'windows';
  return jsonObject({
    api: windows ? 'wineventlog' : undefined,
    channel: draft.system.channel,
    computer_name: draft.system.computer,
    event_data: { entries: textEntries(draft, 'dropped') },
    event_id: draft.system.eventId,
    opcode: 'Info',
    process: jsonObject({
      pid: numberOr(draft.system.processId),
      thread: jsonObject({ id: numberOr(draft.system.threadId) }),
    }),
    provider_guid: draft.system.providerGuid,
    provider_name: draft.system.providerName,
    record_id: draft.system.recordId,
    task: windows ? TASKS[draft.system.eventId] : undefined,
    user: jsonObject({ ...(windows ? service : {}), identifier: draft.system.userId }),
    version: numberOr(draft.system.version),
  });
}

/** Winlogbeat 7 and 8: the event under `winlog`; of Linux hosts Filebeat makes the same. */
export const winlogbeat7: JsonForm = {
  ...winlogbeat6,
  id: 'winlogbeat-7',
  platforms: ['windows', 'linux'],
  dataPath: ['winlog', 'event_data'],
  tree: (draft) => {
    const beat = draft.platform === 'windows' ? 'winlogbeat' : 'filebeat';
    return jsonObject({
      '@timestamp': cutTime(draft.system.systemTime, 3),
      '@metadata': jsonObject({ beat, type: '_doc', version: '8.17.0' }),
      agent: jsonObject({ type: beat, version: '8.17.0' }),
      ecs: jsonObject({ version: '8.0.0' }),
      event: jsonObject({ code: draft.system.eventId, kind: 'event', provider: draft.system.providerName }),
      host: jsonObject({ name: draft.system.computer }),
      log: jsonObject({ level: 'information' }),
      message: draft.platform === 'windows' ? messageOf(draft, '\n') : undefined,
      winlog: winlogObject(draft),
    });
  },
};
