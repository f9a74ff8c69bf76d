import fc from 'fast-check';
import { expect } from 'vitest';
import {
  createSysmonRecords,
  type FormatId,
  formats,
  type Side,
  type SysmonRecords,
  sensorFormats,
  type TextFormat,
} from '../../src/generators/index.js';
import type { Flow } from '../../src/model/flow.js';
import { dynamicPort, flowArbitrary, microseconds } from './flowArbitrary.js';
import { writeRecord } from './writeRecord.js';
import { writtenInBulk } from './writtenInBulk.js';

/** The columns of one record. Times in microseconds. */
export interface SysmonDraft {
  readonly recordId: number;
  readonly created: number;
  readonly tenth: number;
  readonly utc: number;
  readonly arrival: number;
  readonly port: number;
}

export const sysmonDrafts: fc.Arbitrary<SysmonDraft> = fc.record({
  recordId: fc.oneof(
    fc.integer({ min: 1, max: 2 ** 53 - 1 }),
    fc.nat(1000).map((n) => n + 1),
    fc.constantFrom(999_999_999, 1_000_000_000, 9_999_999_999, 2 ** 53 - 1),
  ),
  created: microseconds,
  tenth: fc.nat(9),
  utc: microseconds,
  arrival: microseconds,
  port: dynamicPort,
});
export const sides = fc.constantFrom<Side>('initiator', 'responder');
/** Flows of both platforms that have Sysmon. */
export const sysmonFlows = flowArbitrary([6, 17], ['ipv4', 'ipv6'], ['windows', 'linux']);

export function sysmonRecordsOf(
  drafts: readonly (SysmonDraft & { readonly side: Side; readonly flow?: number })[],
): SysmonRecords {
  const records = createSysmonRecords();
  for (const { side, flow = 0, ...values } of drafts) {
    const i = records.add();
    records.flow[i] = flow;
    records.side[i] = side === 'initiator' ? 0 : 1;
    records.recordId[i] = values.recordId;
    records.created[i] = values.created;
    records.tenth[i] = values.tenth;
    records.utc[i] = values.utc;
    records.arrival[i] = values.arrival;
    records.port[i] = values.port;
  }
  return records;
}

/** A record of a format with its line end, as both fast writers make it. */
export function fastSysmon(format: FormatId | TextFormat, flow: Flow, side: Side, draft: SysmonDraft): string {
  const text: TextFormat = typeof format === 'string' ? formats[format] : format;
  const opened = sensorFormats(text, [flow]);
  const records = sysmonRecordsOf([{ side, ...draft }]);
  const alone = writeRecord(opened.sysmon!, records);
  expect(writtenInBulk(opened, 1, { sysmon: records })).toEqual([alone]);
  return alone;
}

export const SYSMON_FORMATS = (Object.keys(formats) as FormatId[]).filter((id) => 'sysmon' in formats[id]);
