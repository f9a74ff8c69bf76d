import type { Report } from '../finding.js';
import type { Schedule } from './schedule.js';

/** ContextTimeStamp has ten digits of seconds (since September 2001), ProcessGuid 32 bits of them (until February 2106); a boot may be days before. */
export const EARLIEST = Date.UTC(2002, 0, 1) * 1000;
export const LATEST = Date.UTC(2106, 0, 1) * 1000;

/** The year of a moment. @param micros - Microseconds since 1970-01-01 UTC. */
export const yearOf = (micros: number) => new Date(Math.floor(micros / 1000)).getUTCFullYear();

/** So long a story goes on at the most, and so long before it its hosts booted: no process of a real capture is older than a year or two. */
export const LONGEST = 366 * 86_400_000_000;

/**
 * Steps end within a year, and while both products can still write the time. One finding: what hangs on a late step is late too.
 *
 * @param start - Of the run, microseconds since 1970-01-01 UTC.
 */
export function checkCalendar({ ends }: Schedule, start: number, report: Report): void {
  const limit = Math.min(LATEST, start + LONGEST);
  // Who waits for openings has no latest end; for this seed it has one.
  const index = ends.findIndex(({ at, latest }) => at >= limit || (Number.isFinite(latest) && latest >= limit));
  if (index < 0) return;
  report({
    code: 'WRONG_VALUE',
    path: ['steps', index],
    expected:
      limit === LATEST ? `a step that is over before ${yearOf(LATEST)}` : 'a step that is over within 366 days of the start',
    received: { words: 'one that ends later' },
  });
}
