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

export function templateOf<Records>(text: TemplateText<Records>): Template<Records> {
  const slots: Slot<Records>[] = [];
  const mark = (slot: Slot<Records>) => {
    const known = slots.indexOf(slot);
    return markOf(known >= 0 ? known : slots.push(slot) - 1);
  };
  const pieces: OpenPiece<Records>[] = [];
  let open = openPiece<Records>();
  for (const part of cutAtMarks(text(mark))) {
    if (typeof part === 'string') {
      open.add(part);
      continue;
    }
    const slot = slots[part]!;
    if ('blank' in slot) open.addSlot(slot);
    else {
      pieces.push(open.close(slot));
      open = openPiece();
    }
  }
  pieces.push(open.close(undefined));
  return {
    room: pieces.reduce((sum, { bytes, then }) => sum + bytes.length + (then?.most ?? 0), 0),
    first: pieces.reduceRight<Piece | undefined>((next, { bytes }) => ({ bytes, next }), undefined)!,
    places: Uint32Array.from(pieces.flatMap(({ places }) => places)),
    layout: shared(pieces.map(({ slots: inPiece, then }) => ({ slots: inPiece, then }))),
  };
}

interface OpenPiece<Records> extends PieceLayout<Records> {
  readonly bytes: Uint8Array;
  readonly places: readonly number[];
}

function openPiece<Records>() {
  const parts: Buffer[] = [];
  const slots: FixedSlot<Records>[] = [];
  const places: number[] = [];
  let length = 0;
  const add = (text: string) => {
    const bytes = Buffer.from(text, 'utf8');
    parts.push(bytes);
    length += bytes.length;
  };
  return {
    add,
    addSlot(slot: FixedSlot<Records>) {
      slots.push(slot);
      places.push(length);
      add(slot.blank);
    },
    // All templates are arrays of one kind: copying them is on the path per event.
    close: (then: VaryingSlot<Records> | undefined): OpenPiece<Records> => ({
      bytes: new Uint8Array(Buffer.concat(parts)),
      slots,
      places,
      then,
    }),
  };
}

/** Layouts that were met last. Formats whose slots belong to a flow have as many as flows, and gain nothing from more of them. */
const known: (readonly PieceLayout<never>[])[] = [];
const MOST_KNOWN = 32;

/** A layout, or one like it that is there already. */
function shared<Records>(layout: readonly PieceLayout<Records>[]): readonly PieceLayout<Records>[] {
  const same = (known as unknown as (readonly PieceLayout<Records>[])[]).find((other) => isLike(layout, other));
  if (same) return same;
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
