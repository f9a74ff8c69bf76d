import { eventId } from '../generators/index.js';
import type { FaultKind } from '../model/faultKind.js';
import type { Flow, Meaning } from '../model/flow.js';
import { processKey } from '../model/process.js';

/** The ground truth about one record: beside the data, never inside. */
export interface Label extends Meaning {
  readonly format: string;
  readonly file: string;
  /** Number of the record in the file, counted from 1: its line in all formats of one line per record. Absent: it never arrives. */
  readonly record?: number;
  /** Name of the host as the record has it, or the sensor's `aid`. */
  readonly host: string;
  readonly EventRecordID?: number;
  /** UUID of a Falcon event. */
  readonly id?: string;
  /** Names the connection: the same for every record of it. 16 hexadecimal digits. */
  readonly connection: string;
  /** The process whose record it is. */
  readonly process: string;
  /** What went wrong with it on its way; absent: nothing. */
  readonly faults?: readonly FaultLabel[];
}

/** What a label says of a fault. */
export interface FaultLabel {
  /** Of the fault. */
  readonly step: string;
  readonly kind: FaultKind;
  /** What a correct pipeline makes of the record. */
  readonly pipeline: string;
}

const hex8 = (value: number) => value.toString(16).padStart(8, '0');

/** @returns 16 hexadecimal digits. */
export function connectionName(keyLow: number, keyHigh: number): string {
  return hex8(keyHigh) + hex8(keyLow);
}

/** The place of the record that a label is of. */
export interface Place {
  readonly format: string;
  readonly file: string;
  readonly record?: number;
}

/** The label of a Sysmon record. @param side - 0: the initiator's, 1: the responder's. */
export function sysmonLabel(place: Place, flow: Flow, side: number, recordId: number, keyLow: number, keyHigh: number): Label {
  const end = side === 0 ? flow.initiator : flow.responder;
  return label(
    place,
    flow,
    { host: end.host!.computer, EventRecordID: recordId, process: processKey(end.process!) },
    keyLow,
    keyHigh,
  );
}

/** The label of a Falcon event. @param received - Milliseconds since 1970-01-01 UTC. */
export function falconLabel(
  place: Place,
  flow: Flow,
  received: number,
  pinnedId: string | undefined,
  keyLow: number,
  keyHigh: number,
): Label {
  const { host, process } = flow.initiator;
  return label(
    place,
    flow,
    { host: host!.falcon!.aid, id: pinnedId ?? eventId(keyLow, keyHigh, received), process: processKey(process!) },
    keyLow,
    keyHigh,
  );
}

function label(
  place: Place,
  { meaning }: Flow,
  own: { host: string; EventRecordID?: number; id?: string; process: string },
  keyLow: number,
  keyHigh: number,
): Label {
  const { process, ...record } = own;
  return { ...place, ...record, ...meaning, connection: connectionName(keyLow, keyHigh), process };
}
