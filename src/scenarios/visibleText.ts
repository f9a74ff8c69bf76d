/** Control and format characters, line breaks of every kind, and what is no character: they could move the cursor or turn the line around. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\u2028\u2029]/gu;

const escaped = (character: string) => {
  const short = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character];
  return short ?? `\\u{${character.codePointAt(0)!.toString(16)}}`;
};

/** Text from a file, made safe to print on one line of a terminal: invisible characters are written as `\u{1b}`. */
export const visibleText = (text: string): string => text.replace(INVISIBLE, escaped);

/**
 * The beginning of a text from a file, safe to print; what is cut off shows as `...`.
 *
 * @param most - Characters of the result, before escaping.
 */
export function visibleStart(text: string, most: number): string {
  // Cut first: the text may be a megabyte long. A surrogate pair is never cut apart.
  const start = Array.from(text.slice(0, 2 * most + 2));
  return start.length <= most ? visibleText(start.join('')) : `${visibleText(start.slice(0, most - 3).join(''))}...`;
}
