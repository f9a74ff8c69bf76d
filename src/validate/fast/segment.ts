/** The text goes on behind the bytes that are there. */
export const NEED_MORE = -2;
export const MISMATCH = -1;

const WORD = 8;
const isAscii = (bytes: Uint8Array) => bytes.every((byte) => byte > 0 && byte < 0x7f);

/**
 * A run of bytes to compare with: the constant parts of a layout, and values that were seen before.
 *
 * Eight bytes are compared at a time, as a double: of all that V8 offers this measured fastest, 2.7 times as fast as four bytes as an
 * integer. Doubles of ASCII text are equal only if their bits are; for other text the bytes are compared.
 */
export class Segment {
  readonly bytes: Uint8Array;
  readonly length: number;
  readonly #words: Float64Array;
  /** The last eight bytes, which may overlap the last whole word. */
  readonly #last: number;

  constructor(bytes: Uint8Array) {
    this.bytes = new Uint8Array(bytes); // a Buffer would share its memory with others
    this.length = bytes.length;
    const view = new DataView(this.bytes.buffer);
    const words = isAscii(bytes) ? Math.floor(bytes.length / WORD) : 0;
    this.#words = Float64Array.from({ length: words }, (_, i) => view.getFloat64(i * WORD, true));
    this.#last = words > 0 ? view.getFloat64(bytes.length - WORD, true) : 0;
  }

  /** @returns Offset behind the segment if it stands here, else `MISMATCH`, or `NEED_MORE` where the bytes end too early to tell. */
  match(view: DataView, at: number, end: number): number {
    const stop = at + this.length;
    if (stop > end) return NEED_MORE;
    const words = this.#words;
    const { length } = words;
    let p = at;
    for (let i = 0; i < length; i += 1, p += WORD) if (view.getFloat64(p, true) !== words[i]) return MISMATCH;
    if (length > 0) return view.getFloat64(stop - WORD, true) === this.#last ? stop : MISMATCH;
    const { bytes } = this;
    for (let i = 0; p < stop; i += 1, p += 1) if (view.getUint8(p) !== bytes[i]) return MISMATCH;
    return stop;
  }

  equals(other: Uint8Array): boolean {
    return this.bytes.length === other.length && this.bytes.every((byte, i) => byte === other[i]);
  }
}
