import { writeDecimal, writeFixed } from '../bytes/decimal.js';
import { createSecondWriter, SECOND_LENGTH, writeSyslogSecond } from '../bytes/timeWriter.js';
import { fixedSlot, type Slot } from '../template/slot.js';
import type { SysmonRecords } from './sysmonRecords.js';

type SysmonSlot = Slot<SysmonRecords>;

const writeIsoSecond = createSecondWriter('T');
const writeUtcSecond = createSecondWriter(' ');

const systemTime = (decimals: 7 | 9): SysmonSlot =>
  fixedSlot(`0000-00-00T00:00:00.${'0'.repeat(decimals)}Z`, (out, at, { created, tenth }, i) => {
    const time = created[i]!;
    const second = Math.floor(time / 1_000_000);
    writeIsoSecond(out, at, second);
    const ticks = (time - second * 1_000_000) * 10 + tenth[i]!;
    writeFixed(out, at + SECOND_LENGTH + 1, decimals === 9 ? ticks * 100 : ticks, decimals);
  });

/** @param writeSecond - With `T` or a blank. @param blank - Of 23 characters, and perhaps a zone. */
const milliseconds = (
  column: 'created' | 'utc' | 'arrival',
  blank: string,
  writeSecond: (out: Uint8Array, at: number, second: number) => void,
): SysmonSlot =>
  fixedSlot(blank, (out, at, records, i) => {
    const time = records[column][i]!;
    const second = Math.floor(time / 1_000_000);
    writeSecond(out, at, second);
    writeFixed(out, at + SECOND_LENGTH + 1, Math.floor((time - second * 1_000_000) / 1000), 3);
  });

const ISO = '0000-00-00T00:00:00.000Z';

/** What differs from record to record, by what it is. */
export const sysmonSlots = {
  /** TimeCreated in 100 ns, as newer and as older Windows write it. */
  systemTime7: systemTime(7),
  systemTime9: systemTime(9),
  /** TimeCreated and arrival in milliseconds. */
  created: milliseconds('created', ISO, writeIsoSecond),
  received: milliseconds('arrival', ISO, writeIsoSecond),
  /** UtcTime as Sysmon writes it, and as others do. */
  utcTime: milliseconds('utc', '0000-00-00 00:00:00.000', writeUtcSecond),
  utcIso: milliseconds('utc', ISO, writeIsoSecond),
  /** TimeCreated as syslog writes it. */
  syslogTime: fixedSlot('*'.repeat(15), (out, at, { created }, i) =>
    writeSyslogSecond(out, at, Math.floor(created[i]! / 1_000_000)),
  ),
  /** At most 2^53: 16 digits. */
  recordId: { most: 16, write: (out, at, { recordId }, i) => writeDecimal(out, at, recordId[i]!) },
  /** The initiator's, where it varies: those ports come from a dynamic range and have five digits. */
  port: fixedSlot('*****', (out, at, { port }, i) => writeFixed(out, at, port[i]!, 5)),
} as const satisfies Record<string, SysmonSlot>;
