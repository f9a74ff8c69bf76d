import type { CheckCount, Level, Summary } from '../validate/index.js';
import { counted } from './counted.js';

const GRAVITY: Readonly<Record<Level, number>> = { error: 0, warning: 1, note: 2 };

/** What was found by check: errors first, then by count. */
export function byGravity({ byCheck }: Summary): [check: string, CheckCount][] {
  return Object.entries(byCheck).sort(
    ([, left], [, right]) => GRAVITY[left.level] - GRAVITY[right.level] || right.count - left.count,
  );
}

/**
 * Counts by check, a line each.
 *
 * @param remark - What to say at the end of the line of a check.
 */
export function countsTable(summary: Summary, remark: (check: string) => string = () => ''): string {
  const rows = byGravity(summary);
  const width = Math.max(0, ...rows.map(([check]) => check.length));
  return rows
    .map(([check, { level, count }]) =>
      `  ${String(count).padStart(8)}  ${level.padEnd(7)}  ${check.padEnd(width)}  ${remark(check)}`.trimEnd().concat('\n'),
    )
    .join('');
}

/** `7 records checked (falcon-fdr 7): 1 error, 0 warnings, 2 notes` */
export function totals({ byForm, records, errors, warnings, notes }: Summary): string {
  const forms = Object.entries(byForm).map(([form, count]) => `${form} ${count}`);
  const checked = `${counted(records, 'record')} checked${forms.length > 0 ? ` (${forms.join(', ')})` : ''}`;
  return `${checked}: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}, ${counted(notes, 'note')}\n`;
}
