import type { Report } from '../reporter.js';

const PREDEFINED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const REFERENCE = /&(?:#(\d{1,8})|#x([0-9a-fA-F]{1,6})|([A-Za-z_:][\w:.-]{0,99}));|&/g;

/** Complement of the production Char of XML 1.0; with the u flag lone surrogates are in it. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

export function forbiddenCharacter(text: string): string | undefined {
  return FORBIDDEN.exec(text)?.[0];
}

/** Resolves the references of character data or of an attribute. What does not resolve stays as it stands. */
export function decodeText(raw: string, report: Report, path: string): string {
  if (!raw.includes('&')) return raw;
  return raw.replace(REFERENCE, (reference, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined && Object.hasOwn(PREDEFINED, name)) return PREDEFINED[name]!;
    if (decimal === undefined && hex === undefined) {
      report('input/xml-entity', 'UNEXPECTED', path, 'one of &lt; &gt; &amp; &quot; &apos; or a numeric reference', reference);
      return reference;
    }
    const codePoint = decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal);
    const character = codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '\0';
    if (forbiddenCharacter(character) === undefined) return character;
    report('input/xml-character', 'OUT_OF_RANGE', path, 'characters that XML 1.0 allows', reference);
    return reference;
  });
}
