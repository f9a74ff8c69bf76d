import { MISMATCH, NEED_MORE } from './result';
import { VECTOR } from './same';

/** How the raw text of a slot is written and where it ends; the host has the same list. */
export const TEXT: i32 = 0;
export const DOUBLE_QUOTED: i32 = 1;
export const SINGLE_QUOTED: i32 = 2;
export const STRING: i32 = 3;
export const NUMBER: i32 = 4;
export const BOOLEAN: i32 = 5;

const QUOTE: u8 = 0x22;
const AMPERSAND: u8 = 0x26;
const APOSTROPHE: u8 = 0x27;
const MINUS: u8 = 0x2d;
const POINT: u8 = 0x2e;
const SLASH: u8 = 0x2f;
const ZERO: u8 = 0x30;
const LT: u8 = 0x3c;
const GT: u8 = 0x3e;
const BACKSLASH: u8 = 0x5c;
const FIRST_PRINTABLE: u8 = 0x20;
/** U+FFFE and U+FFFF, which XML forbids, begin with this byte. */
const FIRST_OF_FORBIDDEN: u8 = 0xef;

/** The longest of what a special character may begin: `&quot;`, `\u0041`. */
const LONGEST_ESCAPE: i32 = 6;

/**
 * Finds the end of a raw value.
 *
 * @returns Offset behind the value; `MISMATCH` for anything but a plain one, which the complete reader then looks at.
 */
export function findEnd(form: i32, start: i32, end: i32): i32 {
  switch (form) {
    case TEXT:
      return endOfXml(LT, start, end);
    case STRING:
      return endOfString(start, end);
    case DOUBLE_QUOTED:
      return endOfXml(QUOTE, start, end);
    case SINGLE_QUOTED:
      return endOfXml(APOSTROPHE, start, end);
    case NUMBER:
      return endOfNumber(start, end);
    default:
      return endOfBoolean(start, end);
  }
}

@inline
function isByte(bytes: v128, byte: u8): v128 {
  return i8x16.eq(bytes, i8x16.splat(byte));
}

@inline
function isControl(bytes: v128): v128 {
  return i8x16.lt_u(bytes, i8x16.splat(FIRST_PRINTABLE));
}

@inline
function endOfXml(terminator: u8, start: i32, end: i32): i32 {
  for (let at = start; at < end; at += VECTOR) {
    const bytes = v128.load(at);
    const tags = v128.or(isByte(bytes, LT), isByte(bytes, GT));
    const others = v128.or(isByte(bytes, AMPERSAND), isByte(bytes, FIRST_OF_FORBIDDEN));
    const ends = v128.or(isControl(bytes), isByte(bytes, terminator));
    let specials = i8x16.bitmask(v128.or(v128.or(tags, others), ends));
    for (; specials != 0; specials &= specials - 1) {
      const special = at + ctz(specials);
      if (special >= end) return NEED_MORE;
      const byte = load<u8>(special);
      if (byte == terminator) return special;
      if (special + LONGEST_ESCAPE > end) return NEED_MORE;
      if (byte == AMPERSAND && isEntity(special + 1)) continue;
      if (byte != FIRST_OF_FORBIDDEN || isForbidden(special)) return MISMATCH;
    }
  }
  return NEED_MORE;
}

/** One of `lt; gt; amp; quot; apos;`. */
function isEntity(at: i32): bool {
  const four = load<u32>(at);
  const three = four & 0xff_ffff;
  if (three == 0x3b_746c || three == 0x3b_7467) return true; // lt; gt;
  if (four == 0x3b70_6d61) return true; // amp;
  return (four == 0x746f_7571 || four == 0x736f_7061) && load<u8>(at, 4) == 0x3b; // quot; apos;
}

function isForbidden(at: i32): bool {
  return load<u8>(at, 1) == 0xbf && load<u8>(at, 2) >= 0xbe;
}

function endOfString(start: i32, end: i32): i32 {
  let at = start;
  while (at < end) {
    const bytes = v128.load(at);
    const specials = i8x16.bitmask(v128.or(isControl(bytes), v128.or(isByte(bytes, QUOTE), isByte(bytes, BACKSLASH))));
    if (specials == 0) {
      at += VECTOR;
      continue;
    }
    const special = at + ctz(specials);
    if (special >= end) return NEED_MORE;
    const byte = load<u8>(special);
    if (byte == QUOTE) return special;
    if (byte != BACKSLASH) return MISMATCH;
    if (special + LONGEST_ESCAPE > end) return NEED_MORE;
    if (isEscaped(load<u8>(special, 1))) at = special + 2;
    else if (isUnicodeEscape(special)) at = special + LONGEST_ESCAPE;
    else return MISMATCH;
  }
  return NEED_MORE;
}

/** Whether a backslash may stand before it, alone: `"\/bfnrt`. */
function isEscaped(byte: u8): bool {
  if (byte == QUOTE || byte == BACKSLASH || byte == SLASH) return true;
  return byte == 0x62 || byte == 0x66 || byte == 0x6e || byte == 0x72 || byte == 0x74;
}

function isUnicodeEscape(at: i32): bool {
  if (load<u8>(at, 1) != 0x75) return false;
  for (let i = 2; i < LONGEST_ESCAPE; i += 1) if (!isHex(load<u8>(at + i))) return false;
  return true;
}

function isHex(byte: u8): bool {
  const lower = byte | 0x20;
  return isDigit(byte) || (lower >= 0x61 && lower <= 0x66);
}

@inline
export function isDigit(byte: u8): bool {
  return <u8>(byte - ZERO) < 10;
}

/** A JSON number without exponent. */
function endOfNumber(start: i32, end: i32): i32 {
  const first = load<u8>(start) == MINUS ? start + 1 : start;
  let at = endOfDigits(first, end);
  if (at >= end) return NEED_MORE;
  if (at == first || (load<u8>(first) == ZERO && at > first + 1)) return MISMATCH;
  if (load<u8>(at) != POINT) return at;
  const fraction = at + 1;
  at = endOfDigits(fraction, end);
  return at >= end ? NEED_MORE : at == fraction ? MISMATCH : at;
}

function endOfDigits(start: i32, end: i32): i32 {
  let at = start;
  while (at < end && isDigit(load<u8>(at))) at += 1;
  return at;
}

function endOfBoolean(start: i32, end: i32): i32 {
  if (start + LONGEST_ESCAPE > end) return NEED_MORE;
  const four = load<u32>(start);
  if (four == 0x6575_7274) return start + 4; // true
  return four == 0x736c_6166 && load<u8>(start, 4) == 0x65 ? start + 5 : MISMATCH; // false
}
