import { jsonText } from './jsonText.js';
import type { MakeReport } from './report.js';

/** For programs: every issue as a line of JSON, then a line with the counts. */
export const json: MakeReport = () => ({
  begin: () => '',
  issue: (issue) => `${jsonText({ type: 'issue', ...issue })}\n`,
  end: (summary) => `${jsonText({ type: 'summary', ...summary })}\n`,
});
