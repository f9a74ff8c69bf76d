import { checkStory } from '../checkStory.js';
import { ExitCode } from '../exitCode.js';
import type { Io } from '../io.js';
import { describeStory } from '../storyJson.js';
import { UsageError } from '../usageError.js';
import type { ScenariosArgs } from './scenariosArgs.js';

/** `scenarios show`: a story as it is written, or what it comes to as JSON. */
export async function showStory({ stories: names, json }: ScenariosArgs, io: Io): Promise<ExitCode> {
  const [name] = names;
  if (name === undefined || names.length > 1)
    throw new UsageError(`scenarios show: expected one STORY, received ${names.length}`);
  const loaded = await checkStory(name, io);
  io.stdout.write(json ? `${JSON.stringify({ ...describeStory(loaded), text: loaded.text }, undefined, 2)}\n` : loaded.text);
  return ExitCode.done;
}
