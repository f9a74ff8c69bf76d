import type { TextFormat } from '../../format.js';
import { jsonText } from '../../json/jsonText.js';
import { numberOf } from '../../template/marks.js';

/** Sensor events as LogScale and Next-Gen SIEM show them: the type of event is a tag, and the time of receipt the event's time. */
export const falconLogscale: TextFormat = {
  file: 'falcon-logscale.ndjson',
  summary: 'LogScale / Next-Gen SIEM, #event_simpleName and @timestamp',
  falcon({ event, flow, varying }) {
    const { event_simpleName, ...fields } = event;
    const all = { ...fields, ComputerName: flow.initiator.host!.name };
    return jsonText({
      '#event_simpleName': event_simpleName,
      '#repo': 'base_sensor',
      '@timestamp': numberOf(varying.timestamp),
      ...Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1))),
    });
  },
};
