const LINE_FEED = 0x0a;

/** What a {@link LineReader} finds; lines are counted from 1. */
export interface LineSink {
  /** @param bytes - With the line feed, if the line has one. */
  line(bytes: Uint8Array, number: number): void;
  tooLong(number: number): void;
}

/** Cuts bytes that arrive in pieces into lines, in bounded memory: what is too long is passed over. */
export class LineReader {
  readonly #sink: LineSink;
  readonly #longest: number;
  #number = 1;
  #pieces: Uint8Array[] = [];
  #length = 0;

  /** @param longest - Bytes of the longest line that is read, line feed included. */
  constructor(sink: LineSink, longest: number) {
    this.#sink = sink;
    this.#longest = longest;
  }

  push(chunk: Uint8Array): void {
    let start = 0;
    for (let feed = chunk.indexOf(LINE_FEED); feed !== -1; feed = chunk.indexOf(LINE_FEED, start)) {
      this.#take(chunk.subarray(start, feed + 1));
      this.#endLine();
      start = feed + 1;
    }
    if (start < chunk.length) this.#take(chunk.subarray(start));
  }

  end(): void {
    if (this.#length > 0) this.#endLine();
  }

  #take(piece: Uint8Array): void {
    this.#length += piece.length;
    if (this.#length > this.#longest) this.#pieces = [];
    else this.#pieces.push(piece);
  }

  #endLine(): void {
    if (this.#length > this.#longest) this.#sink.tooLong(this.#number);
    else this.#sink.line(this.#pieces.length === 1 ? this.#pieces[0]! : Buffer.concat(this.#pieces), this.#number);
    this.#number += 1;
    this.#pieces = [];
    this.#length = 0;
  }
}
