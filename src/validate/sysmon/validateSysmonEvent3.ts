import type { Issue } from '../issue.js';
import { settingsFrom, type ValidateOptions } from '../options.js';
import { Reporter } from '../reporter.js';
import { parseElement } from '../xml/parseElement.js';
import { readEvent } from './readEvent.js';
import { checkRecord } from './recordChecks.js';

/**
 * Checks one Sysmon Event 3, given as the text of its `Event` element.
 *
 * The caller says that it is an Event 3, so another event id is an error here.
 *
 * @returns What is wrong with it; empty for a sound record. Never throws.
 */
export function validateSysmonEvent3(xmlText: string, options: ValidateOptions = {}): Issue[] {
  const { profile, file, maxRecordLength } = settingsFrom(options);
  const reporter = new Reporter(profile, file);
  if (xmlText.length > maxRecordLength) {
    reporter.report(
      'input/too-long',
      'TOO_LONG',
      'Event',
      `an event of at most ${maxRecordLength} characters`,
      xmlText.slice(0, 200),
    );
    return reporter.take();
  }
  const event = parseElement(xmlText.replace(/^[\s\uFEFF]*(?:- )?/, '').trimEnd(), reporter.report);
  if (event) checkRecord(readEvent(event, reporter.report), reporter.report);
  return reporter.take();
}
