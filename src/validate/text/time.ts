const SHAPE = /^(\d{4})-(\d{2})-(\d{2})([ T])(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(Z?)$/;

/** A UTC moment finer than a millisecond, which a double cannot hold as one number. */
export interface Moment {
  /** Milliseconds since 1970-01-01, whole. */
  readonly ms: number;
  /** The rest in nanoseconds, 0–999,999. */
  readonly ns: number;
  readonly fraction: string;
  readonly separator: ' ' | 'T';
  readonly zulu: boolean;
}

/** Reads `YYYY-MM-DD HH:MM:SS.fff` and its ISO spelling; `undefined` for another shape or a day that no calendar has. */
export function parseMoment(text: string): Moment | undefined {
  const match = SHAPE.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const [hour, minute, second] = [Number(match[5]), Number(match[6]), Number(match[7])];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day); // Date.UTC would read the years 0–99 as 1900–1999
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  const fraction = match[8] ?? '';
  const digits = fraction.padEnd(9, '0');
  return {
    ms: date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + Number(digits.slice(0, 3)),
    ns: Number(digits.slice(3)),
    fraction,
    separator: match[4] as ' ' | 'T',
    zulu: match[9] === 'Z',
  };
}
