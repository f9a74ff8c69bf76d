import type { Flow } from '../../model/flow.js';
import { type EventData, event3, type Side } from './event3.js';

/**
 * The data as a forwarder leaves it that drops empty values and names the others by their place: each value behind an empty one moves up by a
 * name, and the last names are gone.
 */
export function shiftedData(data: EventData): EventData {
  const values = data.flatMap(([, value]) => (value === '' ? [] : [value]));
  return values.map((value, n) => [data[n]![0], value] as const);
}

/** Whether a record has an empty value in front of another: else there is nothing to shift. */
export function canShift(flow: Flow, side: Side): boolean {
  const port = flow.sourcePort.kind === 'fixed' ? flow.sourcePort.port : flow.destinationPort;
  const { data } = event3(flow, side, { systemTime: '*', eventRecordId: '*', utcTime: '*', initiatorPort: String(port) });
  const empty = data.findIndex(([, value]) => value === '');
  return empty >= 0 && data.slice(empty).some(([, value]) => value !== '');
}
