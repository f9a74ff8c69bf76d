import type { Finding, StoryPath } from '../finding.js';

/** Takes what is wrong with a place of the file that is being expanded. */
export type ReportAt = (path: StoryPath, finding: Omit<Finding, 'path'>) => void;
