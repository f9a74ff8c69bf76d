import { type JsonEntry, type JsonObject, jsonObject, plainJson } from '../../text/json.js';
import type { SysmonDraft } from '../draft.js';
import { EVENT_NAMESPACE } from '../providers.js';
import { cutTime } from '../times.js';
import { inCase } from './eventTree.js';
import type { JsonForm } from './form.js';
import { numberOr, typedValue } from './jsonValues.js';

const bare = (guid: string) => guid.replace(/[{}]/gu, '');

/** The System section without its attributes, and those by the element that has them. */
function parts({ system }: SysmonDraft) {
  return {
    values: jsonObject({
      EventID: numberOr(system.eventId),
      Version: numberOr(system.version),
      Level: numberOr(system.level),
      Task: numberOr(system.task),
      Opcode: numberOr(system.opcode),
      Keywords: system.keywords,
      EventRecordID: numberOr(system.recordId),
      Correlation: null,
      Channel: system.channel,
      Computer: system.computer,
    }),
    attributes: jsonObject({
      Provider: jsonObject({ Name: system.providerName, Guid: bare(system.providerGuid) }),
      // The tool has microseconds only.
      TimeCreated: jsonObject({ SystemTime: cutTime(system.systemTime, 6) }),
      Execution: jsonObject({ ProcessID: numberOr(system.processId), ThreadID: numberOr(system.threadId) }),
      Security: jsonObject({ UserID: system.userId }),
    }),
  };
}

const ORDER = [
  'Provider',
  'EventID',
  'Version',
  'Level',
  'Task',
  'Opcode',
  'Keywords',
  'TimeCreated',
  'EventRecordID',
  'Correlation',
  'Execution',
  'Channel',
  'Computer',
  'Security',
];

function systemObject(draft: SysmonDraft, attribute: (entry: JsonEntry) => JsonEntry): JsonObject {
  const { values, attributes } = parts(draft);
  const all = [...values.entries, ...attributes.entries];
  return {
    entries: ORDER.map((name) => {
      const entry = all.find(([key]) => key === name)!;
      return attributes.entries.includes(entry) ? attribute(entry) : entry;
    }),
  };
}

function dataObject({ data }: SysmonDraft): JsonObject {
  return {
    entries: Object.entries(data).map(([name, value]) => [name, name === 'ProcessGuid' ? bare(value) : typedValue(name, value)]),
  };
}

const namespace = jsonObject({ xmlns: EVENT_NAMESPACE });

/** evtx_dump: native numbers and Booleans, GUIDs without braces and in upper case. */
export const evtxDump: JsonForm = {
  kind: 'json',
  id: 'evtx-dump',
  platforms: ['windows'],
  guidCase: 'upper',
  fires: [],
  layout: plainJson,
  shows: [
    'providerName',
    'providerGuid',
    'eventId',
    'version',
    'level',
    'task',
    'opcode',
    'keywords',
    'recordId',
    'processId',
    'threadId',
    'channel',
    'computer',
    'userId',
  ],
  dataPath: ['Event', 'EventData'],
  keyOf: (field) => field,
  values: 'typed',
  dropsEmpty: false,
  tree: (original) => {
    const draft = inCase(original, 'upper');
    return jsonObject({
      Event: jsonObject({
        '#attributes': namespace,
        System: systemObject(draft, ([name, attributes]) => [name, jsonObject({ '#attributes': attributes })]),
        EventData: dataObject(draft),
      }),
    });
  },
};

/** The same tool when it is asked to keep attributes apart. */
export const evtxDumpSeparate: JsonForm = {
  ...evtxDump,
  id: 'evtx-dump-separate',
  tree: (original) => {
    const draft = inCase(original, 'upper');
    return jsonObject({
      Event_attributes: namespace,
      Event: jsonObject({
        System: systemObject(draft, ([name, attributes]) => [`${name}_attributes`, attributes]),
        EventData: dataObject(draft),
      }),
    });
  },
};
