import { listLibrary } from '../../scenarios/library.js';
import type { LoadedStory } from '../../scenarios/loadedStory.js';
import { loadStory } from '../../scenarios/loadStory.js';
import { didYouMean } from '../../scenarios/nearestName.js';
import { visibleStart, visibleText } from '../../scenarios/visibleText.js';
import { columns } from '../columns.js';
import { ExitCode } from '../exitCode.js';
import type { Io } from '../io.js';
import { oneOf } from '../oneOf.js';
import { describeStory } from '../storyJson.js';
import { UsageError } from '../usageError.js';
import type { ScenariosArgs } from './scenariosArgs.js';

/** `scenarios list`: the stories that come with the package, or those that show a technique or a tactic. */
export async function listStories(args: ScenariosArgs, io: Io): Promise<ExitCode> {
  const { stories: names, json } = args;
  if (names.length > 0) throw new UsageError(`scenarios list: expected no STORY, received "${visibleText(names[0]!)}"`);
  const isAskedFor = await chosen(args);
  const all = await Promise.all((await listLibrary()).map(({ file }) => loadStory(file)));
  const stories = all.filter(isAskedFor);
  if (json) io.stdout.write(`${JSON.stringify(stories.map(describeStory), undefined, 2)}\n`);
  else if (stories.length > 0)
    io.stdout.write(columns(stories.map(({ story }) => [story.id, visibleText(story.title)])).replace(/^ {2}/gmu, ''));
  if (stories.length === 0) io.stderr.write(`none of the ${all.length} stories shows it\n`);
  return ExitCode.done;
}

async function chosen({ technique, tactic }: ScenariosArgs): Promise<(loaded: LoadedStory) => boolean> {
  if (technique === undefined && tactic === undefined) return () => true;
  // Only who asks pays for the table of techniques.
  const attack = await import('../../scenarios/attack/techniques.js');
  if (technique !== undefined && !attack.techniques.has(technique)) {
    const cure = didYouMean(technique, [...attack.techniques.keys()]);
    const message = `--technique: expected a technique of ATT&CK such as T1021.002, received "${visibleStart(technique, 60)}"`;
    throw new UsageError(cure === undefined ? message : `${message} (${cure})`);
  }
  if (tactic !== undefined) oneOf('--tactic', attack.tactics, tactic);
  return ({ story: { techniques } }) =>
    techniques.some(
      (id) =>
        (technique === undefined || attack.isOf(id, technique)) &&
        (tactic === undefined || attack.techniques.get(id)?.tactics.some((one) => one === tactic) === true),
    );
}
