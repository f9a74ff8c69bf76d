import { type JsonEntry, type JsonNode, jsonNumber } from '../../text/json.js';
import { BOOLEAN_FIELDS, NUMBER_FIELDS, type SysmonDraft } from '../draft.js';

/** A text as the JSON number it spells, or as it is where it spells none. */
export function numberOr(text: string): JsonNode {
  return /^-?(?:0|[1-9]\d*)$/u.test(text) ? jsonNumber(text) : text;
}

/** A value as the JSON type that the manifest gives its field. */
export function typedValue(field: string, text: string): JsonNode {
  if (NUMBER_FIELDS.includes(field)) return numberOr(text);
  if (BOOLEAN_FIELDS.includes(field) && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

/** The fields of an event as texts, with or without the empty ones. */
export function textEntries({ data }: SysmonDraft, empty: 'kept' | 'dropped'): JsonEntry[] {
  return Object.entries(data).filter(([, value]) => empty === 'kept' || value !== '');
}
