import type { JsonNode } from '../json/jsonNode.js';
import type { Report } from '../reporter.js';
import { FIELDS, FOREIGN_FIELDS, ID_FIELDS, isKnownField, rightSpelling, TABLE_NUMBERS } from './fields.js';
import { type FalconForm, type Fields, REQUIRED } from './forms.js';

/** Texts of the known fields that have their form; what later checks compare. */
export type Texts = ReadonlyMap<string, string>;

/** Checks which fields are there, their JSON types, and each field alone. */
export function checkFields(fields: Fields, form: FalconForm, report: Report): Texts {
  checkPresence(fields, form, report);
  const texts = new Map<string, string>();
  for (const [key, node] of fields) {
    if (isKnownField(key)) {
      if (checkType(key, node, form, report) && checkForm(key, node.text, report)) texts.set(key, node.text);
    } else checkUnknownKey(key, node, form, report);
  }
  return texts;
}

function checkPresence(fields: Fields, form: FalconForm, report: Report): void {
  for (const key of REQUIRED[form]) if (!fields.has(key)) report('falcon-ip6/required', 'MISSING', key, `a field ${key}`);
  if (!fields.has('RemoteAddressIP6') && !fields.has('RemoteAddressIP4')) {
    report('falcon-ip6/remote-address-present', 'MISSING', 'RemoteAddressIP6', 'a field RemoteAddressIP6');
  }
  if (form !== 'falcon-fdr') return;
  const platform = fields.get('event_platform')?.text;
  const usual = [
    ...['ConnectionFlags', 'ConfigBuild', 'ConfigStateHash'],
    ...(platform === 'iOS' ? [] : ['Entitlements', 'InContext']),
    ...(platform === 'Win' ? ['EffectiveTransmissionClass'] : []),
  ];
  for (const key of usual) if (!fields.has(key)) report('falcon-ip6/usual-field', 'MISSING', key, `a field ${key}`);
  for (const key of FOREIGN_FIELDS) {
    const node = fields.get(key);
    if (node) report('falcon-ip6/foreign-field', 'UNEXPECTED', key, 'no such field on a network connect', node.text);
  }
  const url = fields.get('OriginatingURL');
  if (url && platform !== 'iOS')
    report('falcon-ip6/foreign-field', 'UNEXPECTED', 'OriginatingURL', 'no such field except on iOS', url.text);
}

/** True if the value can be read all the same. */
function checkType(key: string, { kind, text }: JsonNode, form: FalconForm, report: Report): boolean {
  if (kind !== 'string' && kind !== 'number') {
    report('falcon-ip6/scalar', 'WRONG_TYPE', key, 'a string', text);
    return false;
  }
  if (form === 'falcon-table') {
    const wanted = TABLE_NUMBERS.includes(key) ? 'number' : 'string';
    if (kind !== wanted) report('falcon-ip6/number-values', 'WRONG_TYPE', key, `a JSON ${wanted}`, `${kind} ${text}`);
    return kind === wanted;
  }
  if (kind === 'string') return true;
  if (ID_FIELDS.includes(key) && Math.abs(Number(text)) > Number.MAX_SAFE_INTEGER) {
    report('falcon-ip6/precision', 'OUT_OF_RANGE', key, 'a string, for a number above 2^53-1 loses digits', text);
  } else report('falcon-ip6/text-values', 'WRONG_TYPE', key, 'a JSON string', `number ${text}`);
  return true;
}

function checkForm(key: string, text: string, report: Report): boolean {
  const form = Object.hasOwn(FIELDS, key) ? FIELDS[key] : undefined;
  if (!form || form.sound(text)) return true;
  report(form.check, 'MALFORMED', key, form.expected, text);
  return false;
}

function checkUnknownKey(key: string, node: JsonNode, form: FalconForm, report: Report): void {
  if (form === 'falcon-logscale' && /^[#@]/.test(key)) return; // tags and fields of LogScale itself
  const spelling = rightSpelling(key);
  if (spelling !== undefined) report('falcon-ip6/key-case', 'MALFORMED', key, `${spelling}, spelled like that`, key);
  else report('falcon-ip6/unknown-key', 'UNEXPECTED', key, 'a known field', node.text);
}
