import type { TextFormat } from '../../format.js';
import type { Event3 } from '../event3.js';
import { eventXml } from '../xml/eventShape.js';
import { xmlText } from '../xml/xmlText.js';

/** The Windows API: one line, single quotes, no blank before `/>`, an empty value between two tags. Sysmon for Linux: double quotes. */
export const winevtText = (event: Event3): string =>
  eventXml(event, { quote: event.platform === 'linux' ? '"' : "'", spread: false });

/** What the Windows API returns for an event, and Splunk's add-on reads; of Linux hosts what Sysmon hands to syslog. */
export const sysmonWinevt: TextFormat = {
  file: 'sysmon-winevt.xml',
  summary: 'event XML of the Windows API, one line per event',
  namesFields: true,
  escapeValue: (value) => xmlText(value, "'"),
  sysmon({ event, flow, side, varying }) {
    const { sysmon, name } = flow[side].host!;
    return sysmon!.syslogPrefix ? `${varying.syslogTime} ${name} sysmon: ${winevtText(event)}` : winevtText(event);
  },
};
