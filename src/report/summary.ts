import { checkDetails } from './checkDetails.js';
import { countsTable, totals } from './countsTable.js';
import type { MakeReport } from './report.js';

/** For a first look: how many issues of each check there are, and what the check demands. */
export const summary: MakeReport = () => ({
  begin: () => '',
  issue: () => '',
  end: (counts) => `${countsTable(counts, (check) => checkDetails(check)?.demand ?? '')}${totals(counts)}`,
});
