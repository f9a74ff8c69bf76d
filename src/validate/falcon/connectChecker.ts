import type { JsonFault, JsonObject } from '../json/jsonNode.js';
import { parseJsonObject } from '../json/parseJsonObject.js';
import type { MakeRecordChecker } from '../recordChecker.js';
import type { Report } from '../reporter.js';
import { eventNameOf, formOf } from './forms.js';
import { isEvent, readConnect } from './readConnect.js';
import { SensorHistory } from './sensorHistory.js';

/** Checks the JSON records of one file; other events are noted and left alone. */
export const connectChecker: MakeRecordChecker = (settings, report, tally) => {
  const sensors = new SensorHistory(report, settings.maxRemembered);
  const checkObject = ({ fields, duplicates }: JsonObject) => {
    const form = formOf(fields);
    if (!form) {
      report(
        'input/unknown-form',
        'UNEXPECTED',
        'record',
        'a Falcon event: event_simpleName, #event_simpleName, or the five keys of the table form',
        [...fields.keys()].slice(0, 10).join(' '),
      );
      return;
    }
    const name = eventNameOf(fields);
    if (name?.kind === 'string' && !isEvent(name)) {
      if (settings.stream) sensors.note(name.text, fields);
      report('input/not-checked', 'NOT_CHECKED', 'event_simpleName', 'NetworkConnectIP6', name.text);
      return;
    }
    tally.record(form);
    const connect = readConnect(fields, duplicates, form, report);
    if (settings.stream) sensors.check(connect);
  };
  return {
    check: (text) => {
      const result = parseJsonObject(text);
      if ('object' in result) checkObject(result.object);
      else if ('other' in result) report('falcon-ip6/object', 'WRONG_TYPE', 'record', 'a JSON object', text);
      else reportFault(text, result.fault, report);
    },
    end: () => {
      if (settings.stream) sensors.end();
    },
  };
};

/** JSON that is wrong at its very end was cut off. */
export function reportFault(text: string, { expected, at }: JsonFault, report: Report): void {
  if (at >= text.length) report('input/truncated', 'MISSING', 'record', `${expected} after "${text.slice(-40)}"`);
  else report('input/json-syntax', 'MALFORMED', 'record', `${expected} at character ${at + 1}`, text.slice(at, at + 60));
}
