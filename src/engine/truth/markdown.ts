import { visibleStart } from '../../scenarios/visibleText.js';

/** Longest text of a cell, before escaping. */
const MOST_CHARACTERS = 160;
/** What Markdown, or HTML within it, would take for more than a character; a `+`, `-` or number matters only where a line begins, and no line begins with a text of others. */
const MARKUP = /[\\`*_[\]<>|~&$#]/gu;
/** Where GitHub makes links of plain text. */
const LINKS = /(:)(?=\/\/)|(?<=\bwww)(\.)|(@)/giu;

/** A text of others in a line of Markdown: shown as it is, on one line, cut where it is long. */
export function prose(text: string, most = MOST_CHARACTERS): string {
  return visibleStart(text, most).replace(MARKUP, '\\$&').replace(LINKS, '\\$&');
}

/** The same as code, for paths and ids. It is not empty. */
export function code(text: string, most = MOST_CHARACTERS): string {
  const shown = visibleStart(text, most);
  const longest = Math.max(0, ...(shown.match(/`+/gu) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  // A blank on both sides is taken off again.
  const inner = /^`|`$|^ .* $/u.test(shown) ? ` ${shown} ` : shown;
  return `${fence}${inner.replaceAll('|', '\\|')}${fence}`;
}

/** The first of several, and how many others there are. */
export function some(items: readonly string[], most: number): string {
  const shown = items.slice(0, most).join(', ');
  return items.length > most ? `${shown} and ${items.length - most} more` : shown;
}

/** `1 record`, `2 records`. */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/**
 * A table; of many rows the first.
 *
 * @param rows - Cells, already Markdown.
 * @param rest - Says what the rows hold that are left out.
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  most: number,
  rest: (hidden: number) => string,
): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const shown = rows.length > most ? rows.slice(0, most) : rows;
  const hidden = rows.length - shown.length;
  return [line(head), line(head.map(() => '---')), ...shown.map(line), ...(hidden > 0 ? ['', rest(hidden)] : [])];
}
