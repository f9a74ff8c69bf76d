import { describe, expect, it } from 'vitest';
import { HOSTILE, noteIssue, portIssue, warningIssue, writtenReport } from './writtenReport.js';

describe('the report github', () => {
  it('gives a workflow command per issue, by level', () => {
    expect(writtenReport('github', [portIssue, warningIssue, noteIssue]).split('\n')).toEqual([
      '::error file=feed/a.ndjson,line=7,title=falcon-ip6/port::RemotePort: expected decimal text 0–65535, received "x" [MALFORMED; docs/checks/network-connect-ip6.md#falcon-ip6-port]',
      expect.stringMatching(/^::warning file=feed\/a\.ndjson,line=3,title=input\/tree-copy::record: /u),
      expect.stringMatching(/^::notice file=feed\/a\.ndjson,line=1,title=input\/not-checked::record: /u),
      '',
    ]);
  });

  it.each([
    ['100%', '100%25'],
    ['%0A', '%250A'],
    ['a\nb', 'a%0Ab'],
    ['a\rb', 'a%0Db'],
    ['a:b,c', 'a:b,c'],
    ['::error::x', '::error::x'],
  ])('writes %j in a message as %j', (received, written) => {
    expect(writtenReport('github', [{ ...portIssue, received }])).toContain(`received "${written}" `);
  });

  it.each([
    ['C:\\a,b.xml', 'C%3A\\a%2Cb.xml'],
    ['50%\r\n.xml', '50%25%0D%0A.xml'],
    ['a::b', 'a%3A%3Ab'],
  ])('writes %j in a property as %j', (file, written) => {
    expect(writtenReport('github', [{ ...portIssue, file }]).startsWith(`::error file=${written},line=7,`)).toBe(true);
  });

  it('leaves out the place that is not known', () => {
    const { file: _, line: __, ...placeless } = portIssue;
    expect(writtenReport('github', [placeless])).toMatch(/^::error title=falcon-ip6\/port::/u);
  });

  it('stays one line, whatever the data is', () => {
    const written = writtenReport('github', [{ ...portIssue, file: HOSTILE, path: HOSTILE, received: HOSTILE }]);
    expect(written.match(/[\r\n]/gu)).toEqual(['\n']);
  });

  it('annotates ten of a level, which GitHub shows, and counts the rest', () => {
    const issues = [...Array.from({ length: 30 }, () => portIssue), noteIssue];
    const lines = writtenReport('github', issues, { maxIssues: 100 }).trimEnd().split('\n');
    expect(lines.filter((line) => line.startsWith('::error'))).toHaveLength(10);
    expect(lines.at(-1)).toMatch(/^annotated: 10 of 30 errors; /u);
    expect(lines).toHaveLength(12);
  });

  it('says of what it could not read', () => {
    const unreadable = [{ name: 'a,b.xml', cause: 'no such file' }];
    expect(writtenReport('github', [], {}, { unreadable })).toBe(
      '::error file=a%2Cb.xml,title=unreadable::cannot read a,b.xml: no such file\n',
    );
  });

  it('keeps to the number per check too', () => {
    const lines = writtenReport('github', [portIssue, portIssue, noteIssue], { maxIssues: 1 }).trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines.at(-1)).toMatch(/^annotated: 1 of 2 errors; /u);
  });
});
