import { keyed32 } from '../../random/keyed32.js';

/** UUIDs of events were made from time and machine at first (version 1), and are random (version 4) since 2022. */
const RANDOM_SINCE = Date.UTC(2022, 0, 1);
/** Milliseconds from the start of the Gregorian calendar, 1582-10-15, to 1970 (RFC 9562, section 5.1). */
const GREGORIAN = 12_219_292_800_000;
/** First bytes of the network addresses that a cloud provider's machines have. */
const NODE_BYTES = [0x02, 0x06, 0x0a, 0x0e] as const;

const ID = 0x4000_0000;
/** Length of a UUID as text. */
export const EVENT_ID_LENGTH = 36;

const HEX = '0123456789abcdef';
const digit = Array.from(HEX, (character) => character.charCodeAt(0));
const HYPHEN = 45;

/**
 * Writes the UUID of the event about a connection.
 *
 * @param received - Milliseconds since 1970-01-01 UTC.
 */
export function writeEventId(out: Uint8Array, at: number, keyLow: number, keyHigh: number, received: number): void {
  let a = keyed32(keyLow, keyHigh, ID, 0);
  let b = keyed32(keyLow, keyHigh, ID, 1);
  // The other way round, so that the id has all 64 bits of the connection's name in it, not the 32 that one order leaves.
  let c = keyed32(keyHigh, keyLow, ID, 2);
  const d = keyed32(keyHigh, keyLow, ID, 3);
  if (received >= RANDOM_SINCE) b = (b & 0xffff_0fff) | 0x4000;
  else {
    const { low, high } = uuidTime(received, a % 10_000);
    a = low;
    b = ((high & 0xffff) << 16) | ((high >>> 16) & 0x0fff) | 0x1000;
    c = (c & 0xffff_0000) | (NODE_BYTES[d & 3]! << 8) | (c & 0xff);
  }
  c = (c & 0x3fff_ffff) | 0x8000_0000;
  writeHex(out, at, a, 8);
  out[at + 8] = HYPHEN;
  writeHex(out, at + 9, b >>> 16, 4);
  out[at + 13] = HYPHEN;
  writeHex(out, at + 14, b & 0xffff, 4);
  out[at + 18] = HYPHEN;
  writeHex(out, at + 19, c >>> 16, 4);
  out[at + 23] = HYPHEN;
  writeHex(out, at + 24, c & 0xffff, 4);
  writeHex(out, at + 28, d, 8);
}

/** The same as text. */
export function eventId(keyLow: number, keyHigh: number, received: number): string {
  const text = new Uint8Array(EVENT_ID_LENGTH);
  writeEventId(text, 0, keyLow, keyHigh, received);
  return Buffer.from(text).toString('latin1');
}

function writeHex(out: Uint8Array, at: number, value: number, digits: number): void {
  for (let i = 0; i < digits; i += 1) out[at + i] = digit[(value >>> (4 * (digits - 1 - i))) & 15]!;
}

/** 60 bits of 100-nanosecond units since 1582: the low 32 bits, and the high 28. In steps that stay below 2^53. */
function uuidTime(received: number, hundreds: number): { low: number; high: number } {
  const milliseconds = received + GREGORIAN;
  const lower = (milliseconds % 65_536) * 10_000 + hundreds;
  const upper = Math.floor(milliseconds / 65_536) * 10_000 + Math.floor(lower / 65_536);
  return { low: ((upper % 65_536) * 65_536 + (lower % 65_536)) >>> 0, high: Math.floor(upper / 65_536) >>> 0 };
}
