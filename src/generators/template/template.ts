import { cutAtMarks, markOf } from './marks.js';
import type { Slot } from './slot.js';

/** Bytes that are ready but for some values of fixed width in them, and the value of varying width behind them. */
interface Piece<Records> {
  readonly bytes: Uint8Array;
  readonly slots: readonly Slot<Records>[];
  /** Where each of `slots` stands in `bytes`. */
  readonly places: readonly number[];
  readonly then: Slot<Records> | undefined;
}

/** A record of one flow and side, ready but for what differs from record to record. */
export interface Template<Records> {
  readonly pieces: readonly Piece<Records>[];
  /** Bytes of the longest record. */
  readonly room: number;
}

/** Writes the text of a record with marks for its slots. @param mark - Gives a slot its mark; asked twice, it is written twice. */
export type TemplateText<Records> = (mark: (slot: Slot<Records>) => string) => string;

export function templateOf<Records>(text: TemplateText<Records>): Template<Records> {
  const slots: Slot<Records>[] = [];
  const mark = (slot: Slot<Records>) => {
    const known = slots.indexOf(slot);
    return markOf(known >= 0 ? known : slots.push(slot) - 1);
  };
  const pieces: Piece<Records>[] = [];
  let open = openPiece<Records>();
  for (const part of cutAtMarks(text(mark))) {
    if (typeof part === 'string') open.add(part);
    else if (slots[part]!.blank !== undefined) open.addSlot(slots[part]!);
    else {
      pieces.push(open.close(slots[part]));
      open = openPiece();
    }
  }
  pieces.push(open.close(undefined));
  return { pieces, room: pieces.reduce((sum, { bytes, then }) => sum + bytes.length + (then?.most ?? 0), 0) };
}

function openPiece<Records>() {
  const parts: Buffer[] = [];
  const slots: Slot<Records>[] = [];
  const places: number[] = [];
  let length = 0;
  const add = (text: string) => {
    const bytes = Buffer.from(text, 'utf8');
    parts.push(bytes);
    length += bytes.length;
  };
  return {
    add,
    addSlot(slot: Slot<Records>) {
      slots.push(slot);
      places.push(length);
      add(slot.blank!);
    },
    // All templates are arrays of one kind: copying them is on the path per event.
    close: (then: Slot<Records> | undefined): Piece<Records> => ({
      bytes: new Uint8Array(Buffer.concat(parts)),
      slots,
      places,
      then,
    }),
  };
}

/** Writes record `i`. @returns The position after it. */
export function writeTemplate<Records>(
  { pieces }: Template<Records>,
  records: Records,
  i: number,
  out: Uint8Array,
  from: number,
): number {
  let at = from;
  for (let p = 0; p < pieces.length; p += 1) {
    const { bytes, slots, places, then } = pieces[p]!;
    out.set(bytes, at);
    for (let s = 0; s < slots.length; s += 1) slots[s]!.write(out, at + places[s]!, records, i);
    at += bytes.length;
    if (then) at = then.write(out, at, records, i);
  }
  return at;
}
