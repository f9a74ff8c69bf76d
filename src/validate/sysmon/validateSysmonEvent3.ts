import type { Issue } from '../issue.js';
import { settingsFrom, type ValidateOptions } from '../options.js';
import { checkShape } from '../record/checkShape.js';
import { Reporter } from '../reporter.js';
import { readXmlShape } from '../xml/readXmlShape.js';
import { xmlLayout } from './xmlLayout.js';

/**
 * Checks one Sysmon Event 3, given as the text of its `Event` element.
 *
 * The caller says that it is an Event 3, so another event id is an error here.
 *
 * @returns What is wrong with it; empty for a sound record. Never throws.
 */
export function validateSysmonEvent3(xmlText: string, options: ValidateOptions = {}): Issue[] {
  const { profile, file, maxRecordLength, accepts } = settingsFrom(options);
  const reporter = new Reporter(profile, file, accepts);
  const { report } = reporter;
  if (xmlText.length > maxRecordLength) {
    report('input/too-long', 'TOO_LONG', 'Event', `an event of at most ${maxRecordLength} characters`, xmlText.slice(0, 200));
    return reporter.take();
  }
  const text = xmlText.replace(/^[\s\uFEFF]*(?:- )?/, '').trimEnd();
  const shape = readXmlShape(text, report);
  if (shape) checkShape(shape, xmlLayout(shape, undefined, { isEvent3: true }), report);
  return reporter.take();
}
