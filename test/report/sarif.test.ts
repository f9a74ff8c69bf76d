import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Issue } from '../../src/validate/index.js';
import { checksById } from '../../src/validate/index.js';
import { HOSTILE, noteIssue, portIssue, warningIssue, writtenReport } from './writtenReport.js';

type Log = { readonly version: string; readonly $schema: string; readonly runs: readonly [Run] };
type Run = {
  readonly tool: { readonly driver: Readonly<Record<string, unknown>> & { readonly rules: readonly Rule[] } };
  readonly results: readonly Result[];
  readonly invocations: readonly [
    { readonly executionSuccessful: boolean; readonly toolExecutionNotifications: readonly unknown[] },
  ];
  readonly properties: Readonly<Record<string, unknown>>;
};
type Rule = { readonly id: string; readonly [key: string]: unknown };
type Result = {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly [
    { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region?: object } },
  ];
};

const log = (...args: Parameters<typeof writtenReport> extends [unknown, ...infer Rest] ? Rest : never) =>
  JSON.parse(writtenReport('sarif', ...args)) as Log;
const uriOf = (file: string) =>
  log([{ ...portIssue, file }]).runs[0].results[0]!.locations[0].physicalLocation.artifactLocation.uri;
const messageOf = (change: Partial<Issue>) => log([{ ...portIssue, ...change }]).runs[0].results[0]!.message.text;

describe('the report sarif', () => {
  it('is one run of SARIF 2.1.0', () => {
    const { version, $schema, runs } = log([]);
    expect(version).toBe('2.1.0');
    expect($schema).toMatch(/sarif-2\.1\.0\.json$/u);
    expect(runs).toHaveLength(1);
    expect(Object.keys(runs[0]).sort()).toEqual(['invocations', 'properties', 'results', 'tool']);
  });

  it('names the tool, and a rule per check with its level in the profile', () => {
    const { driver } = log([], { profile: 'lenient', checks: ['input/not-checked', 'falcon-ip6/port'] }).runs[0].tool;
    expect(driver).toMatchObject({ name: 'wiretale', version: '1.2.3' });
    expect(driver).not.toHaveProperty('informationUri');
    const { demand, basis, lenient } = checksById['falcon-ip6/port'];
    expect(driver.rules.map(({ id }) => id)).toEqual(['input/not-checked', 'falcon-ip6/port']);
    expect(driver.rules[1]).toMatchObject({ shortDescription: { text: demand }, defaultConfiguration: { level: lenient } });
    expect(driver.rules[1]).toHaveProperty('help.text', basis);
  });

  it('has rules that it may have: every id once, every text with something in it', () => {
    const { rules } = log([], { checks: Object.keys(checksById) }).runs[0].tool.driver;
    expect(new Set(rules.map(({ id }) => id)).size).toBe(Object.keys(checksById).length);
    for (const rule of rules) {
      expect(rule).toMatchObject({
        shortDescription: { text: expect.stringMatching(/\S/u) },
        help: { text: expect.stringMatching(/\S/u) },
        defaultConfiguration: { level: expect.stringMatching(/^(?:error|warning|note)$/u) },
      });
    }
  });

  it('has a result per issue, at its place in the file and in the record', () => {
    expect(log([portIssue]).runs[0].results).toEqual([
      {
        ruleId: 'falcon-ip6/port',
        ruleIndex: 2,
        level: 'error',
        message: {
          text: 'RemotePort: expected decimal text 0–65535, received "x" [MALFORMED; docs/checks/network-connect-ip6.md#falcon-ip6-port]',
        },
        locations: [
          {
            physicalLocation: { artifactLocation: { uri: 'feed/a.ndjson' }, region: { startLine: 7 } },
            logicalLocations: [{ fullyQualifiedName: 'RemotePort' }],
          },
        ],
      },
    ]);
  });

  it('has results of every level', () => {
    expect(log([portIssue, warningIssue, noteIssue]).runs[0].results.map(({ level }) => level)).toEqual([
      'error',
      'warning',
      'note',
    ]);
  });

  it('leaves out the line, or the file, that is not known', () => {
    const { line: _, ...lineless } = portIssue;
    const { file: __, ...placeless } = lineless;
    const { results } = log([lineless, placeless]).runs[0];
    expect(results[0]!.locations[0].physicalLocation).toEqual({ artifactLocation: { uri: 'feed/a.ndjson' } });
    expect(results[1]!.locations[0]).toEqual({ logicalLocations: [{ fullyQualifiedName: 'RemotePort' }] });
  });

  it('counts what it does not show', () => {
    const { results, properties } = log([portIssue, portIssue, noteIssue, portIssue], { maxIssues: 1 }).runs[0];
    expect(results).toHaveLength(2);
    expect(properties).toEqual({
      profile: 'strict',
      records: 3,
      errors: 3,
      warnings: 0,
      notes: 1,
      notShown: { 'falcon-ip6/port': 2 },
    });
  });

  it('says that reading failed', () => {
    expect(log([]).runs[0].invocations).toEqual([{ executionSuccessful: true, toolExecutionNotifications: [] }]);
    const { invocations } = log([], {}, { unreadable: [{ name: 'b c.xml', cause: 'no such file' }] }).runs[0];
    expect(invocations[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [
        {
          level: 'error',
          message: { text: 'cannot read b c.xml: no such file' },
          locations: [{ physicalLocation: { artifactLocation: { uri: 'b%20c.xml' } } }],
        },
      ],
    });
  });

  it.each([
    ['feed/part 1.ndjson', 'feed/part%201.ndjson'],
    ['a:b.xml', 'a%3Ab.xml'],
    ['50%.xml', '50%25.xml'],
    ['q?x#y.xml', 'q%3Fx%23y.xml'],
    ['ünï.xml', '%C3%BCn%C3%AF.xml'],
    ['../up.xml', '../up.xml'],
    ['[1].xml', '%5B1%5D.xml'],
    ['\ud800.xml', '%5Cud800.xml'],
    ['/data/part 1.xml', pathToFileURL('/data/part 1.xml').href],
  ])('gives the file %j as %j', (file, uri) => expect(uriOf(file)).toBe(uri));

  it.each([
    ['{0}', '{{0}}'],
    ['{1a2b3c4d-0000-0000-0000-000000000000}', '{1a2b3c4d-0000-0000-0000-000000000000}'],
    ['[a](b)', '\\[a](b)'],
    ['[a]', '[a]'],
  ])('keeps %j from meaning something to a viewer', (received, written) =>
    expect(messageOf({ received })).toContain(`received "${written}"`),
  );

  it('is JSON in UTF-8, whatever the data is', () => {
    const issue = { ...portIssue, path: HOSTILE, received: HOSTILE, expected: HOSTILE, file: HOSTILE };
    const written = writtenReport('sarif', [issue], {}, { unreadable: [{ name: HOSTILE, cause: HOSTILE }] });
    expect(Buffer.from(written).toString()).toBe(written);
    expect(written).not.toMatch(/\\ud[89a-f](?<!\\\\ud[89a-f])/u);
    const [{ results }] = (JSON.parse(written) as Log).runs;
    expect(results[0]!.message.text).toContain('\ufffe\uffff%0A\r\n::error::,{{0}}\\[a](b)\u2028🦊\\udc00');
    expect(results[0]!.locations[0].physicalLocation.artifactLocation.uri).toMatch(/^[\w.~!*'()%/-]+$/u);
  });
});
