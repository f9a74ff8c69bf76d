import type { SensorId } from './sensors.js';

/** One event before it is written in a form: every value is the text of the sensor. */
export interface FalconDraft {
  readonly sensor: SensorId;
  /** Name of the host, which most events do not carry. */
  readonly computer: string;
  /** By the wire names, in the order in which the feed writes them. */
  readonly fields: Readonly<Record<string, string>>;
}

/** The same draft with other values; a field that it lacks is put at the end. */
export function withFields(draft: FalconDraft, values: Readonly<Record<string, string>>): FalconDraft {
  return { ...draft, fields: { ...draft.fields, ...values } };
}

/** The same draft without some of its fields. */
export function withoutFields(draft: FalconDraft, ...names: readonly string[]): FalconDraft {
  return { ...draft, fields: Object.fromEntries(Object.entries(draft.fields).filter(([name]) => !names.includes(name))) };
}

/** Whether the event is a connect, and not one of the process events that go with it. */
export const isConnect = ({ fields }: FalconDraft): boolean => fields.event_simpleName === 'NetworkConnectIP6';
