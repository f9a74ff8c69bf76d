import type { Command } from '../command.js';
import type { ExitCode } from '../exitCode.js';
import { hyphenIsFile } from '../hyphenIsFile.js';
import type { Io } from '../io.js';
import { oneOf } from '../oneOf.js';
import { CHECK_REPORTS, checkStories } from '../scenarios/checkStories.js';
import { initStory } from '../scenarios/initStory.js';
import { listStories } from '../scenarios/listStories.js';
import type { ScenariosArgs } from '../scenarios/scenariosArgs.js';
import { showStory } from '../scenarios/showStory.js';
import { setOption } from '../setOption.js';
import { UsageError } from '../usageError.js';

interface Action {
  /** Options that it takes besides `--help`. */
  readonly options: readonly (keyof ScenariosArgs)[];
  run(args: ScenariosArgs, io: Io): Promise<ExitCode>;
}

const ACTIONS = {
  list: { options: ['json', 'technique', 'tactic'], run: listStories },
  show: { options: ['json'], run: showStory },
  check: { options: ['json', 'report', 'set'], run: checkStories },
  init: { options: ['id', 'title'], run: initStory },
  schema: {
    options: [],
    // What makes a schema is large, and nobody else needs it.
    run: async (args, io) => (await import('../scenarios/printSchema.js')).printSchema(args, io),
  },
} as const satisfies Readonly<Record<string, Action>>;

const NAMES = Object.keys(ACTIONS) as (keyof typeof ACTIONS)[];

/** `wiretale scenarios`: the library, and stories of one's own. */
export const scenarios: Command<ScenariosArgs> = {
  usage: 'scenarios [action] [stories..]',
  summary: 'List, show, begin and check stories',
  examples: [
    ['wiretale scenarios init my-story.yaml', 'begin a story of your own, with comments that teach the language'],
    ['wiretale scenarios check ./my-story.yaml', 'find everything that is wrong with a story'],
    ['wiretale scenarios check stories/*.yaml --report github', 'the same in a pull request'],
    ['wiretale scenarios list', 'the stories that come with the package'],
    ['wiretale scenarios list --tactic lateral-movement', 'those of one tactic of ATT&CK, or of one --technique'],
    ['wiretale scenarios show psexec-lateral-movement', 'print a story, to start from'],
    ['wiretale scenarios schema > story.schema.json', 'the language as JSON Schema, for editors'],
  ],
  options: (yargs) =>
    yargs
      .parserConfiguration(hyphenIsFile)
      .positional('action', { type: 'string', default: 'list', describe: NAMES.join(', ') })
      .positional('stories', {
        type: 'string',
        array: true,
        default: [],
        describe: 'STORY to show or check: an id or a path; init: the file to write, or - for stdout',
      })
      .option('json', { type: 'boolean', default: false, describe: 'Print JSON (list, show, check)' })
      .option('report', { type: 'string', requiresArg: true, describe: `check: ${CHECK_REPORTS.join(', ')}; default: text` })
      .option('set', { ...setOption, describe: `check: ${setOption.describe}` })
      .option('id', { type: 'string', requiresArg: true, describe: "init: the story's id; default: the name of the file" })
      .option('title', { type: 'string', requiresArg: true, describe: "init: the story's title" })
      .option('technique', {
        type: 'string',
        requiresArg: true,
        describe: 'list: only stories with this technique of ATT&CK, or one below it',
      })
      .option('tactic', {
        type: 'string',
        requiresArg: true,
        describe: 'list: only stories with a technique of this tactic',
      }) as never,
  run: async (args, io) => {
    const name = oneOf('scenarios', NAMES, args.action);
    const { options, run }: Action = ACTIONS[name];
    for (const option of ['json', 'report', 'set', 'id', 'title', 'technique', 'tactic'] as const)
      if (args[option] !== undefined && args[option] !== false && !options.includes(option))
        throw new UsageError(`--${option}: expected with scenarios ${takers(option)}, received with scenarios ${name}`);
    return run(args, io);
  },
};

/** The actions that take an option: `list or show`. */
const takers = (option: keyof ScenariosArgs): string =>
  NAMES.filter((name) => (ACTIONS[name] as Action).options.includes(option)).join(' or ');
