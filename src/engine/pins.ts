import { anchoredWriter, type WriterAnchor } from '../generators/sysmon/anchoredWriter.js';
import type { SysmonWriter } from '../generators/sysmon/writer.js';

/** What pins add to the counters and times of hosts. */
export interface ResolvedPins {
  /** Whether a host's Sysmon records have other ids or times than they would have by themselves. */
  touches(host: number): boolean;
  /** Whether a host's counter of ports stands elsewhere than it would by itself. */
  movesPorts(host: number): boolean;
  /** Whether there is a flow whose event has a pinned time of receipt. */
  readonly receives: boolean;
  writer(host: number, natural: SysmonWriter): SysmonWriter;
  /** Added to the place of the port counter of a connection. */
  portOffset(host: number, flow: number, at: number): number;
  /** Added to a record id. @param side - 0: the initiator's record, 1: the responder's. */
  recordOffset(host: number, flow: number, side: number, at: number): number;
  /** Whether the responder sees a flow's connections the moment they begin, because the time of its record is pinned. */
  immediate(flow: number): boolean;
  /** When the cloud received the event of a flow, microseconds, where that is pinned. */
  received(flow: number): number | undefined;
}

/** From a connection on, a counter stands this much higher than it would by itself. */
export interface Jump {
  readonly at: number;
  readonly flow: number;
  readonly side: number;
  readonly offset: number;
}

/** By host: in the order of their times. The first of a host also holds for all that comes before it, so that the counter runs into it. */
export type Jumps = ReadonlyMap<number, readonly Jump[]>;

export const noPins: ResolvedPins = {
  touches: () => false,
  movesPorts: () => false,
  receives: false,
  writer: (_, natural) => natural,
  portOffset: () => 0,
  recordOffset: () => 0,
  immediate: () => false,
  received: () => undefined,
};

export function pinsFrom(parts: {
  readonly anchors: ReadonlyMap<number, readonly WriterAnchor[]>;
  readonly ports: Jumps;
  readonly records: Jumps;
  readonly immediate: ReadonlySet<number>;
  readonly received: ReadonlyMap<number, number>;
}): ResolvedPins {
  return {
    touches: (host) => parts.anchors.has(host) || parts.records.has(host),
    movesPorts: (host) => parts.ports.has(host),
    receives: parts.received.size > 0,
    writer: (host, natural) => anchoredWriter(natural, parts.anchors.get(host) ?? []),
    portOffset: (host, flow, at) => offsetAt(parts.ports.get(host), flow, 0, at),
    recordOffset: (host, flow, side, at) => offsetAt(parts.records.get(host), flow, side, at),
    immediate: (flow) => parts.immediate.has(flow),
    received: (flow) => parts.received.get(flow),
  };
}

function offsetAt(jumps: readonly Jump[] | undefined, flow: number, side: number, at: number): number {
  if (!jumps) return 0;
  let offset = jumps[0]!.offset;
  for (const jump of jumps) if (at > jump.at || (at === jump.at && flow === jump.flow && side >= jump.side)) offset = jump.offset;
  return offset;
}
