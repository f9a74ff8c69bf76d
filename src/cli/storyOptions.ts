import type { Argv } from 'yargs';
import type { CompileOptions } from '../scenarios/compile/compileStory.js';
import type { Story } from '../scenarios/language/story.js';
import type { LoadOptions } from '../scenarios/loadStory.js';
import type { Io } from './io.js';
import { seedOption } from './seedOption.js';
import { chosenValues, setOption } from './setOption.js';
import { durationOption, instantOption } from './spanOption.js';
import { UsageError } from './usageError.js';
import { wholeNumber } from './wholeNumber.js';

/** What decides a run besides the story: the same for `run` and `preview`. */
export interface StoryArgs {
  readonly story: string;
  readonly seed: number;
  readonly start: number | undefined;
  readonly duration: number | undefined;
  readonly hosts: number | undefined;
  readonly set: readonly string[] | undefined;
}

export function storyOptions(yargs: Argv) {
  return yargs
    .positional('story', { type: 'string', demandOption: true, describe: 'A story of the library, or a path' })
    .option('seed', seedOption)
    .option('start', { ...instantOption('start'), describe: "When the story begins; default: the story's own start, never now" })
    .option('duration', {
      ...durationOption('duration'),
      describe: 'How long the background runs, its lead included; default: as long as the story says',
    })
    .option('hosts', { ...wholeNumber('hosts', 0, 100_000), describe: 'Workstations of the background' })
    .option('set', setOption);
}

/** What the loader needs to know. */
export function loadOptions({ seed, start, set }: StoryArgs, io: Io): LoadOptions {
  const { cwd, signal, stderr } = io;
  return { cwd, seed, start, set: chosenValues(set), signal, remark: (text) => stderr.write(`${text}\n`) };
}

/**
 * What the compiler needs to know.
 *
 * @throws {@link UsageError} for options that ask for a background where the story has none.
 */
export function compileOptions(story: Story, args: StoryArgs, endless: boolean): CompileOptions {
  if (!story.background) {
    const asked = (['hosts', 'duration'] as const).find((name) => args[name] !== undefined);
    if (asked) throw new UsageError(`--${asked}: expected a story with a background, received ${story.id}, which has none`);
  }
  return {
    seed: args.seed,
    start: args.start,
    workstations: args.hosts,
    duration: endless && story.background ? Infinity : args.duration,
  };
}
