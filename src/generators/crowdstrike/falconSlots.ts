import { writeFixed, writeLong } from '../bytes/decimal.js';
import { createMillisecondWriter } from '../bytes/timeWriter.js';
import { fixedSlot, type Slot } from '../template/slot.js';
import { EVENT_ID_LENGTH, writeEventId } from './eventId.js';
import type { FalconRecords } from './falconRecords.js';

type FalconSlot = Slot<FalconRecords>;

const ISO = '0000-00-00T00:00:00.000Z';
const writeIso = createMillisecondWriter('T');

/** What differs from event to event, by what it is. */
export const falconSlots = {
  /** Seconds since 1970 with three decimals, on the host's clock. */
  contextTimeStamp: fixedSlot('0000000000.000', { as: 'epoch-seconds', column: 'context' }, (out, at, { context }, i) => {
    const milliseconds = Math.floor(context[i]! / 1000);
    const seconds = Math.floor(milliseconds / 1000);
    writeLong(out, at, seconds, 10);
    writeFixed(out, at + 11, milliseconds - seconds * 1000, 3);
  }),
  contextIso: fixedSlot(ISO, { as: 'iso-millis', column: 'context' }, (out, at, { context }, i) =>
    writeIso(out, at, context[i]!),
  ),
  /** Milliseconds since 1970 at which the cloud received it. */
  timestamp: fixedSlot('0000000000000', { as: 'epoch-millis', column: 'arrival' }, (out, at, { arrival }, i) =>
    writeLong(out, at, Math.floor(arrival[i]! / 1000), 13),
  ),
  timestampIso: fixedSlot(ISO, { as: 'iso-millis', column: 'arrival' }, (out, at, { arrival }, i) =>
    writeIso(out, at, arrival[i]!),
  ),
  /** The UUID, where the story does not fix it. */
  id: fixedSlot('*'.repeat(EVENT_ID_LENGTH), { as: 'event-id' }, (out, at, { keyLow, keyHigh, arrival }, i) =>
    writeEventId(out, at, keyLow[i]!, keyHigh[i]!, Math.floor(arrival[i]! / 1000)),
  ),
  /** The initiator's port, where it varies: those ports come from a dynamic range and have five digits. */
  port: fixedSlot('*****', { as: 'port' }, (out, at, { port }, i) => writeFixed(out, at, port[i]!, 5)),
} as const satisfies Record<string, FalconSlot>;
