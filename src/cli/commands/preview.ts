import type { Argv } from 'yargs';
import { type PreparedRun, prepareRun } from '../../engine/index.js';
import { previewOf } from '../../engine/preview.js';
import { resolveStory } from '../../scenarios/library.js';
import { loadStory } from '../../scenarios/loadStory.js';
import { chosenFormats, formatOption } from '../chosenFormats.js';
import { columns } from '../columns.js';
import type { Command } from '../command.js';
import { ExitCode } from '../exitCode.js';
import { compileOptions, loadOptions, type StoryArgs, storyOptions } from '../storyOptions.js';
import { wholeNumber } from '../wholeNumber.js';

interface Args extends StoryArgs {
  readonly format: readonly string[] | undefined;
  readonly first: number;
  readonly json: boolean;
}

/** `wiretale preview`: what a run would write, without writing it. */
export const preview: Command<Args> = {
  usage: 'preview <story>',
  summary: 'Show what a story would write, without writing it',
  examples: [
    ['wiretale preview psexec-lateral-movement', 'timeline, first records, what will be written'],
    ['wiretale preview ipv6-beaconing --format sysmon-viewer,ecs', 'the same in other forms'],
    ['wiretale preview ipv6-beaconing --first 5 --json', 'the same for programs'],
  ],
  options: (yargs: Argv) =>
    storyOptions(yargs)
      .option('format', formatOption)
      .option('first', { ...wholeNumber('first', 0, 1000), default: 2, describe: 'Records of the story to show per format' })
      .option('json', { type: 'boolean', default: false, describe: 'Print JSON' }) as never,
  async run(args, io) {
    const loaded = await loadStory(await resolveStory(args.story), loadOptions(args, io));
    const prepared = prepareRun(loaded, compileOptions(loaded.story, args, false));
    const result = await previewOf(prepared, chosenFormats(args.format), args.first, io.signal);
    io.stdout.write(args.json ? `${JSON.stringify(result, null, 2)}\n` : `${text(prepared, result)}\n`);
    return ExitCode.done;
  },
};

function text({ plan }: PreparedRun, result: Awaited<ReturnType<typeof previewOf>>): string {
  const timeline = result.timeline.map(
    ({ at, step, from, to, connections, title }) =>
      [
        `${at}  ${step}`,
        `${from} -> ${to}${connections > 1 ? `, ${connections} times` : ''}${title ? `; ${title}` : ''}`,
      ] as const,
  );
  return [
    `${plan.scenario.title} (seed ${plan.seed})`,
    '',
    'timeline (true time)',
    columns(timeline),
    'would write',
    columns(
      result.files.map(({ format, file, records, bytes }) => [file, `${records} records of ${format}, ${bytes} bytes`] as const),
    ),
    'hosts',
    columns(Object.entries(result.hosts).map(([host, records]) => [host, `${records} records`] as const)),
    ...result.files.flatMap(({ file, first }) =>
      first.length > 0 ? [`first records of the story in ${file}`, ...first, ''] : [],
    ),
  ].join('\n');
}
