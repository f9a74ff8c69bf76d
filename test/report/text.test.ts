import { describe, expect, it } from 'vitest';
import { noteIssue, portIssue, writtenReport } from './writtenReport.js';

describe('the report text', () => {
  it('says an issue per line, as it is found', () => {
    expect(writtenReport('text', [noteIssue, portIssue]).split('\n')).toEqual([
      'note: feed/a.ndjson:1: record: expected NetworkConnectIP6, received "ProcessRollup2" [NOT_CHECKED; input/not-checked; docs/checks/input.md#input-not-checked]',
      'error: feed/a.ndjson:7: RemotePort: expected decimal text 0–65535, received "x" [MALFORMED; falcon-ip6/port; docs/checks/network-connect-ip6.md#falcon-ip6-port]',
      '',
    ]);
  });

  it('says how many more there are of a check than are shown', () => {
    const lines = writtenReport('text', [portIssue, noteIssue, portIssue, portIssue], { maxIssues: 1 }).trimEnd().split('\n');
    expect(lines.slice(2)).toEqual(['falcon-ip6/port: and 2 more']);
  });

  it('has nothing to say about sound data', () => expect(writtenReport('text', [])).toBe(''));
});

describe('the report summary', () => {
  it('counts by check, errors first, with the sentence of the check', () => {
    expect(writtenReport('summary', [noteIssue, portIssue, portIssue]).split('\n')).toEqual([
      expect.stringMatching(/^ {9}2 {2}error {4}falcon-ip6\/port {4}\S.*\.$/u),
      expect.stringMatching(/^ {9}1 {2}note {5}input\/not-checked {2}A record is /u),
      '3 records checked (falcon-fdr 3): 2 errors, 0 warnings, 1 note',
      '',
    ]);
  });
});

describe('the report json', () => {
  it('gives every issue, whatever is shown elsewhere, and then the counts', () => {
    const lines = writtenReport('json', [portIssue, portIssue], { maxIssues: 0 }).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { type: 'issue', ...portIssue },
      { type: 'issue', ...portIssue },
      expect.objectContaining({ type: 'summary', records: 3, errors: 2, unreadable: [] }),
    ]);
  });

  it('spells out halves of surrogate pairs, and only those', () => {
    const [line] = writtenReport('json', [{ ...portIssue, received: '\ud83e\udd8a\ud800\\ud800' }]).split('\n');
    expect(line).toContain('"received":"🦊\\\\ud800\\\\ud800"');
  });
});
