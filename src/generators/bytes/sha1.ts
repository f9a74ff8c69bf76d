/** Where the message schedule and the result stand; of one thread, so shared. */
const schedule = new Int32Array(80);
const digest = new Int32Array(5);

/**
 * SHA-1 (RFC 3174, section 6.1) of a message that fills one block, for the path per event: a call into node:crypto costs four times as
 * much as the hash of 40 bytes itself.
 *
 * @param block - 16 words: the message, padded.
 * @returns 5 words, until the next call.
 */
export function sha1OfBlock(block: Int32Array): Int32Array {
  for (let i = 0; i < 16; i += 1) schedule[i] = block[i]!;
  for (let i = 16; i < 80; i += 1) {
    const word = schedule[i - 3]! ^ schedule[i - 8]! ^ schedule[i - 14]! ^ schedule[i - 16]!;
    schedule[i] = (word << 1) | (word >>> 31);
  }
  let a = 0x6745_2301;
  let b = 0xefcd_ab89 | 0;
  let c = 0x98ba_dcfe | 0;
  let d = 0x1032_5476;
  let e = 0xc3d2_e1f0 | 0;
  let next = 0;
  // Four loops of twenty rounds, each with its own function and constant: one loop would ask which it is in eighty times.
  for (let i = 0; i < 20; i += 1) {
    next = (((a << 5) | (a >>> 27)) + ((b & c) | (~b & d)) + e + 0x5a82_7999 + schedule[i]!) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  for (let i = 20; i < 40; i += 1) {
    next = (((a << 5) | (a >>> 27)) + (b ^ c ^ d) + e + 0x6ed9_eba1 + schedule[i]!) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  for (let i = 40; i < 60; i += 1) {
    next = (((a << 5) | (a >>> 27)) + ((b & c) | (b & d) | (c & d)) + e + 0x8f1b_bcdc + schedule[i]!) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  for (let i = 60; i < 80; i += 1) {
    next = (((a << 5) | (a >>> 27)) + (b ^ c ^ d) + e + 0xca62_c1d6 + schedule[i]!) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  digest[0] = (a + 0x6745_2301) | 0;
  digest[1] = (b + 0xefcd_ab89) | 0;
  digest[2] = (c + 0x98ba_dcfe) | 0;
  digest[3] = (d + 0x1032_5476) | 0;
  digest[4] = (e + 0xc3d2_e1f0) | 0;
  return digest;
}

/** A message of at most 55 bytes as its one block: a bit behind it, zeros, its length in bits. */
export function blockOf(message: Uint8Array): Int32Array {
  const bytes = new Uint8Array(64);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(60, message.length * 8);
  return Int32Array.from({ length: 16 }, (_, word) => view.getInt32(word * 4));
}
