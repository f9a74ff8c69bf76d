import { describe, expect, it } from 'vitest';
import { formatIssue, type Issue } from '../../src/validate/index.js';

const issue: Issue = {
  check: 'falcon-ip6/port',
  level: 'error',
  code: 'MALFORMED',
  path: 'RemotePort',
  expected: 'a decimal port',
  received: '70000',
  source: 'docs/checks/network-connect-ip6.md#falcon-ip6-port',
};

describe('formatIssue', () => {
  it('says place, expectation, value, code, check and source', () => {
    expect(formatIssue({ ...issue, file: 'a.ndjson', line: 7 })).toBe(
      'a.ndjson:7: RemotePort: expected a decimal port, received "70000" [MALFORMED; falcon-ip6/port; docs/checks/network-connect-ip6.md#falcon-ip6-port]',
    );
  });

  it('leaves out the place that is not known', () => expect(formatIssue(issue)).toMatch(/^RemotePort: /));

  it('says nothing was received where something is missing', () => {
    expect(formatIssue({ ...issue, code: 'MISSING', received: '' })).toContain('received nothing');
  });
});
