import type { TextFormat } from '../../format.js';
import { jsonText } from '../../json/jsonText.js';
import { message } from '../message.js';

/** The flat objects of published data sets: every value a text but EventID; neither record id nor Execution nor Version. */
export const sysmonFlat: TextFormat = {
  file: 'sysmon-flat.ndjson',
  summary: 'flat JSON as in published data sets',
  namesFields: true,
  escapeValue: (value) => JSON.stringify(value).slice(1, -1),
  sysmon: ({ event, varying }) =>
    jsonText({
      SourceName: event.provider.name,
      ProviderGuid: event.providerGuid,
      Level: '4',
      Keywords: '0x8000000000000000',
      Channel: event.provider.channel,
      Hostname: event.computer,
      TimeCreated: varying.created,
      '@timestamp': varying.created,
      EventID: 3,
      // Rendered from the manifest, which only Windows has.
      Message: event.platform === 'windows' ? message(event, '\r\n') : undefined,
      Task: '3',
      ...Object.fromEntries(event.data),
    }),
};
