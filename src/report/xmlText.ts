import { spelt } from './wellFormed.js';

// XML 1.0 section 2.2: what is no Char cannot be written, not even as a reference.
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;', // of `]]>` in text
  '"': '&quot;',
  // A reader would turn these into blanks in an attribute, and the last into a line feed anywhere.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Any text as the content of an element; a character that XML cannot hold is spelt out: `\u0000`. */
export const xmlContent = (text: string): string =>
  text.replace(FORBIDDEN, spelt).replace(/[&<>\r]/gu, (character) => REFERENCES[character]!);

/** Attributes in double quotes, in the order given, each after a blank. */
export const xmlAttributes = (attributes: Readonly<Record<string, string | number>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${attributeValue(String(value))}"`)
    .join('');

const attributeValue = (text: string) =>
  text.replace(FORBIDDEN, spelt).replace(/[&<>"\t\n\r]/gu, (character) => REFERENCES[character]!);
