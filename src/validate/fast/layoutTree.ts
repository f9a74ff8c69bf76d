import type { FieldKind } from '../record/fieldKind.js';
import type { Judged } from '../record/judged.js';
import type { Layout } from '../record/layout.js';
import type { RawRecord } from '../record/rawRecord.js';
import { MOST_FIELDS, OWN } from '../record/recordSlots.js';
import { type Matcher, MISMATCH, NEED_MORE } from './matcher.js';
import { type SlotForm, unescaped } from './slotText.js';

/** A value of a layout, and the constant text before it. */
export interface Part {
  readonly before: Uint8Array;
  readonly form: SlotForm;
  readonly kind: FieldKind | undefined;
  readonly field: number;
}

/** A layout cut into constant text and values. */
export interface Cut {
  readonly parts: readonly Part[];
  readonly after: Uint8Array;
  readonly layout: Layout;
  /** Fields whose value is in the constant text or in no text at all. */
  readonly given: readonly (readonly [field: number, value: Judged])[];
}

/** A layout that was learned. */
interface Known {
  readonly layout: Layout;
  readonly given: readonly (readonly [field: number, value: Judged])[];
  readonly lineFeeds: number;
  /** Whether every record of it has a fault, whatever its values are. */
  readonly isFaulty: boolean;
}

/** What a value is that the matcher found and has not met before. */
interface Edge {
  readonly kind: FieldKind | undefined;
  readonly form: SlotForm;
}

/** So many layouts are learned in one file; the others are left to the complete reader. Real files have one to some dozens. */
const MOST_LAYOUTS = 256;
const LINE_FEED = 0x0a;

/**
 * The fast reader. It is told how records are laid out by records that the complete reader has read, and reads further ones by comparing: a
 * record whose constant text is that of a known layout byte for byte, and whose values hold nothing that would end or escape them, has
 * the structure of that layout, whatever the values are. Everything else is a mismatch and goes to the complete reader.
 *
 * The comparing is done by the matcher, which has a window on the bytes; what values mean is said here, once for each.
 */
export class LayoutTree {
  readonly #matcher: Matcher;
  readonly #record: RawRecord;
  readonly #known: Known[] = [];
  readonly #edges: Edge[] = [];
  readonly #tables = new Map<string, number>();
  readonly #kinds = new Map<FieldKind, number>();
  #bytes: Buffer = Buffer.alloc(0);
  /** The part of the bytes that stands in the window. */
  #from = 0;
  #to = 0;
  #last: Known | undefined;
  /** Its number while the record still is as the last reading left it, else -1. */
  #likely = -1;

  /** @param record - Is filled with the values of each record; has the slots of the matcher. */
  constructor(matcher: Matcher, record: RawRecord) {
    this.#matcher = matcher;
    this.#record = record;
  }

  /** True while it has room for another layout. */
  get learns(): boolean {
    return this.#known.length < MOST_LAYOUTS;
  }

  learn({ parts, after, layout, given }: Cut): void {
    if (!this.learns || !this.#matcher.learnBegin(parts.length)) return;
    for (const { before, form, kind, field } of parts) {
      // A truth value where a number belongs is not read as one.
      const scan = form === 'boolean' ? undefined : kind?.scan;
      const wanted = { form, field: kind ? field : -1, scan, table: kind ? this.#table(kind, form) : 0 };
      const isNew = this.#matcher.learnPart(before, this.#edges.length, wanted);
      if (isNew === undefined) return;
      if (isNew) this.#edges.push({ kind, form });
    }
    if (this.#matcher.learnEnd(after) < 0) return;
    const lineFeeds = [...parts.map(({ before }) => before), after].reduce((sum, bytes) => sum + countLineFeeds(bytes), 0);
    const isFaulty = layout.findings.length > 0 || given.some(([, value]) => value.isFaulty);
    this.#known.push({ layout, given, lineFeeds, isFaulty });
  }

  /** What ends a value is remembered with it, so values that end differently are remembered apart. */
  #table(kind: FieldKind, form: SlotForm): number {
    const number = this.#kinds.get(kind) ?? this.#kinds.size;
    this.#kinds.set(kind, number);
    const key = `${form} ${number}`;
    const table = this.#tables.get(key) ?? this.#tables.size + 1;
    this.#tables.set(key, table);
    return table;
  }

  /** From here on offsets are into these bytes. */
  window(bytes: Buffer): void {
    this.#bytes = bytes;
    this.#from = 0;
    this.#to = 0;
  }

  /**
   * Reads the record that begins here and fills the record with its values.
   *
   * @returns Offset behind it; `MISMATCH` if it has no known layout; `NEED_MORE` if the bytes end before that is certain.
   */
  read(at: number): number {
    if (at < this.#from || at >= this.#to) this.#move(at);
    let end = this.#read(at);
    if (end === NEED_MORE && this.#to < this.#bytes.length && this.#from < at) {
      this.#move(at);
      end = this.#read(at);
    }
    // A record that is longer than the window is one for the complete reader.
    if (end === NEED_MORE && this.#to < this.#bytes.length) end = MISMATCH;
    return end;
  }

  /** The record was filled by somebody else. */
  forget(): void {
    this.#likely = -1;
  }

  /** Line feeds within the record that was read last: they stand in its constant text only. */
  get lineFeeds(): number {
    return this.#last!.lineFeeds;
  }

  #move(at: number): void {
    const { bytes, window, windowSize } = this.#matcher;
    this.#from = at;
    this.#to = Math.min(this.#bytes.length, at + windowSize);
    this.#bytes.copy(bytes, window, at, this.#to);
  }

  #read(at: number): number {
    const matcher = this.#matcher;
    const shift = matcher.window - this.#from;
    const end = matcher.read(at + shift, this.#to + shift, this.#likely);
    const isFaulty = matcher.queued > 0 && this.#judgeQueued();
    if (end < 0) {
      if (!matcher.isAgain) this.#likely = -1;
      return end;
    }
    if (!matcher.isAgain) {
      this.#likely = matcher.known;
      this.#last = this.#known[this.#likely]!;
      this.#record.complete(this.#last.layout, this.#last.given);
    }
    this.#record.filled(isFaulty || matcher.isFaulty || this.#last!.isFaulty);
    return end - shift;
  }

  /** @returns Whether one of them has a fault. */
  #judgeQueued(): boolean {
    const matcher = this.#matcher;
    let isFaulty = false;
    for (let item = 0; item < matcher.queued; item += 1) {
      const id = matcher.queuedValue(item, 0);
      const { kind, form } = this.#edges[matcher.queuedValue(item, 1)]!;
      const raw = matcher.bytes.toString('utf8', matcher.queuedValue(item, 2), matcher.queuedValue(item, 3));
      const value = kind!.judge(unescaped(raw, form));
      this.#record.remember(id, value);
      if (!value.isFaulty) continue;
      isFaulty = true;
      if (id >= OWN + MOST_FIELDS) matcher.noteFaulty(id);
    }
    return isFaulty;
  }
}

function countLineFeeds(bytes: Uint8Array): number {
  return bytes.reduce((count, byte) => (byte === LINE_FEED ? count + 1 : count), 0);
}
