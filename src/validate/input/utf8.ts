import { isUtf8 } from 'node:buffer';

export interface Decoded {
  readonly text: string;
  /** How many line feeds come before each line with invalid bytes. */
  readonly invalidAfter: readonly number[];
}

const LINE_FEED = 0x0a;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Decodes bytes that may not be UTF-8, and says which lines are not. */
export function decodeUtf8(bytes: Uint8Array): Decoded {
  return { text: decoder.decode(bytes), invalidAfter: isUtf8(bytes) ? [] : invalidLines(bytes) };
}

/** Bytes at the end that begin a character which further bytes may complete. */
export function lengthOfOpenSequence(bytes: Uint8Array): number {
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
