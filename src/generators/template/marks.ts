/**
 * Marks stand for slots in a text that is being prepared: two noncharacters of Unicode round a letter. No value of the world can hold
 * them, since XML 1.0 cannot carry them, and neither XML nor JSON writers change them.
 */
const OPEN = '\uFFFE';
const CLOSE = '\uFFFF';

/** Most slots of one template: the letters from A to Z, which no writer escapes. */
const MOST = 26;
const FIRST = 'A'.charCodeAt(0);

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

/** A text cut at its marks: text, number of a slot, text, ..., text. */
export function cutAtMarks(text: string): (string | number)[] {
  return text
    .split(new RegExp(`${OPEN}([A-Z])${CLOSE}`, 'u'))
    .map((part, i) => (i % 2 === 0 ? part : part.charCodeAt(0) - FIRST));
}
