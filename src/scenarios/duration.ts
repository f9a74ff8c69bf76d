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
const SPAN = new RegExp(String.raw`^(-?)(${NUMBER})(${UNIT})?(?:\.\.(${NUMBER})(${UNIT}))?$`, 'u');

/** What a span looks like, for error messages. */
export const SPAN_FORM = 'a time such as 250ms, 1.5s, 5m, 2h, 3d, or a range such as 4..9ms';

/**
 * Reads `9ms`, `4..9ms`, `1s..1.5m`, `-5m`. A bound without a unit takes the unit of the other; a bare number has no meaning.
 *
 * @returns The span in microseconds, or undefined where the text is none.
 */
export function parseSpan(text: string): Span | undefined {
  const match = SPAN.exec(text.trim());
  if (!match) return undefined;
  const [, sign, low, lowUnit, high, highUnit] = match;
  const unit = (lowUnit ?? highUnit) as Unit | undefined;
  if (!unit) return undefined;
  const factor = sign === '-' ? -1 : 1;
  const first = factor * Math.round(Number(low) * MICROSECONDS[unit]);
  const second = high === undefined ? first : factor * Math.round(Number(high) * MICROSECONDS[highUnit as Unit]);
  const span = factor === 1 ? { min: first, max: second } : { min: second, max: first };
  return span.min <= span.max && Number.isSafeInteger(span.min) && Number.isSafeInteger(span.max) ? span : undefined;
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
