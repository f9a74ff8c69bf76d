export type Utf16 = 'little-endian' | 'big-endian';

/** Files that we read begin with two characters of ASCII. */
const isAscii = (byte: number | undefined) => byte === undefined || (byte > 0 && byte < 0x80);
const isZero = (byte: number | undefined) => byte === undefined || byte === 0;

/** Recognises UTF-16 by its byte order mark or, failing that, by the zeros in its first two characters. */
export function utf16Of(head: Uint8Array): Utf16 | undefined {
  const [first, second, third, fourth] = head;
  if (first === 0xff && second === 0xfe) return 'little-endian';
  if (first === 0xfe && second === 0xff) return 'big-endian';
  if (second === undefined) return undefined;
  if (isAscii(first) && second === 0 && isAscii(third) && isZero(fourth)) return 'little-endian';
  return first === 0 && isAscii(second) && isZero(third) && isAscii(fourth) ? 'big-endian' : undefined;
}

const STREAM = { stream: true };

/** Turns UTF-16 that arrives in pieces into UTF-8. Windows tools save event logs so. Half a surrogate pair becomes U+FFFD. */
export class Utf16Decoder {
  readonly #decoder = new TextDecoder('utf-16le', { ignoreBOM: true });
  readonly #encoding: Utf16;
  #odd: Buffer = Buffer.alloc(0);

  constructor(encoding: Utf16) {
    this.#encoding = encoding;
  }

  push(bytes: Buffer): Buffer {
    if (this.#encoding === 'little-endian') return Buffer.from(this.#decoder.decode(bytes, STREAM));
    const whole = Buffer.concat([this.#odd, bytes]);
    const even = whole.length & ~1;
    this.#odd = whole.subarray(even);
    return Buffer.from(this.#decoder.decode(Buffer.from(whole.subarray(0, even)).swap16(), STREAM));
  }

  end(): Buffer {
    return Buffer.from(this.#decoder.decode() + (this.#odd.length > 0 ? '\uFFFD' : ''));
  }
}
