import type { Flows } from '../../model/flow.js';
import type { Host } from '../../model/host.js';
import { type Composition, cutShape, type Entity, fieldMark } from '../composition/composition.js';
import { endNumbering } from '../composition/endNumbering.js';
import { numbering } from '../composition/numbering.js';
import type { Slot } from '../template/slot.js';
import type { FalconRecords } from './falconRecords.js';
import { falconHost } from './networkConnectIp6.js';

/** Keys by what their values belong to; the others are the same for all flows of a shape. */
const KEYS: Readonly<Record<string, Entity | undefined>> = {
  aid: 'host',
  aip: 'host',
  cid: 'host',
  ConfigBuild: 'host',
  ConfigStateHash: 'host',
  ContextProcessId: 'local end',
  LocalAddressIP6: 'local end',
  ContextBaseFileName: 'local end',
  RemoteAddressIP6: 'remote end',
  RemoteAddressString: 'remote end',
};
const FIELDS = Object.keys(KEYS);
/** The last of the values in a text that shapes differ in. */
const OF_SHAPE = /^.*"(?:Protocol|RemotePort|LocalPort)":"[^"]*/su;
const behindShape = (text: string) => OF_SHAPE.exec(text)?.[0].length ?? 0;

/** Sizes of what a shape's number is made of: it stays below 2^53. */
const CLASSES = 64;
const PROTOCOLS = 256;
const PORTS = 65_536;

export interface FalconParts {
  /** The event of a flow, with marks for what varies. */
  readonly event: (flow: number) => Readonly<Record<string, string>>;
  /** The record's text from such an event. */
  readonly text: (flow: number, event: Readonly<Record<string, string>>) => string;
  readonly escapeValue: (value: string) => string;
  readonly slots: readonly Slot<FalconRecords>[];
  /** Whether the story fixes the flow's UUID. */
  readonly isPinned: (flow: number) => boolean;
}

/** Events of Windows hosts, put together from a part per host, per process and end, and per peer. */
export function falconComposition(
  flows: Flows,
  { event: eventOf, text, escapeValue, slots, isPinned }: FalconParts,
): Composition<FalconRecords> {
  const endNumber = endNumbering(flows);
  const hostNumber = numbering<Host>();
  const keySetNumber = numbering<string>();
  return {
    madeOf(number) {
      const flow = flows.at(number)!;
      const host = falconHost(flow)!;
      if (host.os.platform !== 'windows' || isPinned(number)) return undefined;
      const { sourcePort } = flow;
      const keySet = keySetNumber(host.falcon!.keySet);
      if (keySet >= CLASSES) return undefined;
      const fixed = sourcePort.kind === 'fixed' ? sourcePort.port + 1 : 0;
      const shape = ((keySet * PROTOCOLS + flow.protocol) * PORTS + flow.destinationPort) * (PORTS + 1) + fixed;
      return { shape, entities: [hostNumber(host), endNumber(flow, 'initiator'), endNumber(flow, 'responder')] };
    },
    shape(number) {
      const event = eventOf(number);
      const marked = Object.entries(event).map(([key, value]) => [key, KEYS[key] ? fieldMark(FIELDS.indexOf(key)) : value]);
      return cutShape(text(number, Object.fromEntries(marked)), slots, (field) => KEYS[FIELDS[field]!]!, behindShape);
    },
    // Of the fields in it each belongs to one entity only.
    nameOf: (_, { run }) => run.map((part) => (typeof part === 'string' ? part : fieldMark(part))).join(''),
    text(number, { run }) {
      // Refuses what no record can carry, as it does for a record that is written whole.
      const event = eventOf(number);
      return run.map((part) => (typeof part === 'string' ? part : escapeValue(event[FIELDS[part]!]!))).join('');
    },
  };
}
