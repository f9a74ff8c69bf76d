import { listLibrary } from '../../scenarios/library.js';
import { loadStory } from '../../scenarios/loadStory.js';
import { visibleText } from '../../scenarios/visibleText.js';
import { columns } from '../columns.js';
import { ExitCode } from '../exitCode.js';
import type { Io } from '../io.js';
import { describeStory } from '../storyJson.js';
import { UsageError } from '../usageError.js';
import type { ScenariosArgs } from './scenariosArgs.js';

/** `scenarios list`: the stories that come with the package. */
export async function listStories({ stories: names, json }: ScenariosArgs, io: Io): Promise<ExitCode> {
  if (names.length > 0) throw new UsageError(`scenarios list: expected no STORY, received "${visibleText(names[0]!)}"`);
  const stories = await Promise.all((await listLibrary()).map(({ file }) => loadStory(file)));
  if (json) io.stdout.write(`${JSON.stringify(stories.map(describeStory), undefined, 2)}\n`);
  else io.stdout.write(columns(stories.map(({ story }) => [story.id, visibleText(story.title)])).replace(/^ {2}/gmu, ''));
  return ExitCode.done;
}
