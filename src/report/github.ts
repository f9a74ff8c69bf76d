import { issueSentence } from '../validate/formatIssue.js';
import type { Issue, Level, Unreadable } from '../validate/index.js';
import { counted } from './counted.js';
import { githubCommand } from './githubCommand.js';
import type { MakeReport } from './report.js';
import { Shown } from './shown.js';

/** GitHub shows so many annotations of each level from one step; more would only fill the log. */
const MOST_OF_LEVEL = 10;

const COMMANDS: Readonly<Record<Level, 'error' | 'warning' | 'notice'>> = { error: 'error', warning: 'warning', note: 'notice' };

/** For GitHub Actions: workflow commands that annotate the files. */
export const github: MakeReport = ({ maxIssues }) => {
  const shown = new Shown(maxIssues);
  const annotated: Record<Level, number> = { error: 0, warning: 0, note: 0 };
  return {
    begin: () => '',
    issue(issue) {
      if (!shown.admits(issue) || annotated[issue.level] >= MOST_OF_LEVEL) return '';
      annotated[issue.level] += 1;
      return annotation(issue);
    },
    end({ errors, warnings, notes, unreadable }) {
      const all: readonly (readonly [Level, number])[] = [
        ['error', errors],
        ['warning', warnings],
        ['note', notes],
      ];
      const rest = all.flatMap(([level, count]) =>
        count > annotated[level] ? [`${annotated[level]} of ${counted(count, level)}`] : [],
      );
      const remark =
        rest.length === 0 ? '' : `annotated: ${rest.join(', ')}; wiretale validate without --report github lists more\n`;
      return `${unreadable.map(unread).join('')}${remark}`;
    },
  };
};

function annotation(issue: Issue): string {
  const { level, code, check, file, line, source } = issue;
  return githubCommand(COMMANDS[level], { file, line, title: check }, `${issueSentence(issue)} [${code}; ${source}]`);
}

const unread = ({ name, cause }: Unreadable) =>
  githubCommand('error', { file: name, title: 'unreadable' }, `cannot read ${name}: ${cause}`);
