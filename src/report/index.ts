export { countsTable, totals } from './countsTable.js';
export { type GithubPlace, githubCommand } from './githubCommand.js';
export type { MakeReport, Report, ReportOptions } from './report.js';
export { REPORT_IDS, type ReportId, reports } from './reports.js';
