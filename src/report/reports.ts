import { github } from './github.js';
import { json } from './json.js';
import { junit } from './junit.js';
import type { MakeReport } from './report.js';
import { sarif } from './sarif.js';
import { summary } from './summary.js';
import { text } from './text.js';

export const REPORT_IDS = ['text', 'json', 'junit', 'sarif', 'github', 'summary'] as const;

export type ReportId = (typeof REPORT_IDS)[number];

/** The reports about checked data. */
export const reports: Readonly<Record<ReportId, MakeReport>> = { text, json, junit, sarif, github, summary };
