import { MISMATCH, NEED_MORE } from './segment.js';

/** How the raw text of a slot is written and where it ends. */
export type SlotForm = 'text' | 'double-quoted' | 'single-quoted' | 'string' | 'number' | 'boolean';

/**
 * Finds the end of a raw value.
 *
 * @returns Offset behind the value; `MISMATCH` for anything but a plain one, which the complete reader then looks at.
 */
export type FindEnd = (bytes: Uint8Array, start: number, end: number) => number;

const LT = 0x3c;
const GT = 0x3e;
const AMPERSAND = 0x26;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const BACKSLASH = 0x5c;
const FIRST_PRINTABLE = 0x20;
const ZERO = 0x30;
const NINE = 0x39;
const MINUS = 0x2d;
const POINT = 0x2e;

const latin1 = (text: string) => [...text].map((character) => character.charCodeAt(0));
const ENTITIES = ['lt;', 'gt;', 'amp;', 'quot;', 'apos;'].map(latin1);
const LITERALS = ['true', 'false'].map(latin1);

function standsAt(bytes: Uint8Array, at: number, text: readonly number[]): boolean {
  for (let i = 0; i < text.length; i += 1) if (bytes[at + i] !== text[i]) return false;
  return true;
}

/** U+FFFE and U+FFFF, which XML forbids, begin with these bytes. */
const forbidden = (bytes: Uint8Array, at: number) => bytes[at + 1] === 0xbf && bytes[at + 2]! >= 0xbe;

/** 1 for each byte that has to be looked at, 0 for the many that are ordinary text. */
function special(bytes: readonly number[]): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => (byte < FIRST_PRINTABLE || bytes.includes(byte) ? 1 : 0));
}

const xml = (terminator: number): FindEnd => {
  const isSpecial = special([terminator, LT, GT, AMPERSAND, 0xef]);
  return (bytes, start, end) => {
    for (let at = start; at < end; at += 1) {
      if (isSpecial[bytes[at]!] === 0) continue;
      const byte = bytes[at]!;
      if (byte === terminator) return at;
      if (at + 6 > end) return NEED_MORE;
      const entity = byte === AMPERSAND && ENTITIES.some((name) => standsAt(bytes, at + 1, name));
      if (!entity && (byte !== 0xef || forbidden(bytes, at))) return MISMATCH;
    }
    return NEED_MORE;
  };
};

const LETTER_U = 0x75;
const HEX = /^[0-9a-fA-F]{4}$/;
const LONGEST_ESCAPE = 6;
/** 1 for each byte that a backslash may stand before, alone. */
const ESCAPED = Uint8Array.from({ length: 256 }, (_, byte) => ('"\\/bfnrt'.includes(String.fromCharCode(byte)) ? 1 : 0));

const isUnicodeEscape = (bytes: Uint8Array, at: number) =>
  bytes[at + 1] === LETTER_U && HEX.test(String.fromCharCode(...bytes.subarray(at + 2, at + LONGEST_ESCAPE)));

const SPECIAL_IN_STRING = special([QUOTE, BACKSLASH]);

const string: FindEnd = (bytes, start, end) => {
  for (let at = start; at < end; at += 1) {
    if (SPECIAL_IN_STRING[bytes[at]!] === 0) continue;
    const byte = bytes[at]!;
    if (byte === QUOTE) return at;
    if (byte !== BACKSLASH) return MISMATCH;
    if (at + LONGEST_ESCAPE > end) return NEED_MORE;
    if (ESCAPED[bytes[at + 1]!] === 1) at += 1;
    else if (isUnicodeEscape(bytes, at)) at += LONGEST_ESCAPE - 1;
    else return MISMATCH;
  }
  return NEED_MORE;
};

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= ZERO && byte <= NINE;

/** A JSON number without exponent. */
const number: FindEnd = (bytes, start, end) => {
  let at = bytes[start] === MINUS ? start + 1 : start;
  const first = at;
  while (at < end && isDigit(bytes[at])) at += 1;
  if (at >= end) return NEED_MORE;
  if (at === first || (bytes[first] === ZERO && at > first + 1)) return MISMATCH;
  if (bytes[at] !== POINT) return at;
  const fraction = at + 1;
  at = fraction;
  while (at < end && isDigit(bytes[at])) at += 1;
  return at >= end ? NEED_MORE : at === fraction ? MISMATCH : at;
};

const boolean: FindEnd = (bytes, start, end) => {
  if (start + 6 > end) return NEED_MORE;
  const literal = LITERALS.find((candidate) => standsAt(bytes, start, candidate));
  return literal ? start + literal.length : MISMATCH;
};

export const FIND_END: Readonly<Record<SlotForm, FindEnd>> = {
  text: xml(LT),
  'double-quoted': xml(QUOTE),
  'single-quoted': xml(APOSTROPHE),
  string,
  number,
  boolean,
};

const XML_ENTITY = /&(lt|gt|amp|quot|apos);/g;
const XML_CHARACTERS: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** What a raw value whose end was found means. */
export function unescaped(raw: string, form: SlotForm): string {
  if (form === 'number' || form === 'boolean') return raw;
  if (form === 'string') return raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw;
  return raw.includes('&') ? raw.replace(XML_ENTITY, (_, name: string) => XML_CHARACTERS[name]!) : raw;
}
