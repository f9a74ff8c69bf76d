import { writeFixed, writeLong } from '../bytes/decimal.js';
import { createSecondWriter, SECOND_LENGTH } from '../bytes/timeWriter.js';
import { fixedSlot, type Slot } from '../template/slot.js';
import { EVENT_ID_LENGTH, writeEventId } from './eventId.js';
import type { FalconRecords } from './falconRecords.js';

type FalconSlot = Slot<FalconRecords>;

const writeIsoSecond = createSecondWriter('T');

const iso = (column: 'context' | 'arrival'): FalconSlot =>
  fixedSlot('0000-00-00T00:00:00.000Z', (out, at, records, i) => {
    const time = records[column][i]!;
    const second = Math.floor(time / 1_000_000);
    writeIsoSecond(out, at, second);
    writeFixed(out, at + SECOND_LENGTH + 1, Math.floor((time - second * 1_000_000) / 1000), 3);
  });

/** What differs from event to event, by what it is. */
export const falconSlots = {
  /** Seconds since 1970 with three decimals, on the host's clock. */
  contextTimeStamp: fixedSlot('0000000000.000', (out, at, { context }, i) => {
    const milliseconds = Math.floor(context[i]! / 1000);
    const seconds = Math.floor(milliseconds / 1000);
    writeLong(out, at, seconds, 10);
    writeFixed(out, at + 11, milliseconds - seconds * 1000, 3);
  }),
  contextIso: iso('context'),
  /** Milliseconds since 1970 at which the cloud received it. */
  timestamp: fixedSlot('0000000000000', (out, at, { arrival }, i) => writeLong(out, at, Math.floor(arrival[i]! / 1000), 13)),
  timestampIso: iso('arrival'),
  /** The UUID, where the story does not fix it. */
  id: fixedSlot('*'.repeat(EVENT_ID_LENGTH), (out, at, { keyLow, keyHigh, arrival }, i) =>
    writeEventId(out, at, keyLow[i]!, keyHigh[i]!, Math.floor(arrival[i]! / 1000)),
  ),
  /** The initiator's port, where it varies: those ports come from a dynamic range and have five digits. */
  port: fixedSlot('*****', (out, at, { port }, i) => writeFixed(out, at, port[i]!, 5)),
} as const satisfies Record<string, FalconSlot>;
