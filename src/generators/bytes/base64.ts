const ALPHABET = Uint8Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', (letter) =>
  letter.charCodeAt(0),
);
const EQUALS = 61;

/** Writes the 20 bytes of five words, highest byte first, as 28 characters of base64 (RFC 4648, section 4). */
export function writeBase64OfWords(out: Uint8Array, at: number, words: Int32Array): void {
  const byteAt = (i: number) => (words[i >> 2]! >>> (24 - 8 * (i & 3))) & 0xff;
  let to = at;
  for (let i = 0; i < 18; i += 3) {
    const three = (byteAt(i) << 16) | (byteAt(i + 1) << 8) | byteAt(i + 2);
    out[to++] = ALPHABET[three >>> 18]!;
    out[to++] = ALPHABET[(three >>> 12) & 63]!;
    out[to++] = ALPHABET[(three >>> 6) & 63]!;
    out[to++] = ALPHABET[three & 63]!;
  }
  const two = (byteAt(18) << 8) | byteAt(19);
  out[to++] = ALPHABET[two >>> 10]!;
  out[to++] = ALPHABET[(two >>> 4) & 63]!;
  out[to++] = ALPHABET[(two << 2) & 63]!;
  out[to] = EQUALS;
}
