import { isUtf8 } from 'node:buffer';

export interface DecodedChunk {
  readonly text: string;
  /** How many line feeds of this chunk come before each line with invalid bytes. */
  readonly invalidAfter: readonly number[];
}

const LINE_FEED = 0x0a;

/** Decodes UTF-8 that arrives in pieces, and says which lines were not UTF-8. */
export class Utf8Decoder {
  readonly #decoder = new TextDecoder('utf-8');
  #tail: Uint8Array = new Uint8Array(0);

  push(chunk: Uint8Array): DecodedChunk {
    const bytes = this.#tail.length === 0 ? chunk : Buffer.concat([this.#tail, chunk]);
    const whole = bytes.length - lengthOfOpenSequence(bytes);
    this.#tail = bytes.slice(whole);
    return this.#decode(bytes.subarray(0, whole), true);
  }

  end(): DecodedChunk {
    return this.#decode(this.#tail, false);
  }

  #decode(bytes: Uint8Array, stream: boolean): DecodedChunk {
    return { text: this.#decoder.decode(bytes, { stream }), invalidAfter: isUtf8(bytes) ? [] : invalidLines(bytes) };
  }
}

/** Bytes at the end that begin a character which the next chunk may complete. */
function lengthOfOpenSequence(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? back : 0;
    }
  }
  return 0;
}

function invalidLines(bytes: Uint8Array): number[] {
  const found: number[] = [];
  let start = 0;
  for (let lines = 0; start <= bytes.length; lines += 1) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const end = feed === -1 ? bytes.length : feed;
    if (!isUtf8(bytes.subarray(start, end))) found.push(lines);
    start = end + 1;
  }
  return found;
}
