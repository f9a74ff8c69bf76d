import { FormatError } from '../refuseImpossible.js';
import { cutAtMarks, markOf } from './marks.js';
import type { FixedSlot, Slot, VaryingSlot } from './slot.js';

/** What records of one template have between their bytes: values of fixed width in them, and one of varying width behind them. */
interface PieceLayout<Records> {
  readonly slots: readonly FixedSlot<Records>[];
  readonly then: VaryingSlot<Records> | undefined;
}

/** Bytes up to a value of varying width, or to the end; and what comes behind that. */
interface Piece {
  readonly bytes: Uint8Array;
  readonly next: Piece | undefined;
}

/**
 * A record of one flow and side, ready but for what differs from record to record.
 *
 * There are thousands, most of them out of the processor's cache when their next record comes. So they hold as few objects as can be, and
 * share what most of them have in common.
 */
export interface Template<Records> {
  /** Bytes of the longest record. */
  readonly room: number;
  readonly first: Piece;
  /** Where each slot stands in the bytes of its piece, one piece after the other. */
  readonly places: Uint32Array;
  readonly layout: readonly PieceLayout<Records>[];
}

/** Writes the text of a record with marks for its slots. @param mark - Gives a slot its mark; asked twice, it is written twice. */
export type TemplateText<Records> = (mark: (slot: Slot<Records>) => string) => string;

/** Slots that many templates have, with their marks made once. */
export interface SlotTable<Records, Name extends string> {
  readonly slots: readonly Slot<Records>[];
  readonly marks: Readonly<Record<Name, string>>;
}

export function slotTable<Records, Name extends string>(byName: Readonly<Record<Name, Slot<Records>>>): SlotTable<Records, Name> {
  const names = Object.keys(byName) as Name[];
  return {
    slots: names.map((name) => byName[name]),
    marks: Object.fromEntries(names.map((name, n) => [name, markOf(n)])) as Record<Name, string>,
  };
}

/** @param known - Slots of a {@link slotTable} whose marks the text may hold. */
export function templateOf<Records>(text: TemplateText<Records>, known: readonly Slot<Records>[] = []): Template<Records> {
  const slots = [...known];
  const mark = (slot: Slot<Records>) => {
    const place = slots.indexOf(slot);
    return markOf(place >= 0 ? place : slots.push(slot) - 1);
  };
  const parts = cutAtMarks(text(mark));
  const pieces: OpenPiece<Records>[] = [];
  let open = openPiece<Records>();
  for (const part of parts) {
    if (typeof part === 'string') open.add(part);
    else {
      const slot = slots[part];
      if (!slot) throw new FormatError(`a text of the world holds the mark of slot ${part}, which the template does not have`);
      if ('blank' in slot) open.addSlot(slot);
      else {
        pieces.push(open.close(slot));
        open = openPiece();
      }
    }
  }
  pieces.push(open.close(undefined));
  return {
    room: pieces.reduce((sum, { bytes, then }) => sum + bytes.length + (then?.most ?? 0), 0),
    first: pieces.reduceRight<Piece | undefined>((next, { bytes }) => ({ bytes, next }), undefined)!,
    places: Uint32Array.from(pieces.flatMap(({ places }) => places)),
    layout: shared(pieces),
  };
}

/** A piece with its layout. */
export interface OpenPiece<Records> extends PieceLayout<Records> {
  readonly bytes: Uint8Array;
  /** Where each slot stands in the bytes. */
  readonly places: readonly number[];
}

const encoder = new TextEncoder();

/** Puts a piece together. */
export function openPiece<Records>() {
  const slots: FixedSlot<Records>[] = [];
  const places: number[] = [];
  let text = '';
  return {
    add(constant: string) {
      text += constant;
    },
    addSlot(slot: FixedSlot<Records>) {
      slots.push(slot);
      places.push(text.length);
      text += slot.blank;
    },
    /** Takes away the end of the text behind its last slot. @param from - Where that begins, in the text behind the slot. */
    cut(from: (text: string) => number): string {
      const behind = slots.length === 0 ? 0 : places.at(-1)! + slots.at(-1)!.blank.length;
      const at = behind + from(text.slice(behind));
      const end = text.slice(at);
      text = text.slice(0, at);
      return end;
    },
    /** The text so far; undefined where there are slots in it. */
    textOnly: () => (slots.length === 0 ? text : undefined),
    close(then: VaryingSlot<Records> | undefined): OpenPiece<Records> {
      const bytes = encoder.encode(text);
      // Characters are bytes, but where a name has others than ASCII.
      const inBytes = bytes.length === text.length ? places : places.map((place) => Buffer.byteLength(text.slice(0, place)));
      return { bytes, slots, places: inBytes, then };
    },
  };
}

/** Layouts that were met last. Formats whose slots belong to a flow have as many as flows, and gain nothing from more of them. */
const known: (readonly PieceLayout<never>[])[] = [];
const MOST_KNOWN = 32;

/** The layout of pieces, or one like it that is there already. */
function shared<Records>(pieces: readonly PieceLayout<Records>[]): readonly PieceLayout<Records>[] {
  const same = (known as unknown as (readonly PieceLayout<Records>[])[]).find((other) => isLike(pieces, other));
  if (same) return same;
  const layout = pieces.map(({ slots, then }) => ({ slots, then }));
  if (known.length === MOST_KNOWN) known.shift();
  known.push(layout as unknown as readonly PieceLayout<never>[]);
  return layout;
}

function isLike<Records>(one: readonly PieceLayout<Records>[], other: readonly PieceLayout<Records>[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ slots, then }, p) => {
      const piece = other[p]!;
      return then === piece.then && slots.length === piece.slots.length && slots.every((slot, s) => slot === piece.slots[s]);
    })
  );
}

/** Writes record `i`. @returns The position after it. */
export function writeTemplate<Records>(
  { first, places, layout }: Template<Records>,
  records: Records,
  i: number,
  out: Uint8Array,
  from: number,
): number {
  let at = from;
  let place = 0;
  let piece = first;
  for (let p = 0; p < layout.length; p += 1) {
    const { slots, then } = layout[p]!;
    const { bytes, next } = piece;
    out.set(bytes, at);
    for (let s = 0; s < slots.length; s += 1) slots[s]!.write(out, at + places[place + s]!, records, i);
    place += slots.length;
    at += bytes.length;
    if (then) at = then.write(out, at, records, i);
    if (next) piece = next;
  }
  return at;
}
