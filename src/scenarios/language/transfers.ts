import * as z from 'zod';
import { matching } from './scalars.js';

/** Bytes of a unit, as networks count. */
const UNITS: Readonly<Record<string, number>> = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };
const SIZE = /^(\d+(?:\.\d+)?)(B|kB|MB|GB|TB)$/u;

function bytesOf(text: string): number | undefined {
  const [, number, unit] = SIZE.exec(text) ?? [];
  const bytes = unit === undefined ? 0 : Math.round(Number(number) * UNITS[unit]!);
  return bytes > 0 && Number.isSafeInteger(bytes) ? bytes : undefined;
}

const sized = (pattern: RegExp, expected: string) =>
  matching(pattern, expected).transform((text, context) => {
    const bytes = bytesOf(text.replace(/\/s$/u, ''));
    if (bytes !== undefined) return bytes;
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  });

/** Bytes. */
export const size = sized(/^\d+(\.\d+)?(B|kB|MB|GB|TB)$/u, 'a size above zero in B, kB, MB, GB or TB, such as 20MB');
/** Bytes a second. */
export const rate = sized(
  /^\d+(\.\d+)?(B|kB|MB|GB|TB)\/s$/u,
  'a rate above zero in B/s, kB/s, MB/s, GB/s or TB/s, such as 5MB/s',
);
