import type { Issue } from '../issue.js';
import type { JsonNode } from '../json/jsonNode.js';
import { parseJsonObject } from '../json/parseJsonObject.js';
import { settingsFrom, type ValidateOptions } from '../options.js';
import { Reporter } from '../reporter.js';
import { reportFault } from './connectChecker.js';
import { formOf } from './forms.js';
import { readConnect } from './readConnect.js';

/**
 * Checks one Falcon NetworkConnectIP6, given as JSON text or as the object read from it.
 *
 * The caller says that it is a NetworkConnectIP6, so another event name is an error here. Repeated keys and digits lost in large
 * numbers are visible in text only.
 *
 * @returns What is wrong with it; empty for a sound record. Never throws.
 */
export function validateNetworkConnectIp6(record: unknown, options: ValidateOptions = {}): Issue[] {
  const { profile, file, maxRecordLength } = settingsFrom(options);
  const reporter = new Reporter(profile, file);
  const { report } = reporter;
  if (typeof record === 'string' && record.length > maxRecordLength) {
    report('input/too-long', 'TOO_LONG', 'record', `a record of at most ${maxRecordLength} characters`, record.slice(0, 200));
    return reporter.take();
  }
  const result = typeof record === 'string' ? parseJsonObject(record) : objectFrom(record);
  if ('fault' in result) reportFault(String(record), result.fault, report);
  else if ('other' in result) report('falcon-ip6/object', 'WRONG_TYPE', 'record', 'a JSON object', result.other.text);
  else {
    const { fields, duplicates } = result.object;
    readConnect(fields, duplicates, formOf(fields) ?? 'falcon-fdr', report);
  }
  return reporter.take();
}

function objectFrom(value: unknown): ReturnType<typeof parseJsonObject> {
  try {
    const node = nodeFrom(value);
    if (node.kind !== 'object') return { other: node };
    const entries = Object.entries(value as object).filter(([, field]) => field !== undefined);
    return { object: { fields: new Map(entries.map(([key, field]) => [key, nodeFrom(field)])), duplicates: [] } };
  } catch {
    return { other: { kind: 'object', text: 'an object whose properties cannot be read' } }; // a getter or a proxy
  }
}

function nodeFrom(value: unknown): JsonNode {
  if (value === null) return { kind: 'null', text: 'null' };
  if (Array.isArray(value)) return { kind: 'array', text: '[…]' };
  switch (typeof value) {
    case 'string':
      return { kind: 'string', text: value };
    case 'number':
    case 'bigint':
      return { kind: 'number', text: String(value) };
    case 'boolean':
      return { kind: 'boolean', text: String(value) };
    case 'object':
      return { kind: 'object', text: '{…}' };
    default:
      return { kind: 'null', text: typeof value };
  }
}
