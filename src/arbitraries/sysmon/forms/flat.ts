import { jsonObject, plainJson } from '../../text/json.js';
import { messageOf } from '../message.js';
import { cutTime } from '../times.js';
import type { JsonForm } from './form.js';
import { numberOr, textEntries } from './jsonValues.js';

/** One flat object of texts, as published data sets have it; only EventID is a number. */
export const flat: JsonForm = {
  kind: 'json',
  id: 'flat',
  platforms: ['windows', 'linux'],
  fires: [],
  layout: plainJson,
  shows: ['providerName', 'providerGuid', 'eventId', 'level', 'task', 'keywords', 'channel', 'computer'],
  dataPath: [],
  keyOf: (field) => field,
  values: 'texts',
  dropsEmpty: false,
  tree: (draft) => {
    const { system } = draft;
    const written = cutTime(system.systemTime, 3);
    return {
      entries: [
        ...jsonObject({
          SourceName: system.providerName,
          ProviderGuid: system.providerGuid,
          Level: system.level,
          Keywords: system.keywords,
          Channel: system.channel,
          Hostname: system.computer,
          TimeCreated: written,
          '@timestamp': written,
          EventID: numberOr(system.eventId),
          Message: draft.platform === 'windows' ? messageOf(draft, '\r\n') : undefined,
          Task: system.task,
        }).entries,
        ...textEntries(draft, 'kept'),
      ],
    };
  },
};
