import { TextChecker } from './input/textChecker.js';
import type { Issue } from './issue.js';
import { settingsFrom, type ValidateOptions } from './options.js';
import { type Summary, Tally } from './summary.js';

export interface ValidationResult {
  readonly issues: readonly Issue[];
  readonly summary: Summary;
}

/**
 * Checks the text of a whole file: Sysmon event XML or Falcon JSON lines.
 *
 * @returns Everything that was found. Never throws, whatever the text is.
 */
export function validateText(text: string, options: ValidateOptions = {}): ValidationResult {
  const tally = new Tally();
  const checker = new TextChecker(settingsFrom(options), tally);
  const issues = [...checker.push(text)];
  issues.push(...checker.end());
  return { issues, summary: tally.summary() };
}
