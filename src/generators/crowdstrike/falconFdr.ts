import type { Flow } from '../../model/flow.js';
import { writeFixed, writeLong } from '../bytes/decimal.js';
import type { Format } from '../format.js';
import { TemplateCache } from '../templateCache.js';
import { EVENT_ID_LENGTH, writeEventId } from './eventId.js';
import type { FalconRecords } from './falconRecords.js';
import { gsonText } from './gsonText.js';
import { networkConnectIp6 } from './networkConnectIp6.js';

/** A line of one flow, ready but for what differs from event to event; all of that has a fixed width. Positions are -1 where nothing varies. */
interface Template {
  readonly line: Uint8Array;
  readonly context: number;
  readonly timestamp: number;
  readonly id: number;
  readonly port: number;
}

const CONTEXT = '0000000000.000';
const TIMESTAMP = '0000000000000';
const ID = '*'.repeat(EVENT_ID_LENGTH);
/** Ports that vary come from the dynamic range: five digits. */
const PORT = '*****';

/**
 * `falcon-fdr`: a line of JSON as Falcon Data Replicator delivers it.
 *
 * @param pinnedIds - By flow, where the story fixes the UUID of a flow's only event.
 */
export function falconFdr(flows: readonly Flow[], pinnedIds: ReadonlyMap<number, string> = new Map()): Format<FalconRecords> {
  const templates = new TemplateCache((flow) => templateOf(flows[flow]!, pinnedIds.get(flow)));
  return {
    id: 'falcon-fdr',
    file: 'falcon-fdr.ndjson',
    room: (records, i) => templates.get(records.flow[i]!).line.length,
    write(records, i, out, at) {
      const { line, context, timestamp, id, port } = templates.get(records.flow[i]!);
      out.set(line, at);
      // The decimal point stands between the seconds and the milliseconds.
      const milliseconds = Math.floor(records.context[i]! / 1000);
      const seconds = Math.floor(milliseconds / 1000);
      writeLong(out, at + context, seconds, 10);
      writeFixed(out, at + context + 11, milliseconds - seconds * 1000, 3);
      const received = Math.floor(records.arrival[i]! / 1000);
      writeLong(out, at + timestamp, received, 13);
      if (id >= 0) writeEventId(out, at + id, records.keyLow[i]!, records.keyHigh[i]!, received);
      if (port >= 0) writeFixed(out, at + port, records.port[i]!, 5);
      return at + line.length;
    },
  };
}

function templateOf(flow: Flow, pinnedId: string | undefined): Template {
  const { sourcePort } = flow;
  const event = networkConnectIp6(flow, {
    contextTimeStamp: CONTEXT,
    timestamp: TIMESTAMP,
    id: pinnedId ?? ID,
    localPort: sourcePort.kind === 'fixed' ? String(sourcePort.port) : PORT,
  });
  const positions = new Map<string, number>();
  let line = '{';
  for (const [key, value] of Object.entries(event)) {
    if (line.length > 1) line += ',';
    line += `${JSON.stringify(key)}:`;
    // Behind the quote; in bytes, since a file name may hold anything.
    positions.set(key, Buffer.byteLength(line) + 1);
    line += gsonText(value);
  }
  return {
    line: new Uint8Array(Buffer.from(`${line}}\n`, 'utf8')),
    context: positions.get('ContextTimeStamp')!,
    timestamp: positions.get('timestamp')!,
    id: pinnedId === undefined ? positions.get('id')! : -1,
    port: sourcePort.kind === 'fixed' ? -1 : positions.get('LocalPort')!,
  };
}
