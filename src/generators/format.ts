import type { Flow } from '../model/flow.js';
import type { Composition } from './composition/composition.js';
import type { FalconRecords } from './crowdstrike/falconRecords.js';
import type { falconSlots } from './crowdstrike/falconSlots.js';
import type { Event3, Side } from './sysmon/event3.js';
import type { SysmonRecords } from './sysmon/sysmonRecords.js';
import type { sysmonSlots } from './sysmon/sysmonSlots.js';
import type { Slot } from './template/slot.js';
import type { Template } from './template/template.js';

/** Turns the records of one sensor into bytes. */
export interface Format<Records> {
  /** How many bytes the record may take at the most: the caller makes room before it calls {@link write}. */
  room(records: Records, i: number): number;
  /**
   * Writes record `i` with its line end.
   *
   * @returns The position after it.
   */
  write(records: Records, i: number, out: Uint8Array, at: number): number;
  /** Which template a record takes: what the bulk writer asks for by this number. */
  template(number: number): Template<Records>;
  /** How records are put together from parts; absent: each is written whole. */
  readonly composition?: Composition<Records>;
}

/** One record of Sysmon as formats see it when its template is made; the values that vary are marks. */
export interface SysmonAbout {
  readonly flow: Flow;
  readonly side: Side;
  readonly event: Event3;
  /** Marks of values that a format may want besides those in `event`. */
  readonly varying: Readonly<Record<keyof typeof sysmonSlots, string>>;
  /** The mark of a slot of the format's own. */
  readonly mark: (slot: Slot<SysmonRecords>) => string;
}

/** The same of Falcon. */
export interface FalconAbout {
  readonly flow: Flow;
  /** Keys and values as the sensor sends them, in its order. */
  readonly event: Readonly<Record<string, string>>;
  readonly varying: Readonly<Record<keyof typeof falconSlots, string>>;
  readonly mark: (slot: Slot<FalconRecords>) => string;
}

/**
 * A format as a text per record: the whole of what one file has to say to add one. Called once per flow and side; what differs from
 * record to record stands in the text as marks, which end up as slots of a template.
 */
export interface TextFormat {
  /** Name of the file that a run leaves, without the host. */
  readonly file: string;
  /** What it is, for help and lists. */
  readonly summary: string;
  /** A record of Sysmon without its line end; absent: the format has none. */
  readonly sysmon?: (about: SysmonAbout) => string;
  /** An event of Falcon likewise. */
  readonly falcon?: (about: FalconAbout) => string;
  /**
   * Where every value of a Windows host's record stands in the text as it is, whatever it says, but for this escaping (and for an element
   * that is written differently when empty): then records can be put together from parts.
   */
  readonly escapeValue?: (value: string) => string;
  /** Whether it names the fields of Sysmon's data as Sysmon does: then a forwarder may shift them. */
  readonly namesFields?: true;
}
