import type { Judged } from '../record/judged.js';
import { Segment } from './segment.js';

const SIZE = 1 << 13;
/** Half full at most; then everything is forgotten, which costs time and nothing else. */
const MOST = SIZE >> 1;

/** A value that was judged, and the raw bytes that it was judged from. */
export interface Remembered {
  readonly table: ByteTable | undefined;
  readonly raw: Segment;
  readonly value: Judged;
  /** What was remembered next in a record when this was met last: after a process mostly its image, after a host its address. */
  follower: Remembered | undefined;
}

/** Judged values by their raw bytes. */
export class ByteTable {
  #entries: Remembered[] = [];
  #slots = new Int32Array(SIZE);

  get(view: DataView, start: number, end: number): Remembered | undefined {
    const length = end - start;
    const slots = this.#slots;
    for (let at = hash(view, start, end) & (SIZE - 1); ; at = (at + 1) & (SIZE - 1)) {
      const index = slots[at]!;
      if (index === 0) return undefined;
      const entry = this.#entries[index - 1]!;
      if (entry.raw.length === length && entry.raw.match(view, start, end) === end) return entry;
    }
  }

  set(view: DataView, start: number, end: number, value: Judged): Remembered {
    if (this.#entries.length >= MOST) {
      this.#entries = [];
      this.#slots = new Int32Array(SIZE);
    }
    let at = hash(view, start, end) & (SIZE - 1);
    while (this.#slots[at] !== 0) at = (at + 1) & (SIZE - 1);
    const raw = new Segment(new Uint8Array(view.buffer, view.byteOffset + start, end - start));
    const entry: Remembered = { table: this, raw, value, follower: undefined };
    this.#entries.push(entry);
    this.#slots[at] = this.#entries.length;
    return entry;
  }
}

/** FNV-1a over words of four bytes: good enough for a table that compares the bytes as well. */
function hash(view: DataView, start: number, end: number): number {
  let h = 0x811c9dc5 ^ (end - start);
  let p = start;
  for (; p + 4 <= end; p += 4) h = Math.imul(h ^ view.getInt32(p, true), 0x01000193) ^ (h >>> 15);
  for (; p < end; p += 1) h = Math.imul(h ^ view.getUint8(p), 0x01000193);
  return h ^ (h >>> 16);
}
