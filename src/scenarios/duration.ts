/** Microseconds per unit; the language writes times as number and unit, `4ms`, `1.5h`. */
export const MICROSECONDS = { us: 1, ms: 1_000, s: 1_000_000, m: 60_000_000, h: 3_600_000_000, d: 86_400_000_000 } as const;

type Unit = keyof typeof MICROSECONDS;

/** A span of time that is drawn evenly between both bounds, both included; equal bounds mean an exact span. */
export interface Span {
  /** Microseconds. */
  readonly min: number;
  /** Microseconds. */
  readonly max: number;
}

const NUMBER = String.raw`\d+(?:\.\d+)?`;
const UNIT = 'us|ms|s|m|h|d';
const TIME = `(?:${NUMBER}(?:${UNIT}))+`;
const SPAN = new RegExp(String.raw`^(-?)(${TIME}|${NUMBER}(?=\.\.))(?:\.\.(${TIME}))?$`, 'u');
const TERM = new RegExp(`(${NUMBER})(${UNIT})`, 'gu');

/** What a span looks like, for error messages. */
export const SPAN_FORM = 'a time such as 250ms, 1.5s, 5m, 1h30m, 3d, or a range such as 4..9ms';

/**
 * Reads `9ms`, `1h30m`, `4..9ms`, `1s..1.5m`, `-5m`. A first bound without a unit takes that of the second; a bare number has no meaning.
 *
 * @returns The span in microseconds, or undefined where the text is none.
 */
export function parseSpan(text: string): Span | undefined {
  const match = SPAN.exec(text.trim());
  if (!match) return undefined;
  const [, sign, low = '', high] = match;
  const last = termsOf(high ?? low);
  const first = termsOf(low);
  if (first.length === 0) {
    // Of `4..1h30m` nobody knows what the 4 is.
    if (last.length > 1) return undefined;
    first.push([Number(low), last[0]![1]]);
  }
  const [least, most] = [microsecondsOf(first), microsecondsOf(last)];
  if (least === undefined || most === undefined || least > most) return undefined;
  return sign === '-' ? { min: 0 - most, max: 0 - least } : { min: least, max: most };
}

const termsOf = (text: string): [number, Unit][] =>
  [...text.matchAll(TERM)].map(([, number, unit]) => [Number(number), unit as Unit]);

/** @returns undefined for one beyond all calendars, and where a larger unit comes after a smaller one. */
function microsecondsOf(terms: readonly (readonly [number, Unit])[]): number | undefined {
  const falls = terms.every(([, unit], n) => n === 0 || MICROSECONDS[unit] < MICROSECONDS[terms[n - 1]![1]]);
  const sum = terms.reduce((total, [number, unit]) => total + Math.round(number * MICROSECONDS[unit]), 0);
  return falls && Number.isSafeInteger(sum) ? sum : undefined;
}

/** Reads an exact span, `250ms`; a range is none. @returns Microseconds. */
export function parseDuration(text: string): number | undefined {
  const span = parseSpan(text);
  return span && span.min === span.max ? span.min : undefined;
}

/** A span, or a distribution by its name: what a time between two things may be. */
export type Delay = Span | { readonly distribution: string };

/** What a delay looks like, for error messages. */
export const DELAY_FORM = `${SPAN_FORM}, or the name of a distribution`;

/** Reads a span of zero or more, or the name of a distribution. */
export function parseDelay(text: string): Delay | undefined {
  const span = parseSpan(text);
  if (span) return span.min >= 0 ? span : undefined;
  return /^[a-z][a-z0-9-]{0,63}$/u.test(text) ? { distribution: text } : undefined;
}
