import { type Delay, parseDelay, parseSpan, type Span } from './duration.js';

/** When a step happens: on the calendar, from the start of the story, or after another step. */
export type Moment =
  /** Microseconds since 1970-01-01 UTC, true time. */
  | { readonly kind: 'absolute'; readonly at: number }
  | { readonly kind: 'start'; readonly by: Span }
  /** From the beginning of a step or block, or from its end. */
  | { readonly kind: 'after'; readonly step: string; readonly edge?: 'end'; readonly by: Delay };

/** Up to 7 decimals: the finest that a Windows event carries. */
const INSTANT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,7}))?Z$/u;
const AFTER = /^(end\s+of\s+)?([a-z0-9][a-z0-9-]*)(?:\s*\+\s*(\S+))?$/u;
/** What `after` looks like, for error messages. */
export const AFTER_FORM = 'a step and a time, such as copy + 4..9ms, or end of copy + 1s';

/** What an instant looks like, for error messages. */
export const INSTANT_FORM = 'an instant in UTC such as 2026-03-10T09:14:00Z';

/** An instant as finely as Windows writes one; in one number, units of 100 ns would pass 2^53 in 1998. */
export interface FineInstant {
  /** Microseconds since 1970-01-01 UTC. */
  readonly at: number;
  /** The seventh decimal of the second: tenths of a microsecond, 0 to 9. */
  readonly tenth: number;
}

/** Reads an instant in UTC. The calendar decides: 30 February is no day. */
export function parseFineInstant(text: string): FineInstant | undefined {
  const match = INSTANT.exec(text);
  if (!match) return undefined;
  const [, date, time, fraction = ''] = match;
  const milliseconds = Date.parse(`${date}T${time}Z`);
  if (!(milliseconds >= 0) || new Date(milliseconds).toISOString().slice(0, 19) !== `${date}T${time}`) return undefined;
  const digits = fraction.padEnd(7, '0');
  return { at: milliseconds * 1000 + Number(digits.slice(0, 6)), tenth: Number(digits[6]) };
}

/** Reads an instant in UTC. @returns Microseconds since 1970-01-01 UTC; a seventh decimal is cut off. */
export function parseInstant(text: string): number | undefined {
  return parseFineInstant(text)?.at;
}

/** Reads the value of `at`: a span from the start of the story, or an instant. */
export function parseAt(text: string): Exclude<Moment, { kind: 'after' }> | undefined {
  const at = parseInstant(text);
  if (at !== undefined) return { kind: 'absolute', at };
  const by = parseSpan(text);
  return by && { kind: 'start', by };
}

/** Reads the value of `after`: `copy`, `copy + 9ms`, `copy + 4..9ms`, `end of copy + think-time`. */
export function parseAfter(text: string): Moment | undefined {
  const match = AFTER.exec(text.trim());
  if (!match) return undefined;
  const by = match[3] === undefined ? { min: 0, max: 0 } : parseDelay(match[3]);
  return by && { kind: 'after', step: match[2]!, ...(match[1] && { edge: 'end' }), by };
}

/** Reads the start of a process: as `at`, or as `after` with a time: a name alone would be a slip as often as a step. */
export function parseStart(text: string): Moment | undefined {
  return parseAt(text) ?? (/\+|^end\s/u.test(text) ? parseAfter(text) : undefined);
}
