import { issueSentence } from '../validate/formatIssue.js';
import type { Issue, Profile, Unreadable } from '../validate/index.js';
import { checkDetails } from './checkDetails.js';
import { fileUri } from './fileUri.js';
import { jsonText } from './jsonText.js';
import type { MakeReport } from './report.js';
import { Shown } from './shown.js';

/** For code scanning: SARIF 2.1.0, one run, a rule per check, a result per issue that is shown. */
export const sarif: MakeReport = ({ profile, maxIssues, version, checks }) => {
  const shown = new Shown(maxIssues);
  const ruleIndex = new Map(checks.map((id, index) => [id, index]));
  let separator = '\n';
  return {
    begin: () => {
      const driver = { name: 'wiretale', version, semanticVersion: version, rules: checks.map((id) => ruleOf(id, profile)) };
      return `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":${jsonText({ driver })},\n"results":[`;
    },
    issue(issue) {
      if (!shown.admits(issue)) return '';
      const result = `${separator}${jsonText(resultOf(issue, ruleIndex.get(issue.check)))}`;
      separator = ',\n';
      return result;
    },
    end({ records, errors, warnings, notes, unreadable }) {
      const invocation = {
        executionSuccessful: unreadable.length === 0,
        toolExecutionNotifications: unreadable.map(notificationOf),
      };
      const properties = { profile, records, errors, warnings, notes, notShown: Object.fromEntries(shown.rest()) };
      return `],\n"invocations":[${jsonText(invocation)}],\n"properties":${jsonText(properties)}}]}\n`;
    },
  };
};

function ruleOf(id: string, profile: Profile): object {
  const check = checkDetails(id);
  if (!check) return { id };
  return {
    id,
    shortDescription: { text: plain(check.demand) },
    help: { text: plain(check.basis) },
    defaultConfiguration: { level: check[profile] },
  };
}

function resultOf(issue: Issue, ruleIndex: number | undefined): object {
  const { check, level, code, path, file, line, source } = issue;
  const physicalLocation = file !== undefined && {
    artifactLocation: { uri: fileUri(file) },
    ...(line !== undefined && { region: { startLine: line } }),
  };
  return {
    ruleId: check,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level,
    message: { text: plain(`${issueSentence(issue)} [${code}; ${source}]`) },
    locations: [{ ...(physicalLocation && { physicalLocation }), logicalLocations: [{ fullyQualifiedName: path }] }],
  };
}

const notificationOf = ({ name, cause }: Unreadable) => ({
  level: 'error',
  message: { text: plain(`cannot read ${name}: ${cause}`) },
  locations: [{ physicalLocation: { artifactLocation: { uri: fileUri(name) } } }],
});

/**
 * Keeps a viewer from reading data as a link, `[text](target)`, or as a placeholder, `{0}` (sections 3.11.5 and 3.11.6).
 *
 * Other braces stay single: viewers show messages without arguments as they are, and a GUID with doubled ones would be another text.
 */
const plain = (text: string): string => text.replace(/\[(?=[^\]]*\]\()/gu, '\\[').replace(/\{(\d+)\}/gu, '{{$1}}');
