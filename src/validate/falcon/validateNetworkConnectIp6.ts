import type { Issue } from '../issue.js';
import { readJsonShape } from '../json/readJsonShape.js';
import { settingsFrom, type ValidateOptions } from '../options.js';
import { checkShape } from '../record/checkShape.js';
import type { Shape } from '../record/shape.js';
import { type Report, Reporter } from '../reporter.js';
import { connectLayout } from './jsonLayout.js';
import { objectShape } from './objectShape.js';

/**
 * Checks one Falcon NetworkConnectIP6, given as JSON text or as the object read from it.
 *
 * The caller says that it is a NetworkConnectIP6, so another event name is an error here. Repeated keys and digits lost in large
 * numbers are visible in text only.
 *
 * @returns What is wrong with it; empty for a sound record. Never throws.
 */
export function validateNetworkConnectIp6(record: unknown, options: ValidateOptions = {}): Issue[] {
  const { profile, file, accepts, maxRecordLength } = settingsFrom(options);
  const reporter = new Reporter(profile, file, accepts);
  const { report } = reporter;
  if (typeof record === 'string' && record.length > maxRecordLength) {
    report('input/too-long', 'TOO_LONG', 'record', `a record of at most ${maxRecordLength} characters`, record.slice(0, 200));
    return reporter.take();
  }
  const shape = typeof record === 'string' ? textShape(record, report) : shapeOf(record, report);
  if (shape) checkShape(shape, connectLayout(shape), report);
  return reporter.take();
}

function textShape(text: string, report: Report): Shape | undefined {
  const shape = readJsonShape(text, report);
  return shape && !/^\s*\{/.test(text) ? noObject(text, report) : shape;
}

function shapeOf(value: unknown, report: Report): Shape | undefined {
  try {
    if (Array.isArray(value)) return noObject('[…]', report);
    if (typeof value !== 'object' || value === null) return noObject(value === null ? 'null' : typeof value, report);
    return objectShape(value);
  } catch {
    return noObject('an object whose properties cannot be read', report); // a getter, a proxy or a circle
  }
}

function noObject(received: string, report: Report): undefined {
  report('falcon-ip6/object', 'WRONG_TYPE', 'record', 'a JSON object', received);
}
