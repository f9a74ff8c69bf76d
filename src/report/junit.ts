import { formatIssue, type Issue, type Unreadable } from '../validate/index.js';
import { checkDetails } from './checkDetails.js';
import { counted } from './counted.js';
import type { MakeReport } from './report.js';
import { xmlAttributes, xmlContent } from './xmlText.js';

interface Group {
  count: number;
  readonly shown: string[];
}

/** The issues of one check in one file; those shown are held until the file ends, for a suite begins with its counts. */
interface Case {
  readonly error: Group;
  /** Warnings and notes. */
  readonly other: Group;
}

/** Most issues of one check in one file that are held, whatever is asked for: memory is bounded. */
const MOST_HELD = 1000;

/**
 * For continuous integration: a test suite per file, in it a test case per check that found something. An error is a failure of its
 * case; warnings and notes are output of a case that passes. Of a file without issues there is one case, which passes.
 */
export const junit: MakeReport = ({ maxIssues, files }) => {
  const most = Math.min(maxIssues, MOST_HELD);
  const silent = new Set(files);
  let file: string | undefined;
  let cases = new Map<string, Case>();

  const suiteOfFile = () => {
    if (cases.size === 0) return '';
    const suite = testSuite(file ?? 'data', [...cases].map(testCase));
    silent.delete(file ?? 'data');
    cases = new Map();
    return suite;
  };

  return {
    begin: () => '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="wiretale validate">\n',
    issue(issue) {
      const finished = issue.file === file ? '' : suiteOfFile();
      file = issue.file;
      const found = cases.get(issue.check) ?? newCase();
      cases.set(issue.check, found);
      add(found, issue, most);
      return finished;
    },
    end({ unreadable }) {
      const last = suiteOfFile();
      for (const { name } of unreadable) silent.delete(name);
      const sound = [...silent].map((name) => testSuite(name, [SOUND]));
      return `${last}${sound.join('')}${unreadable.map(unreadableSuite).join('')}</testsuites>\n`;
    },
  };
};

const newCase = (): Case => ({ error: { count: 0, shown: [] }, other: { count: 0, shown: [] } });

function add(found: Case, issue: Issue, most: number): void {
  const group = issue.level === 'error' ? found.error : found.other;
  group.count += 1;
  if (group.count <= most) group.shown.push(`${issue.level}: ${formatIssue(issue)}`);
}

interface TestCase {
  readonly text: string;
  readonly failed: boolean;
  readonly errored: boolean;
}

const SOUND: TestCase = { text: '<testcase classname="wiretale" name="all checks"/>', failed: false, errored: false };

function testSuite(name: string, cases: readonly TestCase[]): string {
  const counts = {
    tests: cases.length,
    failures: cases.filter(({ failed }) => failed).length,
    errors: cases.filter(({ errored }) => errored).length,
    skipped: 0,
  };
  const lines = cases.map(({ text }) => `    ${text}\n`).join('');
  return `  <testsuite${xmlAttributes({ name, ...counts })}>\n${lines}  </testsuite>\n`;
}

function testCase([check, { error, other }]: [string, Case]): TestCase {
  const demand = checkDetails(check)?.demand ?? check;
  const message = `${counted(error.count, 'error')}: ${demand}`;
  const failure = error.count === 0 ? '' : `<failure${xmlAttributes({ message, type: check })}>${listed(error)}</failure>`;
  const output = other.count === 0 ? '' : `<system-out>${listed(other)}</system-out>`;
  const attributes = xmlAttributes({ classname: check.split('/')[0]!, name: check });
  return { text: `<testcase${attributes}>${failure}${output}</testcase>`, failed: error.count > 0, errored: false };
}

function listed({ count, shown }: Group): string {
  const rest = count - shown.length;
  return xmlContent([...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join('\n'));
}

function unreadableSuite({ name, cause }: Unreadable): string {
  const attributes = xmlAttributes({ classname: 'wiretale', name: 'can be read' });
  const error = `<error${xmlAttributes({ message: `cannot read ${name}: ${cause}`, type: 'unreadable' })}/>`;
  return testSuite(name, [{ text: `<testcase${attributes}>${error}</testcase>`, failed: false, errored: true }]);
}
