import type { Flow } from '../../model/flow.js';
import { writeDecimal, writeFixed } from '../bytes/decimal.js';
import { createSecondWriter, SECOND_LENGTH } from '../bytes/timeWriter.js';
import type { Format } from '../format.js';
import { TemplateCache } from '../templateCache.js';
import { event3, sysmonHost } from './event3.js';
import type { SysmonRecords } from './sysmonRecords.js';
import { winevtShape, winevtValues } from './winevtShape.js';

/** An event of one flow and side, ready but for what differs from record to record. Record ids vary in length, so it is cut there. */
interface Template {
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
  /** Where SystemTime stands in the head, and with how many decimals. */
  readonly systemTime: number;
  readonly decimals: number;
  /** Where UtcTime stands in the tail. */
  readonly utcTime: number;
  /** Where the initiator's port stands in the tail, five digits; -1 where it is always the same and written already. */
  readonly port: number;
}

/** Longest decimal text of a record id: 2^53. */
const RECORD_ID_ROOM = 16;
/** Stands for a port that varies: all of those come from the dynamic range, so they have five digits. */
const VARYING_PORT = '*****';
const DOT = 46;

/** `sysmon-winevt`: what the Windows API returns for an event, and Splunk's add-on reads; one line per event. */
export function sysmonWinevt(flows: readonly Flow[]): Format<SysmonRecords> {
  const templates = new TemplateCache((number) => templateOf(flows[number >> 1]!, number & 1));
  const writeIsoSecond = createSecondWriter('T');
  const writeUtcSecond = createSecondWriter(' ');
  return {
    id: 'sysmon-winevt',
    file: 'sysmon-winevt.xml',
    room(records, i) {
      const { head, tail } = templates.get(records.flow[i]! * 2 + records.side[i]!);
      return head.length + RECORD_ID_ROOM + tail.length;
    },
    write(records, i, out, at) {
      const { head, tail, systemTime, decimals, utcTime, port } = templates.get(records.flow[i]! * 2 + records.side[i]!);
      out.set(head, at);
      const created = records.created[i]!;
      const second = Math.floor(created / 1_000_000);
      const time = at + systemTime;
      writeIsoSecond(out, time, second);
      out[time + SECOND_LENGTH] = DOT;
      const ticks = (created - second * 1_000_000) * 10 + records.tenth[i]!;
      writeFixed(out, time + SECOND_LENGTH + 1, decimals === 9 ? ticks * 100 : ticks, decimals);

      const start = writeDecimal(out, at + head.length, records.recordId[i]!);
      out.set(tail, start);
      const utc = records.utc[i]!;
      const utcSecond = Math.floor(utc / 1_000_000);
      writeUtcSecond(out, start + utcTime, utcSecond);
      writeFixed(out, start + utcTime + SECOND_LENGTH + 1, Math.floor((utc - utcSecond * 1_000_000) / 1000), 3);
      if (port >= 0) writeFixed(out, start + port, records.port[i]!, 5);
      return start + tail.length;
    },
  };
}

function templateOf(flow: Flow, side: number): Template {
  const host = sysmonHost(flow, side === 0 ? 'initiator' : 'responder')!;
  const { timeDigits } = host.os;
  const event = event3(flow, side === 0 ? 'initiator' : 'responder', {
    systemTime: `0000-00-00T00:00:00.${'0'.repeat(timeDigits)}Z`,
    eventRecordId: '',
    utcTime: '0000-00-00 00:00:00.000',
    initiatorPort: flow.sourcePort.kind === 'fixed' ? String(flow.sourcePort.port) : VARYING_PORT,
  });
  const { texts, slots } = winevtShape(event.data.map(([name]) => name));
  const values = winevtValues(event);
  const idSlot = slots.indexOf('EventRecordID');
  const head = assemble(texts, values, 0, idSlot);
  const tail = assemble(texts, values, idSlot + 1, slots.length);
  // Among the two ports only: a rule's name may be anything, asterisks too.
  const varyingPort = slots.findIndex(
    (name, slot) => /^(?:Source|Destination)Port$/u.test(name) && values[slot] === VARYING_PORT,
  );
  return {
    head: head.bytes,
    tail: tail.bytes,
    systemTime: head.positions.get(slots.indexOf('TimeCreated/SystemTime'))!,
    decimals: timeDigits,
    utcTime: tail.positions.get(slots.indexOf('UtcTime'))!,
    port: tail.positions.get(varyingPort) ?? -1,
  };
}

/** Texts and values from slot `from` up to slot `to`, the text before `to` included and behind the last one the line end; and where in the bytes each value begins. */
function assemble(
  texts: readonly string[],
  values: readonly string[],
  from: number,
  to: number,
): { bytes: Uint8Array; positions: Map<number, number> } {
  const parts: Buffer[] = [];
  const positions = new Map<number, number>();
  let length = 0;
  const add = (text: string) => {
    const bytes = Buffer.from(text, 'utf8');
    parts.push(bytes);
    length += bytes.length;
  };
  for (let slot = from; slot < to; slot += 1) {
    add(texts[slot]!);
    positions.set(slot, length);
    add(values[slot]!);
  }
  add(texts[to]!);
  if (to === texts.length - 1) add('\n');
  // All templates are arrays of one kind: copying them is on the path per event.
  return { bytes: new Uint8Array(Buffer.concat(parts)), positions };
}
