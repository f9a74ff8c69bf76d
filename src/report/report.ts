import type { Issue, Profile, SourcesSummary } from '../validate/index.js';

/** What a report is made with. */
export interface ReportOptions {
  readonly profile: Profile;
  /** Issues shown of one check; the rest is counted. */
  readonly maxIssues: number;
  /** The version of this tool. */
  readonly version: string;
  /** Ids of the checks that are made. */
  readonly checks: readonly string[];
  /** Names of what is read. */
  readonly files: readonly string[];
}

/**
 * A report grows while data is read. Each call gives the text that is to be written next, often none.
 *
 * Data may be of any size, so a report holds counts, and of issues no more than it shows of one check in one file.
 */
export interface Report {
  begin(): string;
  issue(issue: Issue): string;
  end(summary: SourcesSummary): string;
}

export type MakeReport = (options: ReportOptions) => Report;
