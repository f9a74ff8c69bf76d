import type { FieldKind } from '../record/fieldKind.js';
import { Judged } from '../record/judged.js';
import { parseMoment } from '../text/time.js';

const truth =
  (yes: readonly string[], no: readonly string[]): FieldKind['judge'] =>
  (text) => {
    const judged = new Judged(text);
    if (yes.includes(text)) judged.flag = true;
    else if (no.includes(text)) judged.flag = false;
    return judged;
  };

/** `network.direction`: the words of the schema for a host's own view, and those of its older versions. Others say nothing. */
export const direction: FieldKind = { judge: truth(['egress', 'outbound'], ['ingress', 'inbound']) };

/** `network.type`. */
export const networkType: FieldKind = { judge: truth(['ipv6'], ['ipv4']) };

/** The data dictionary says "date" and no more: ISO 8601, or Sysmon's own text. */
export const dictionaryTime: FieldKind = {
  scan: { as: 'iso-millis' },
  judge: (text) => {
    const moment = parseMoment(text);
    const expected = 'a date and time in UTC, like 2026-03-10T09:09:01.218Z';
    const judged = new Judged(text, moment ? [] : [{ check: 'sysmon3/utc-time', code: 'MALFORMED', expected }]);
    if (moment) judged.number = moment.ms;
    return judged;
  },
};
