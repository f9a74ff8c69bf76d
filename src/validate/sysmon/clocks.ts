import type { RawRecord } from '../record/rawRecord.js';
import { F } from './fields.js';
import type { Platform } from './recordChecks.js';

/** Milliseconds by which TimeCreated may be after UtcTime. On Linux the two are of one moment, and either may come first. */
const LEAST: Readonly<Record<Platform, number>> = { windows: 300, linux: -1000 };
const MOST = 15_000;
const EXPECTED: Readonly<Record<Platform, string>> = {
  windows: '0.3 to 15 s after UtcTime',
  linux: '1 s before to 15 s after UtcTime',
};
/** Seconds. None of the real events is more than a year after its process; servers that nobody restarts for longer there are. */
const OLDEST = 2 * 366 * 86_400;

/** The two clocks of one record, and the start of its process. */
export function checkClocks(record: RawRecord, platform: Platform): void {
  const late = lagOf(record);
  if (isOdd(late, platform)) sayLag(record, late, platform);
  checkStart(record, 0);
}

/** Milliseconds from UtcTime to TimeCreated; `NaN` where either is unknown. */
export function lagOf(record: RawRecord): number {
  return record.number(F.SystemTime) - record.number(F.UtcTime);
}

/** True for a lag that no healthy host has. */
export function isOdd(late: number, platform: Platform): boolean {
  return late < LEAST[platform] || late > MOST;
}

/** Whether two clocks are off by the same, give or take the time until a record is written. */
export function isSameOffset(late: number, known: number): boolean {
  return Math.abs(late - known) <= MOST;
}

export function sayLag(record: RawRecord, late: number, platform: Platform): void {
  record.say('sysmon3/lag', 'UNUSUAL', F.SystemTime, EXPECTED[platform], `${late / 1000} s`);
}

/**
 * A connection is made after its process began.
 *
 * @param offset - Milliseconds by which the clock of UtcTime is known to be late.
 * @returns False if it says otherwise.
 */
export function checkStart(record: RawRecord, offset: number): boolean {
  const guid = record.value(F.ProcessGuid)?.guid;
  const at = record.number(F.UtcTime) + offset;
  if (!guid || guid.isZero || Number.isNaN(at)) return true;
  const age = Math.floor(at / 1000) - guid.startSecond;
  if (age >= 0 && age <= OLDEST) return true;
  const start = new Date(guid.startSecond * 1000).toISOString().replace('.000', '');
  record.say('sysmon3/process-start', 'INCONSISTENT', F.UtcTime, `0 s to two years after ${start}, the start in ProcessGuid`);
  return false;
}
