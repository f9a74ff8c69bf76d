import type { Settings } from './options.js';
import type { Report } from './reporter.js';
import type { Tally } from './summary.js';

/** Checks the records of one kind in one file. */
export interface RecordChecker {
  check(text: string): void;
  /** The file ends: says what only shows then. */
  end(): void;
}

export type MakeRecordChecker = (settings: Settings, report: Report, tally: Tally) => RecordChecker;
