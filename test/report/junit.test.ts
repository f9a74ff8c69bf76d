import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { checksById } from '../../src/validate/index.js';
import { HOSTILE, noteIssue, portIssue, warningIssue, writtenReport } from './writtenReport.js';

const hasXmllint = spawnSync('xmllint', ['--version']).status === 0;
/** What libxml2 reads at a place of the document; it refuses one that is not well formed. */
const read = (xml: string, path: string) =>
  execFileSync('xmllint', ['--nonet', '--xpath', path, '-'], { input: xml, encoding: 'utf8' }).replace(/\n$/u, '');

const inB = { ...portIssue, file: 'feed/b.ndjson' };

describe('the report junit', () => {
  it('has a suite per file and a case per check that found something', () => {
    expect(writtenReport('junit', [portIssue, noteIssue, inB], { maxIssues: 1 })).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuites name="wiretale validate">',
        '  <testsuite name="feed/a.ndjson" tests="2" failures="1" errors="0" skipped="0">',
        '    <testcase classname="falcon-ip6" name="falcon-ip6/port"><failure message="1 error: DEMAND" type="falcon-ip6/port">error: feed/a.ndjson:7: RemotePort: expected decimal text 0–65535, received "x" [MALFORMED; falcon-ip6/port; docs/checks/network-connect-ip6.md#falcon-ip6-port]</failure></testcase>',
        '    <testcase classname="input" name="input/not-checked"><system-out>note: feed/a.ndjson:1: record: expected NetworkConnectIP6, received "ProcessRollup2" [NOT_CHECKED; input/not-checked; docs/checks/input.md#input-not-checked]</system-out></testcase>',
        '  </testsuite>',
        '  <testsuite name="feed/b.ndjson" tests="1" failures="1" errors="0" skipped="0">',
        '    <testcase classname="falcon-ip6" name="falcon-ip6/port"><failure message="1 error: DEMAND" type="falcon-ip6/port">error: feed/b.ndjson:7: RemotePort: expected decimal text 0–65535, received "x" [MALFORMED; falcon-ip6/port; docs/checks/network-connect-ip6.md#falcon-ip6-port]</failure></testcase>',
        '  </testsuite>',
        '</testsuites>',
        '',
      ]
        .join('\n')
        .replaceAll('DEMAND', checksById['falcon-ip6/port'].demand),
    );
  });

  it('counts in each file what is more than is shown', () => {
    const issues = [portIssue, portIssue, portIssue, inB, inB];
    const written = writtenReport('junit', issues, { maxIssues: 1 });
    expect(written.match(/^.*and \d+ more/gmu)).toEqual(['and 2 more', 'and 1 more']);
    expect(written.match(/message="\d errors/gu)).toEqual(['message="3 errors', 'message="2 errors']);
  });

  it('has a case that passes for a file without issues', () => {
    expect(writtenReport('junit', [], { files: ['a.xml', 'b.xml'] })).toContain(
      [
        '  <testsuite name="b.xml" tests="1" failures="0" errors="0" skipped="0">',
        '    <testcase classname="wiretale" name="all checks"/>',
        '  </testsuite>',
      ].join('\n'),
    );
  });

  it('has an error for a file that cannot be read', () => {
    const unreadable = [{ name: 'b.xml', cause: 'no such file' }];
    const written = writtenReport('junit', [], { files: ['b.xml'] }, { unreadable });
    expect(written).toContain('<testsuite name="b.xml" tests="1" failures="0" errors="1" skipped="0">');
    expect(written).toContain('<error message="cannot read b.xml: no such file" type="unreadable"/>');
    expect(written.match(/<testsuite /gu)).toHaveLength(1);
  });

  it('holds no more issues than a thousand per check', () => {
    const issues = Array.from({ length: 1100 }, () => portIssue);
    expect(writtenReport('junit', issues, { maxIssues: 1_000_000 })).toContain('\nand 100 more<');
  });

  it('spells out what XML cannot hold and escapes the rest', () => {
    const written = writtenReport('junit', [{ ...portIssue, received: HOSTILE, file: HOSTILE }], { files: [] });
    expect(written).toContain(
      'received "\\u0000\\u001b[31m\\ud800]]&gt;&lt;/failure&gt;&lt;x a="1"&gt;&amp;amp;\\ufffe\\uffff%0A&#13;\n::error::,{0}[a](b)\u2028🦊\\udc00"',
    );
    expect(written).toContain(
      'name="\\u0000\\u001b[31m\\ud800]]&gt;&lt;/failure&gt;&lt;x a=&quot;1&quot;&gt;&amp;amp;\\ufffe\\uffff%0A&#13;&#10;',
    );
  });
});

describe.skipIf(!hasXmllint)('the report junit as libxml2 reads it (skipped without xmllint)', () => {
  // What Jenkins and GitLab know of a report, in the order in which they want it.
  const DTD = `
    <!ELEMENT testsuites (testsuite*)> <!ATTLIST testsuites name CDATA #IMPLIED>
    <!ELEMENT testsuite (testcase*)>
    <!ATTLIST testsuite name CDATA #REQUIRED tests CDATA #REQUIRED failures CDATA #IMPLIED errors CDATA #IMPLIED skipped CDATA #IMPLIED>
    <!ELEMENT testcase (error*, failure*, system-out*)>
    <!ATTLIST testcase name CDATA #REQUIRED classname CDATA #IMPLIED>
    <!ELEMENT error (#PCDATA)> <!ATTLIST error message CDATA #IMPLIED type CDATA #IMPLIED>
    <!ELEMENT failure (#PCDATA)> <!ATTLIST failure message CDATA #IMPLIED type CDATA #IMPLIED>
    <!ELEMENT system-out (#PCDATA)>`;
  const withDtd = (xml: string) => xml.replace('<testsuites', `<!DOCTYPE testsuites [${DTD}]>\n<testsuites`);

  it.each([
    ['sound data', writtenReport('junit', [])],
    ['issues of each level', writtenReport('junit', [portIssue, warningIssue, noteIssue, inB], { maxIssues: 0 })],
    ['a check with errors and warnings', writtenReport('junit', [portIssue, { ...portIssue, level: 'warning' }])],
    ['what cannot be read', writtenReport('junit', [], {}, { unreadable: [{ name: HOSTILE, cause: HOSTILE }] })],
    ['nothing at all', writtenReport('junit', [], { files: [] })],
  ])('is valid for %s', (_, xml) => {
    expect(spawnSync('xmllint', ['--nonet', '--noout', '--valid', '-'], { input: withDtd(xml) }).stderr.toString()).toBe('');
  });

  it('comes back as it was, but for what XML cannot hold', () => {
    const shown = HOSTILE.replaceAll('\u0000', '\\u0000')
      .replaceAll('\u001b', '\\u001b')
      .replaceAll('\ufffe', '\\ufffe')
      .replaceAll('\uffff', '\\uffff')
      .replace('\ud800]', '\\ud800]')
      .replace(/\udc00$/u, '\\udc00');
    const written = writtenReport('junit', [{ ...portIssue, received: HOSTILE, file: HOSTILE }], { files: [] });
    expect(read(written, 'string(//testsuite/@name)')).toBe(shown);
    expect(read(written, 'string(//failure)')).toContain(`received "${shown}"`);
  });

  it('has every character below U+0020 and around the surrogates', () => {
    const all = String.fromCharCode(...Array.from({ length: 0x20 }, (_, code) => code), 0x7f, 0x85, 0xd7ff, 0xe000, 0xfffd);
    const written = writtenReport('junit', [{ ...portIssue, path: all }]);
    expect(read(written, 'string(//failure)')).toContain('\\u0008\t\n\\u000b\\u000c\r\\u000e');
  });
});
