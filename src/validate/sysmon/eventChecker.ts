import type { MakeRecordChecker } from '../recordChecker.js';
import { parseElement } from '../xml/parseElement.js';
import { HostHistory } from './hostHistory.js';
import { kindOf, readEvent } from './readEvent.js';
import { checkRecord } from './recordChecks.js';

/** Checks the `Event` elements of one file; other events are noted and left alone. */
export const eventChecker: MakeRecordChecker = (settings, report, tally) => {
  const hosts = new HostHistory(report, settings.maxRemembered);
  return {
    check: (text) => {
      const element = parseElement(text, report);
      if (!element) return;
      const kind = kindOf(element);
      if (kind.kind === 'other') {
        report('input/not-checked', 'NOT_CHECKED', 'Event', 'a Sysmon Event 3 of Windows', kind.name);
        return;
      }
      tally.record('sysmon-winevt');
      const record = readEvent(element, report);
      checkRecord(record, report);
      if (settings.stream) hosts.check(record);
    },
    end: () => undefined,
  };
};
