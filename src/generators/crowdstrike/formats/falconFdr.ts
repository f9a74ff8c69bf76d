import type { TextFormat } from '../../format.js';
import { gsonText } from '../../json/gsonText.js';

/** A line of JSON as Falcon Data Replicator delivers it: every scalar a text, keys in the order of a Java map. */
export const falconFdr: TextFormat = {
  file: 'falcon-fdr.ndjson',
  summary: 'Falcon Data Replicator, every value a text',
  escapeValue: (value) => gsonText(value).slice(1, -1),
  falcon: ({ event }) =>
    `{${Object.entries(event)
      .map(([key, value]) => `"${key}":${gsonText(value)}`)
      .join(',')}}`,
};
