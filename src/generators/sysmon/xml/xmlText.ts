const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

/** What is escaped: besides `&`, `<`, `>` and white space other than the blank, the quotes that stand round attributes. */
const TO_ESCAPE = { "'": /[&<>'\t\n\r]/gu, '"': /[&<>"\t\n\r]/gu } as const;

export type Quote = keyof typeof TO_ESCAPE;

/** A value, of characters that XML can carry, as text of a document. @param quote - Round its attributes. */
export function xmlText(value: string, quote: Quote): string {
  return value.replace(TO_ESCAPE[quote], (character) => ESCAPES[character]!);
}
