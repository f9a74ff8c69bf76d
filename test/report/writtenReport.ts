import { type ReportId, type ReportOptions, reports } from '../../src/report/index.js';
import type { Issue, SourcesSummary } from '../../src/validate/index.js';

/** Written by hand; the check is a real one, so that reports find its sentence. */
export const portIssue: Issue = {
  check: 'falcon-ip6/port',
  level: 'error',
  code: 'MALFORMED',
  path: 'RemotePort',
  expected: 'decimal text 0–65535',
  received: 'x',
  source: 'docs/checks/network-connect-ip6.md#falcon-ip6-port',
  file: 'feed/a.ndjson',
  line: 7,
};

export const noteIssue: Issue = {
  check: 'input/not-checked',
  level: 'note',
  code: 'NOT_CHECKED',
  path: 'record',
  expected: 'NetworkConnectIP6',
  received: 'ProcessRollup2',
  source: 'docs/checks/input.md#input-not-checked',
  file: 'feed/a.ndjson',
  line: 1,
};

export const warningIssue: Issue = { ...noteIssue, check: 'input/tree-copy', level: 'warning', code: 'UNUSUAL', line: 3 };

/** Characters that one form of writing or another gives a meaning, or cannot hold. */
export const HOSTILE = '\u0000\u001b[31m\ud800]]></failure><x a="1">&amp;\ufffe\uffff%0A\r\n::error::,{0}[a](b)\u2028🦊\udc00';

/** What was found, counted from the issues. */
export function summaryOf(issues: readonly Issue[], rest: Partial<SourcesSummary> = {}): SourcesSummary {
  const count = (level: Issue['level']) => issues.filter((issue) => issue.level === level).length;
  const ids = [...new Set(issues.map(({ check }) => check))];
  const byCheck = Object.fromEntries(
    ids.map((id) => {
      const those = issues.filter(({ check }) => check === id);
      return [id, { level: those[0]!.level, count: those.length }];
    }),
  );
  const levels = { errors: count('error'), warnings: count('warning'), notes: count('note') };
  return { records: 3, byForm: { 'falcon-fdr': 3 }, ...levels, byCheck, sources: 1, unreadable: [], ...rest };
}

const DEFAULTS: ReportOptions = {
  profile: 'strict',
  maxIssues: 10,
  version: '1.2.3',
  checks: ['input/not-checked', 'input/tree-copy', 'falcon-ip6/port'],
  files: ['feed/a.ndjson'],
};

/** All that a report writes about these issues. */
export function writtenReport(
  id: ReportId,
  issues: readonly Issue[],
  options: Partial<ReportOptions> = {},
  rest: Partial<SourcesSummary> = {},
): string {
  const report = reports[id]({ ...DEFAULTS, ...options });
  return [report.begin(), ...issues.map((issue) => report.issue(issue)), report.end(summaryOf(issues, rest))].join('');
}
