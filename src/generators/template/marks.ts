/**
 * Marks stand for slots in a text that is being prepared: two noncharacters of Unicode round a letter. No value of the world can hold
 * them, since XML 1.0 cannot carry them, and neither XML nor JSON writers change them.
 */
const OPEN = '\uFFFE';
const CLOSE = '\uFFFF';
const MARK_LENGTH = 3;

/** Most slots of one template: the letters from A to Z, which no writer escapes. */
const MOST = 26;
const FIRST = 'A'.charCodeAt(0);
/** From here on marks stand for fields of hosts and ends: no format has as many slots. */
export const FIRST_FREE_MARK = 13;

/** @param n - Number of the slot in its template, from 0. */
export function markOf(n: number): string {
  if (n >= MOST) throw new Error(`a template has at most ${MOST} slots`);
  return OPEN + String.fromCharCode(FIRST + n) + CLOSE;
}

/** The same slot as a number of a JSON document: {@link withoutNumberQuotes} takes the quotes off it. */
export function numberOf(text: string): number | string {
  return text.startsWith(OPEN) ? CLOSE + text.charAt(1) + OPEN : Number(text);
}

const NUMBER = new RegExp(`"${CLOSE}([A-Z])${OPEN}"`, 'gu');

/** Turns the numbers that {@link numberOf} marked into marks without quotes. */
export function withoutNumberQuotes(json: string): string {
  return json.replace(NUMBER, `${OPEN}$1${CLOSE}`);
}

/** A text cut at its marks: texts, and the numbers of slots. */
export function cutAtMarks(text: string): (string | number)[] {
  const parts: (string | number)[] = [];
  let from = 0;
  for (let at = text.indexOf(OPEN); at >= 0; at = text.indexOf(OPEN, from)) {
    parts.push(text.slice(from, at), text.charCodeAt(at + 1) - FIRST);
    from = at + MARK_LENGTH;
  }
  parts.push(text.slice(from));
  return parts;
}
