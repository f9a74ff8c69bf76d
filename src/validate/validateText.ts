import { FileChecker } from './input/fileChecker.js';
import type { Issue } from './issue.js';
import { settingsFrom, type ValidateOptions } from './options.js';
import { type Summary, Tally } from './summary.js';
import { memoryFor } from './validateChunks.js';

export interface ValidationResult {
  readonly issues: readonly Issue[];
  readonly summary: Summary;
}

const HALF_PAIR = /\p{Surrogate}/u;

/**
 * Checks the text of a whole file: Sysmon events as XML or JSON, Falcon events as JSON.
 *
 * @returns Everything that was found. Never throws, whatever the text is.
 */
export function validateText(text: string, options: ValidateOptions = {}): ValidationResult {
  const tally = new Tally();
  const settings = settingsFrom(options);
  const checker = new FileChecker(settings, tally, memoryFor(settings));
  // Half a surrogate pair has no bytes: only the complete reader sees it as it is.
  const pushed = HALF_PAIR.test(text) ? checker.pushText(text) : checker.push(Buffer.from(text));
  const issues = [...pushed, ...checker.end(true)];
  return { issues, summary: tally.summary() };
}
