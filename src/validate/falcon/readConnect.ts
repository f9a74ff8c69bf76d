import type { JsonNode } from '../json/jsonNode.js';
import type { Report } from '../reporter.js';
import { checkConnect } from './checkConnect.js';
import { checkFields } from './checkFields.js';
import { type Connect, connectFrom } from './connect.js';
import { EVENT, eventNameOf, type FalconForm, type Fields } from './forms.js';

/** Checks the fields of one NetworkConnectIP6, alone and against each other. */
export function readConnect(fields: Fields, duplicates: readonly string[], form: FalconForm, report: Report): Connect {
  for (const key of duplicates)
    report('falcon-ip6/duplicate-key', 'DUPLICATE', key, `one key ${key}`, fields.get(key)?.text ?? key);
  const name = eventNameOf(fields);
  if (name && !isEvent(name)) report('falcon-ip6/event-name', 'INCONSISTENT', 'event_simpleName', EVENT, name.text);
  const connect = connectFrom(checkFields(fields, form, report), form);
  checkConnect(connect, report);
  return connect;
}

export function isEvent(name: JsonNode): boolean {
  return name.kind === 'string' && name.text === EVENT;
}
