import { half32, wordOf } from '../shared/keyed32';

/** As `src/generators/crowdstrike/eventId.ts`, which says where these numbers come from. */
const RANDOM_SINCE: f64 = 1_640_995_200_000;
const GREGORIAN: i64 = 12_219_292_800_000;
const ID: u32 = 0x4000_0000;
const HYPHEN: i32 = 45;
/** Second, sixth, tenth and fourteenth of each sixteen: the first bytes of network addresses. */
const NODE_BYTES: u32 = 0x0e0a_0602;

/** Writes the UUID of the event about a connection. @param received - Milliseconds since 1970-01-01 UTC. */
export function writeEventId(at: i32, keyLow: u32, keyHigh: u32, received: f64): void {
  const half = half32(keyLow, keyHigh, ID);
  const turned = half32(keyHigh, keyLow, ID);
  let a = wordOf(half, 0);
  let b = wordOf(half, 1);
  let c = wordOf(turned, 2);
  const d = wordOf(turned, 3);
  if (received >= RANDOM_SINCE) b = (b & 0xffff_0fff) | 0x4000;
  else {
    const ticks = (<i64>received + GREGORIAN) * 10_000 + (a % 10_000);
    a = <u32>ticks;
    const high = <u32>(ticks >>> 32);
    b = ((high & 0xffff) << 16) | ((high >>> 16) & 0x0fff) | 0x1000;
    c = (c & 0xffff_0000) | (((NODE_BYTES >>> ((d & 3) << 3)) & 0xff) << 8) | (c & 0xff);
  }
  c = (c & 0x3fff_ffff) | 0x8000_0000;
  // Bytes from the highest of each word, half a byte to a digit.
  const words = i32x4.replace_lane(i32x4.replace_lane(i32x4.replace_lane(i32x4.splat(a), 1, b), 2, c), 3, d);
  const bytes = v128.shuffle<u8>(words, words, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
  const high = v128.shr<u8>(bytes, 4);
  const low = v128.and(bytes, v128.splat<u8>(15));
  const first = digitsOf(v128.shuffle<u8>(high, low, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
  const last = digitsOf(v128.shuffle<u8>(high, low, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31));
  v128.store_lane<u64>(at, first, 0);
  store<u8>(at, HYPHEN, 8);
  v128.store_lane<u32>(at, first, 2, 9);
  store<u8>(at, HYPHEN, 13);
  v128.store_lane<u32>(at, first, 3, 14);
  store<u8>(at, HYPHEN, 18);
  v128.store_lane<u32>(at, last, 0, 19);
  store<u8>(at, HYPHEN, 23);
  v128.store_lane<u32>(at, last, 1, 24);
  v128.store_lane<u64>(at, last, 1, 28);
}

/** Numbers from 0 to 15 as hexadecimal digits. */
@inline
function digitsOf(values: v128): v128 {
  return v128.swizzle(i8x16(48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 97, 98, 99, 100, 101, 102), values);
}
