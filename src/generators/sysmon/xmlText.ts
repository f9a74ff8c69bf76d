/** What XML 1.0 cannot carry: most control characters, halves of surrogate pairs, U+FFFE and U+FFFF. */
const IMPOSSIBLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Thrown for a value that the format cannot carry, instead of writing a document that nobody can read. */
export class FormatError extends Error {
  readonly code = 'IMPOSSIBLE_VALUE';
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&apos;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

/**
 * A value as XML text or as the value of an attribute in single quotes.
 *
 * @param name - Of the field, for the error.
 * @throws {@link FormatError} for a character that XML 1.0 forbids.
 */
export function xmlText(name: string, value: string): string {
  const found = IMPOSSIBLE.exec(value);
  if (found) {
    const code = found[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    throw new FormatError(`${name}: expected characters that XML 1.0 can carry, received U+${code} at position ${found.index}`);
  }
  return value.replace(/[&<>'\t\n\r]/gu, (character) => ESCAPES[character]!);
}
