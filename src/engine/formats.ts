import { type FormatId, formats, type SensorFormats, sensorFormats } from '../generators/index.js';
import type { Plan } from '../scenarios/plan.js';

export const SENSORS = ['sysmon', 'falcon'] as const;

export type Sensor = (typeof SENSORS)[number];

/** The sensors whose records a format writes. */
export function sensorsOf(id: FormatId): readonly Sensor[] {
  return SENSORS.filter((sensor) => sensor in formats[id]);
}

/** Makes a format ready for the flows of a plan. */
export function openFormat(id: FormatId, plan: Plan): SensorFormats {
  return sensorFormats(formats[id], plan.flows, pinnedIds(plan));
}

/** By flow: the UUID of a Falcon event that the story fixes. */
export function pinnedIds({ pins }: Plan): Map<number, string> {
  return new Map(pins.flatMap(({ flow, initiator }) => (initiator?.id === undefined ? [] : [[flow, initiator.id]])));
}
