import type { Issue } from './issue.js';

/**
 * Says one issue in one line: `FILE:LINE: PATH: expected ..., received "..." [CODE; check-id; source]`.
 *
 * The file and the line are left out where they are not known.
 */
export function formatIssue(issue: Issue): string {
  const place = [issue.file, issue.line].filter((part) => part !== undefined).join(':');
  const received = issue.code === 'MISSING' ? 'nothing' : `"${issue.received}"`;
  return `${place === '' ? '' : `${place}: `}${issue.path}: expected ${issue.expected}, received ${received} [${issue.code}; ${issue.check}; ${issue.source}]`;
}
