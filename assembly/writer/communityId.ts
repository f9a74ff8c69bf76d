import { LETTERS, SCHEDULE } from './memory';

/** What the template has about the flow: both orders of its block, 16 words each; then as below, i32. */
const BACKWARDS: i32 = 64;
const PORTS_WORD: i32 = 128;
/** Below, equal to or above zero: how the initiator's address compares to the other. */
const COMPARED: i32 = 132;
const DESTINATION_PORT: i32 = 136;

const EQUALS: i32 = 61;

/** Writes the Community ID of a flow behind its version: `src/generators/elastic/communityId.ts` says what it is. */
export function writeCommunityId(at: i32, about: i32, port: i32): void {
  const compared = load<i32>(about, COMPARED);
  const destination = load<i32>(about, DESTINATION_PORT);
  const inOrder = compared < 0 || (compared == 0 && port <= destination);
  memory.copy(SCHEDULE, inOrder ? about : about + BACKWARDS, 64);
  const ports = inOrder ? (port << 16) | destination : (destination << 16) | port;
  store<i32>(SCHEDULE + (load<i32>(about, PORTS_WORD) << 2), ports);
  sha1();
  writeBase64(at + 2);
}

/** A word of the schedule behind the first sixteen. */
@inline
function scheduled(at: i32): u32 {
  const word = rotl<u32>(load<u32>(at - 12) ^ load<u32>(at - 32) ^ load<u32>(at - 56) ^ load<u32>(at - 64), 1);
  store<u32>(at, word);
  return word;
}

/** SHA-1 (RFC 3174, section 6.1) of one block; the result stands in the first five words of the schedule. */
function sha1(): void {
  let a: u32 = 0x6745_2301;
  let b: u32 = 0xefcd_ab89;
  let c: u32 = 0x98ba_dcfe;
  let d: u32 = 0x1032_5476;
  let e: u32 = 0xc3d2_e1f0;
  let at = SCHEDULE;
  // A loop for each function and constant, and one for the words that are there: one for all would ask which it is in eighty times.
  for (; at < SCHEDULE + 16 * 4; at += 4) {
    const next = rotl<u32>(a, 5) + ((b & c) | (~b & d)) + e + 0x5a82_7999 + load<u32>(at);
    e = d;
    d = c;
    c = rotl<u32>(b, 30);
    b = a;
    a = next;
  }
  for (; at < SCHEDULE + 20 * 4; at += 4) {
    const next = rotl<u32>(a, 5) + ((b & c) | (~b & d)) + e + 0x5a82_7999 + scheduled(at);
    e = d;
    d = c;
    c = rotl<u32>(b, 30);
    b = a;
    a = next;
  }
  for (; at < SCHEDULE + 40 * 4; at += 4) {
    const next = rotl<u32>(a, 5) + (b ^ c ^ d) + e + 0x6ed9_eba1 + scheduled(at);
    e = d;
    d = c;
    c = rotl<u32>(b, 30);
    b = a;
    a = next;
  }
  for (; at < SCHEDULE + 60 * 4; at += 4) {
    const next = rotl<u32>(a, 5) + ((b & c) | (b & d) | (c & d)) + e + 0x8f1b_bcdc + scheduled(at);
    e = d;
    d = c;
    c = rotl<u32>(b, 30);
    b = a;
    a = next;
  }
  for (; at < SCHEDULE + 80 * 4; at += 4) {
    const next = rotl<u32>(a, 5) + (b ^ c ^ d) + e + 0xca62_c1d6 + scheduled(at);
    e = d;
    d = c;
    c = rotl<u32>(b, 30);
    b = a;
    a = next;
  }
  store<u32>(SCHEDULE, a + 0x6745_2301);
  store<u32>(SCHEDULE, b + 0xefcd_ab89, 4);
  store<u32>(SCHEDULE, c + 0x98ba_dcfe, 8);
  store<u32>(SCHEDULE, d + 0x1032_5476, 12);
  store<u32>(SCHEDULE, e + 0xc3d2_e1f0, 16);
}

@inline
function byteAt(i: i32): u32 {
  return (load<u32>(SCHEDULE + (i & ~3)) >>> (24 - ((i & 3) << 3))) & 0xff;
}

/** The characters of base64 (RFC 4648, section 4), for each number of six bits. */
export function initLetters(): void {
  for (let six = 0; six < 64; six += 1) {
    const letter = six < 26 ? 65 + six : six < 52 ? 71 + six : six < 62 ? six - 4 : six == 62 ? 43 : 47;
    store<u8>(LETTERS + six, letter);
  }
}

@inline
function letter(six: u32): u32 {
  return load<u8>(LETTERS + <i32>six);
}

/** 20 bytes as 28 characters. */
function writeBase64(at: i32): void {
  let to = at;
  for (let i = 0; i < 18; i += 3, to += 4) {
    const three = (byteAt(i) << 16) | (byteAt(i + 1) << 8) | byteAt(i + 2);
    store<u8>(to, letter(three >>> 18));
    store<u8>(to, letter((three >>> 12) & 63), 1);
    store<u8>(to, letter((three >>> 6) & 63), 2);
    store<u8>(to, letter(three & 63), 3);
  }
  const two = (byteAt(18) << 8) | byteAt(19);
  store<u8>(to, letter(two >>> 10));
  store<u8>(to, letter((two >>> 4) & 63), 1);
  store<u8>(to, letter((two << 2) & 63), 2);
  store<u8>(to, EQUALS, 3);
}
