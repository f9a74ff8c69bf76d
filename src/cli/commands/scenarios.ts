import { listLibrary } from '../../scenarios/library.js';
import { loadStory } from '../../scenarios/loadStory.js';
import { visibleText } from '../../scenarios/visibleText.js';
import { checkStory } from '../checkStory.js';
import { columns } from '../columns.js';
import type { Command } from '../command.js';
import { ExitCode } from '../exitCode.js';
import type { Io } from '../io.js';
import { oneOf } from '../oneOf.js';
import { reportError } from '../reportError.js';
import { describeStory } from '../storyJson.js';
import { UsageError } from '../usageError.js';

const ACTIONS = ['list', 'show', 'check'] as const;

interface Args {
  readonly action: string;
  readonly stories: readonly string[];
  readonly json: boolean;
}

/** `wiretale scenarios`: the library, and stories of one's own. */
export const scenarios: Command<Args> = {
  usage: 'scenarios [action] [stories..]',
  summary: 'List, show and check stories',
  examples: [
    ['wiretale scenarios list', 'the stories that come with the package'],
    ['wiretale scenarios show psexec-lateral-movement', 'print a story, to start from'],
    ['wiretale scenarios check ./my-story.yaml', 'find everything that is wrong with a story'],
  ],
  options: (yargs) =>
    yargs
      .positional('action', { type: 'string', default: 'list', describe: ACTIONS.join(', ') })
      .positional('stories', { type: 'string', array: true, default: [], describe: 'STORY to show or check: an id or a path' })
      .option('json', { type: 'boolean', default: false, describe: 'Print JSON (list, show)' }),
  run: async ({ action, stories, json }, io) => {
    const chosen = oneOf('scenarios', ACTIONS, action);
    if (chosen === 'check') return check(stories, io);
    if (chosen === 'show') return show(stories, json, io);
    if (stories.length > 0) throw new UsageError(`scenarios list: expected no STORY, received "${visibleText(stories[0]!)}"`);
    return list(json, io);
  },
};

async function list(json: boolean, io: Io): Promise<ExitCode> {
  const stories = await Promise.all((await listLibrary()).map(({ file }) => loadStory(file)));
  if (json) io.stdout.write(`${JSON.stringify(stories.map(describeStory), undefined, 2)}\n`);
  else io.stdout.write(columns(stories.map(({ story }) => [story.id, visibleText(story.title)])).replace(/^ {2}/gmu, ''));
  return ExitCode.done;
}

async function show(names: readonly string[], json: boolean, io: Io): Promise<ExitCode> {
  const [name] = names;
  if (name === undefined || names.length > 1)
    throw new UsageError(`scenarios show: expected one STORY, received ${names.length}`);
  const loaded = await checkStory(name, io.cwd);
  io.stdout.write(json ? `${JSON.stringify({ ...describeStory(loaded), text: loaded.text }, undefined, 2)}\n` : loaded.text);
  return ExitCode.done;
}

/** Every story is looked at, whatever is wrong with the others. */
async function check(names: readonly string[], io: Io): Promise<ExitCode> {
  if (names.length === 0) throw new UsageError('scenarios check: expected at least one STORY, received none');
  let result: ExitCode = ExitCode.done;
  for (const name of names) {
    try {
      const { story } = await checkStory(name, io.cwd);
      io.stdout.write(`ok ${visibleText(name)}${story.id === name ? '' : ` (${story.id})`}\n`);
    } catch (error) {
      const code = reportError(error, io);
      if (result === ExitCode.done || code !== ExitCode.usage) result = code;
    }
  }
  return result;
}
