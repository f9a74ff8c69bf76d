import type { TextFormat } from '../../format.js';
import { eventXml } from '../xml/eventShape.js';
import { xmlText } from '../xml/xmlText.js';

/** What the XML view of Event Viewer shows, and people paste. Records have several lines. */
export const sysmonViewer: TextFormat = {
  file: 'sysmon-viewer.xml',
  summary: "Event Viewer's XML view, one element per line",
  namesFields: true,
  escapeValue: (value) => xmlText(value, '"'),
  sysmon: ({ event }) => eventXml(event, { quote: '"', spread: true }),
};
