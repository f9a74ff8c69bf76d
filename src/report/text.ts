import { formatIssue } from '../validate/index.js';
import type { MakeReport } from './report.js';
import { Shown } from './shown.js';

/** For people: an issue per line, as it is found. */
export const text: MakeReport = ({ maxIssues }) => {
  const shown = new Shown(maxIssues);
  return {
    begin: () => '',
    issue: (issue) => (shown.admits(issue) ? `${issue.level}: ${formatIssue(issue)}\n` : ''),
    end: () =>
      shown
        .rest()
        .map(([check, count]) => `${check}: and ${count} more\n`)
        .join(''),
  };
};
