import { isUtf8 } from 'node:buffer';

export interface Decoded {
  readonly text: string;
  /** Where in the text the first character stands that replaces invalid bytes, of each line that has one. */
  readonly faults: readonly number[];
}

const LINE_FEED = 0x0a;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Decodes bytes that may not be UTF-8, and says where they are not. */
export function decodeUtf8(bytes: Uint8Array): Decoded {
  if (isUtf8(bytes)) return { text: decoder.decode(bytes), faults: [] };
  const faults: number[] = [];
  let text = '';
  for (let start = 0; start < bytes.length; ) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const line = bytes.subarray(start, feed === -1 ? bytes.length : feed + 1);
    const sound = isUtf8(line) ? line.length : soundLength(line);
    text += decoder.decode(line.subarray(0, sound));
    if (sound < line.length) {
      faults.push(text.length);
      text += decoder.decode(line.subarray(sound));
    }
    start += line.length;
  }
  return { text, faults };
}

/** How many bytes come before the first that is not UTF-8. */
function soundLength(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const begin = bytes.subarray(0, middle);
    if (isUtf8(begin.subarray(0, middle - lengthOfOpenSequence(begin)))) good = middle;
    else bad = middle;
  }
  return good - lengthOfOpenSequence(bytes.subarray(0, good));
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
