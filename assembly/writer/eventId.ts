import { keyed32 } from '../shared/keyed32';
import { TWO_DIGITS } from './memory';

/** As `src/generators/crowdstrike/eventId.ts`, which says where these numbers come from. */
const RANDOM_SINCE: i64 = 1_640_995_200_000;
const GREGORIAN: i64 = 12_219_292_800_000;
const ID: u32 = 0x4000_0000;
const HYPHEN: i32 = 45;
/** Second, sixth, tenth and fourteenth of each sixteen: the first bytes of network addresses. */
const NODE_BYTES: u32 = 0x0e0a_0602;

/** Writes the UUID of the event about a connection. @param received - Milliseconds since 1970-01-01 UTC. */
export function writeEventId(at: i32, keyLow: u32, keyHigh: u32, received: i64): void {
  let a = keyed32(keyLow, keyHigh, ID, 0);
  let b = keyed32(keyLow, keyHigh, ID, 1);
  let c = keyed32(keyHigh, keyLow, ID, 2);
  const d = keyed32(keyHigh, keyLow, ID, 3);
  if (received >= RANDOM_SINCE) b = (b & 0xffff_0fff) | 0x4000;
  else {
    const ticks = (received + GREGORIAN) * 10_000 + (a % 10_000);
    a = <u32>ticks;
    const high = <u32>(ticks >>> 32);
    b = ((high & 0xffff) << 16) | ((high >>> 16) & 0x0fff) | 0x1000;
    c = (c & 0xffff_0000) | (((NODE_BYTES >>> ((d & 3) << 3)) & 0xff) << 8) | (c & 0xff);
  }
  c = (c & 0x3fff_ffff) | 0x8000_0000;
  writeHex(at, a, 8);
  store<u8>(at, HYPHEN, 8);
  writeHex(at + 9, b >>> 16, 4);
  store<u8>(at, HYPHEN, 13);
  writeHex(at + 14, b & 0xffff, 4);
  store<u8>(at, HYPHEN, 18);
  writeHex(at + 19, c >>> 16, 4);
  store<u8>(at, HYPHEN, 23);
  writeHex(at + 24, c & 0xffff, 4);
  writeHex(at + 28, d, 8);
}

/** `00` to `ff` in lower case, one after the other: two digits at a time are a look-up. */
export function initHex(): void {
  for (let byte = 0; byte < 256; byte += 1) {
    store<u8>(TWO_DIGITS + byte * 2, digitOf(byte >> 4));
    store<u8>(TWO_DIGITS + byte * 2, digitOf(byte & 15), 1);
  }
}

function digitOf(value: i32): i32 {
  return value < 10 ? 48 + value : 87 + value;
}

/** So many digits, an even number, from the highest. */
@inline
function writeHex(at: i32, value: u32, digits: i32): void {
  for (let i = 0; i < digits; i += 2) {
    const byte = (value >>> ((digits - 2 - i) << 2)) & 0xff;
    store<u16>(at + i, load<u16>(TWO_DIGITS + <i32>(byte << 1)));
  }
}
