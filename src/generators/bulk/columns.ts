import type { FalconRecords } from '../crowdstrike/falconRecords.js';
import type { SysmonRecords } from '../sysmon/sysmonRecords.js';

/** Columns in the order in which the bulk writer has them. */
export const SYSMON_COLUMNS = [
  'flow', 'side', 'keyLow', 'keyHigh', 'port', 'recordId', 'created', 'tenth', 'utc', 'arrival',
] as const satisfies readonly (keyof SysmonRecords)[]; // biome-ignore format: a list
export const FALCON_COLUMNS = [
  'flow', 'keyLow', 'keyHigh', 'port', 'context', 'arrival',
] as const satisfies readonly (keyof FalconRecords)[]; // biome-ignore format: a list

/** Number of a column among all. */
export function columnNumber(sensor: 'sysmon' | 'falcon', name: string): number {
  const place = (sensor === 'sysmon' ? SYSMON_COLUMNS : FALCON_COLUMNS).indexOf(name as never);
  if (place < 0) throw new RangeError(`records of ${sensor} have no column ${name}`);
  return sensor === 'sysmon' ? place : SYSMON_COLUMNS.length + place;
}
