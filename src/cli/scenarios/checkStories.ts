import { dirname, isAbsolute, join } from 'node:path';
import { githubCommand } from '../../report/index.js';
import { formatProblem, StoryError, type StoryProblem } from '../../scenarios/storyError.js';
import { visibleText } from '../../scenarios/visibleText.js';
import { checkStory } from '../checkStory.js';
import { ExitCode } from '../exitCode.js';
import type { Io } from '../io.js';
import { oneOf } from '../oneOf.js';
import { errorReport } from '../reportError.js';
import { chosenValues } from '../setOption.js';
import { UsageError } from '../usageError.js';
import type { ScenariosArgs } from './scenariosArgs.js';

export const CHECK_REPORTS = ['text', 'json', 'github'] as const;
type CheckReport = (typeof CHECK_REPORTS)[number];

/** What became of one story. */
interface Checked {
  /** STORY as it was given. */
  readonly story: string;
  /** Of a sound story; absent: it is none. */
  readonly id?: string;
  /** None where the file could not even be read. */
  readonly problems: readonly StoryProblem[];
  /** What is odd about a sound one. */
  readonly remarks: readonly StoryProblem[];
  /** What is wrong, for people. */
  readonly text: string;
  readonly code: ExitCode;
}

/** `scenarios check`: every story is looked at, whatever is wrong with the others. */
export async function checkStories(args: ScenariosArgs, io: Io): Promise<ExitCode> {
  const { stories: names, set: given } = args;
  const report = chosenReport(args);
  if (names.length === 0) throw new UsageError('scenarios check: expected at least one STORY, received none');
  const set = chosenValues(given);
  const all: Checked[] = [];
  for (const name of names) {
    io.signal.throwIfAborted();
    const checked = await check(name, set, io);
    all.push(checked);
    SAYS[report](checked, io);
  }
  // What keeps us from looking is a problem too.
  const problems = all.reduce((sum, { id, problems: found }) => sum + (id === undefined ? Math.max(1, found.length) : 0), 0);
  if (report === 'json') io.stdout.write(`${JSON.stringify({ problems, stories: all.map(forPrograms) }, undefined, 2)}\n`);
  const unsound = all.filter(({ id }) => id === undefined).length;
  if (unsound > 0)
    io.stderr.write(`${counted(problems, 'problem')} in ${unsound} of ${counted(names.length, 'story', 'stories')}\n`);
  // What could not be read says more about what to do than what is wrong in what could.
  return all
    .map(({ code }) => code)
    .reduce((worst, code) => (worst === ExitCode.done || code > worst ? code : worst), ExitCode.done);
}

function chosenReport({ report, json }: ScenariosArgs): CheckReport {
  const chosen = report === undefined ? undefined : oneOf('--report', CHECK_REPORTS, report);
  if (json && chosen !== undefined && chosen !== 'json')
    throw new UsageError(`--json: expected without --report ${chosen}: it means --report json`);
  return json ? 'json' : (chosen ?? 'text');
}

async function check(name: string, set: Readonly<Record<string, string>>, io: Io): Promise<Checked> {
  try {
    const [loaded, { techniqueRemarks }] = await Promise.all([
      checkStory(name, io, set),
      import('../../scenarios/attack/techniqueRemarks.js'),
    ]);
    return { story: name, id: loaded.story.id, problems: [], remarks: techniqueRemarks(loaded), text: '', code: ExitCode.done };
  } catch (error) {
    io.signal.throwIfAborted();
    const { text, code } = errorReport(error, io);
    return { story: name, problems: error instanceof StoryError ? error.problems : [], remarks: [], text, code };
  }
}

/** What is said about a story as soon as it has been looked at. */
const SAYS: Readonly<Record<CheckReport, (checked: Checked, io: Io) => void>> = {
  text({ story, id, remarks, text }, io) {
    for (const remark of remarks) io.stderr.write(`remark: ${formatProblem(remark)}\n`);
    if (id === undefined) io.stderr.write(text);
    else io.stdout.write(`ok ${visibleText(story)}${id === story ? '' : ` (${id})`}\n`);
  },
  json: () => undefined,
  github({ story, id, problems, remarks, text }, io) {
    for (const remark of remarks) io.stdout.write(annotation('notice', remark, story));
    if (id !== undefined) return;
    if (problems.length === 0) io.stdout.write(githubCommand('error', { file: story }, text.trimEnd()));
    for (const problem of problems) io.stdout.write(annotation('error', problem, story));
  },
};

function annotation(level: 'error' | 'notice', problem: StoryProblem, story: string): string {
  const { code, line, column } = problem;
  // A file that a story includes is named as the story does; what is wrong with the command line is in no file.
  const included = line !== undefined && problem.file !== story && !isAbsolute(problem.file);
  const file = included ? join(dirname(story), problem.file) : line === undefined ? story : problem.file;
  return githubCommand(level, { file, line, col: column, title: code }, formatProblem(problem));
}

const forPrograms = ({ story, id, problems, remarks, text }: Checked) => ({
  story,
  ok: id !== undefined,
  ...(id !== undefined && { id }),
  ...(id === undefined && problems.length === 0 && { error: text.trimEnd() }),
  problems,
  ...(remarks.length > 0 && { remarks }),
});

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
