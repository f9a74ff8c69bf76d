import type { Issue } from './issue.js';

/**
 * Says one issue in one line: `FILE:LINE: PATH: expected ..., received "..." [CODE; check-id; source]`.
 *
 * The file and the line are left out where they are not known.
 */
export function formatIssue(issue: Issue): string {
  const place = [issue.file, issue.line].filter((part) => part !== undefined).join(':');
  return `${place === '' ? '' : `${place}: `}${issueSentence(issue)} [${issue.code}; ${issue.check}; ${issue.source}]`;
}

/** Says what is wrong, without where and why: `PATH: expected ..., received "..."`. */
export function issueSentence({ path, expected, code, received }: Issue): string {
  return `${path}: expected ${expected}, received ${code === 'MISSING' ? 'nothing' : `"${received}"`}`;
}
