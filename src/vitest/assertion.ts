import { issueSentence } from '../validate/formatIssue.js';
import type { Issue, Level, ValidateOptions } from '../validate/index.js';
import { excerpt } from './excerpt.js';

/** What vitest wants of a matcher. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

interface Judged {
  /** What was expected, `a sound Sysmon Event 3`. */
  readonly what: string;
  readonly received: unknown;
  readonly options: Pick<ValidateOptions, 'profile'>;
  readonly issues: readonly Issue[];
}

/** Issues listed; a value that is wrong everywhere needs no more to be understood. */
const MOST_LISTED = 20;

/** Passes where no issue is an error; the message is made when it is asked for. */
export function assertion(judged: Judged): MatcherResult {
  const errors = judged.issues.filter(({ level }) => level === 'error').length;
  return errors === 0
    ? { pass: true, message: () => passedMessage(judged) }
    : { pass: false, message: () => failedMessage(judged, errors) };
}

const profileOf = ({ options }: Judged) => options.profile ?? 'strict';

function passedMessage(judged: Judged): string {
  return `expected anything but ${judged.what}, received one without an error in the ${profileOf(judged)} profile\n\n${shown(judged)}`;
}

function failedMessage(judged: Judged, errors: number): string {
  const { issues, what } = judged;
  const others = issues.length - errors;
  const counts = `${errors} ${errors === 1 ? 'error' : 'errors'}${others > 0 ? ` and ${others} of less weight` : ''}`;
  const first = [...issues].sort((left, right) => GRAVITY[left.level] - GRAVITY[right.level]).slice(0, MOST_LISTED);
  const rest = issues.length > first.length ? `  and ${issues.length - first.length} more\n` : '';
  return `expected ${what}, received ${counts} in the ${profileOf(judged)} profile\n\n${first.map(lineOf).join('')}${rest}\n${shown(judged)}`;
}

const GRAVITY: Readonly<Record<Level, number>> = { error: 0, warning: 1, note: 2 };

function lineOf(issue: Issue): string {
  const place = issue.line === undefined ? '' : `line ${issue.line}: `;
  return `  ${issue.level.padEnd(7)}  ${place}${issueSentence(issue)} [${issue.check}]\n`;
}

const shown = ({ received }: Judged) => `received: ${excerpt(received)}`;
