import { type Host, wallTime } from '../../model/host.js';
import { writeDecimal, writeFixed } from '../bytes/decimal.js';
import { createMillisecondWriter, createSecondWriter, SECOND_LENGTH, writeSyslogSecond } from '../bytes/timeWriter.js';
import { fixedSlot, type Slot } from '../template/slot.js';
import type { SysmonRecords } from './sysmonRecords.js';

type SysmonSlot = Slot<SysmonRecords>;

const writeIsoSecond = createSecondWriter('T');

const systemTime = (decimals: 7 | 9): SysmonSlot =>
  fixedSlot(
    `0000-00-00T00:00:00.${'0'.repeat(decimals)}Z`,
    { as: `system-time-${decimals}`, column: 'created' },
    (out, at, { created, tenth }, i) => {
      const time = created[i]!;
      const second = Math.floor(time / 1_000_000);
      writeIsoSecond(out, at, second);
      const ticks = (time - second * 1_000_000) * 10 + tenth[i]!;
      writeFixed(out, at + SECOND_LENGTH + 1, decimals === 9 ? ticks * 100 : ticks, decimals);
    },
  );

const ISO = '0000-00-00T00:00:00.000Z';
const writeIso = createMillisecondWriter('T');
const writeUtc = createMillisecondWriter(' ');

/** What differs from record to record, by what it is. */
export const sysmonSlots = {
  /** TimeCreated in 100 ns, as newer and as older Windows write it. */
  systemTime7: systemTime(7),
  systemTime9: systemTime(9),
  /** TimeCreated in milliseconds. */
  created: fixedSlot(ISO, { as: 'iso-millis', column: 'created' }, (out, at, { created }, i) => writeIso(out, at, created[i]!)),
  /** UtcTime as Sysmon writes it, and as others do. */
  utcTime: fixedSlot('0000-00-00 00:00:00.000', { as: 'utc-millis', column: 'utc' }, (out, at, { utc }, i) =>
    writeUtc(out, at, utc[i]!),
  ),
  utcIso: fixedSlot(ISO, { as: 'iso-millis', column: 'utc' }, (out, at, { utc }, i) => writeIso(out, at, utc[i]!)),
  /** TimeCreated as syslog writes it. */
  syslogTime: fixedSlot('*'.repeat(15), { as: 'syslog-time', column: 'created' }, (out, at, { created }, i) =>
    writeSyslogSecond(out, at, Math.floor(created[i]! / 1_000_000)),
  ),
  /** At most 2^53: 16 digits. */
  recordId: { most: 16, column: 'recordId', write: (out, at, { recordId }, i) => writeDecimal(out, at, recordId[i]!) },
  /** The initiator's, where it varies: those ports come from a dynamic range and have five digits. */
  port: fixedSlot('*****', { as: 'port' }, (out, at, { port }, i) => writeFixed(out, at, port[i]!, 5)),
} as const satisfies Record<string, SysmonSlot>;

const readers = new WeakMap<Host, SysmonSlot>();

/** When a shipper on the host read the record, on the host's own clock: never before it was written. One per host, so that templates share it. */
export function receivedOn(host: Host): SysmonSlot {
  const known = readers.get(host);
  if (known) return known;
  const slot: SysmonSlot = fixedSlot(ISO, { as: 'host-millis', column: 'arrival', host }, (out, at, { arrival }, i) =>
    writeIso(out, at, wallTime(host, arrival[i]!)),
  );
  readers.set(host, slot);
  return slot;
}
