const DAY = 86_400_000_000;
const MINUTE = 60_000_000;
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
/** 1970-01-01 was a Thursday. */
const FIRST_DAY = 3;

/** When something is done and when not, week by week. */
export interface Opening {
  /** The opening that a moment falls into, or the next one behind it. Microseconds since 1970-01-01 UTC; `ends` is no part of it. */
  next(at: number): { readonly begins: number; readonly ends: number };
}

/** Hours as `[minute, minute]` of the day; the second may be the smaller one: then it is of the day after. */
export type Hours = readonly [from: number, to: number];

/**
 * The opening hours of a place.
 *
 * @param days - Positions in {@link DAYS}, 0 is Monday; absent: all.
 * @param utcOffset - Seconds by which its time is ahead of UTC.
 * @returns undefined where it is always open.
 */
export function openingOf(hours: Hours | undefined, days: readonly number[] | undefined, utcOffset: number): Opening | undefined {
  if (!hours && !days) return undefined;
  const [from, to] = hours ?? [0, 24 * 60];
  const opens = from * MINUTE;
  const lasts = (to > from ? to - from : to - from + 24 * 60) * MINUTE;
  const open = new Set(days ?? DAYS.keys());
  return {
    next(at) {
      const local = at + utcOffset * 1_000_000;
      const today = Math.floor(local / DAY);
      // What opened yesterday evening may still be open.
      for (let day = today - 1; ; day += 1) {
        if (!open.has((((day + FIRST_DAY) % 7) + 7) % 7)) continue;
        const begins = day * DAY + opens - utcOffset * 1_000_000;
        if (at < begins + lasts) return { begins, ends: begins + lasts };
      }
    },
  };
}

/** The share of the week that is open. */
export function openShare(hours: Hours | undefined, days: readonly number[] | undefined): number {
  const [from, to] = hours ?? [0, 24 * 60];
  const minutes = to > from ? to - from : to - from + 24 * 60;
  return (minutes / (24 * 60)) * ((days?.length ?? DAYS.length) / DAYS.length);
}

/** Reads `08:00-18:00`. */
export function parseHours(text: string): Hours | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)\s*-\s*(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/u.exec(text.trim());
  if (!match) return undefined;
  const [from, to] = [minute(match[1]!, match[2]!), match[3] === undefined ? 24 * 60 : minute(match[3], match[4]!)];
  return from === to ? undefined : [from, to];
}

const minute = (hour: string, past: string) => Number(hour) * 60 + Number(past);

/** Reads `mon-fri` or `mon, wed, sat`. @returns Positions in {@link DAYS}, each once, rising. */
export function parseDays(text: string): readonly number[] | undefined {
  const open = new Set<number>();
  for (const part of text.split(',')) {
    const [first, last = first, more] = part.split('-').map((day) => DAYS.indexOf(day.trim() as never));
    if (first! < 0 || last! < 0 || more !== undefined) return undefined;
    // `sat-mon` goes on over the end of the week.
    for (let day = first!; ; day = (day + 1) % 7) {
      open.add(day);
      if (day === last) break;
    }
  }
  return [...open].sort((a, b) => a - b);
}
