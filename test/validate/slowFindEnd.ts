import type { SlotForm } from '../../src/validate/fast/slotText.js';

/** What a value may hold that ends neither it nor the record, by the form it is written in. */
const PLAIN: Readonly<Record<SlotForm, RegExp>> = {
  text: /^(?:[^\p{Cc}<>&\ufffe\uffff]|[\x7f-\x9f]|&(?:lt|gt|amp|quot|apos);)*$/u,
  'double-quoted': /^(?:[^\p{Cc}<>&"\ufffe\uffff]|[\x7f-\x9f]|&(?:lt|gt|amp|quot|apos);)*$/u,
  'single-quoted': /^(?:[^\p{Cc}<>&'\ufffe\uffff]|[\x7f-\x9f]|&(?:lt|gt|amp|quot|apos);)*$/u,
  string: /^(?:[^\p{Cc}"\\]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*$/u,
  number: /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/,
  boolean: /^(?:true|false)$/,
};
/** What stands behind a value and ends it. */
export const TERMINATOR: Readonly<Record<SlotForm, string>> = {
  text: '<',
  'double-quoted': '"',
  'single-quoted': "'",
  string: '"',
  number: ',',
  boolean: ',',
};

/** The value before its terminator, if it is a plain one: by the whole text at once, where the matcher goes byte by byte. */
export function plainValue(form: SlotForm, text: string): string | undefined {
  const end = form === 'string' ? endOfString(text) : text.indexOf(TERMINATOR[form]);
  if (end === -1) return undefined;
  const value = text.slice(0, end);
  return PLAIN[form].test(value) ? value : undefined;
}

/** The first quote that no backslash stands before, two of which are none. */
function endOfString(text: string): number {
  const rest = /^(?:[^"\\]|\\.)*"/su.exec(text)?.[0];
  return rest === undefined ? -1 : rest.length - 1;
}
