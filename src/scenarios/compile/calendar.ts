import type { Report } from '../finding.js';
import type { Schedule } from './schedule.js';

/** ContextTimeStamp has ten digits of seconds (since September 2001), ProcessGuid 32 bits of them (until February 2106); a boot may be days before. */
export const EARLIEST = Date.UTC(2002, 0, 1) * 1000;
export const LATEST = Date.UTC(2106, 0, 1) * 1000;

/** The year of a moment. @param micros - Microseconds since 1970-01-01 UTC. */
export const yearOf = (micros: number) => new Date(Math.floor(micros / 1000)).getUTCFullYear();

/** Steps end while both products can still write the time. One finding: what hangs on a late step is late too. */
export function checkCalendar({ ends }: Schedule, report: Report): void {
  // Who waits for openings has no latest end; for this seed it has one.
  const index = ends.findIndex(({ at, latest }) => at >= LATEST || (Number.isFinite(latest) && latest >= LATEST));
  if (index < 0) return;
  report({
    code: 'WRONG_VALUE',
    path: ['steps', index],
    expected: `a step that is over before ${yearOf(LATEST)}`,
    received: { words: 'one that ends later' },
  });
}
