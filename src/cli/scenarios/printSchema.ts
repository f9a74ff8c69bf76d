import { storyJsonSchema } from '../../scenarios/schema/storyJsonSchema.js';
import { visibleText } from '../../scenarios/visibleText.js';
import { ExitCode } from '../exitCode.js';
import type { Io } from '../io.js';
import { UsageError } from '../usageError.js';
import type { ScenariosArgs } from './scenariosArgs.js';

/** `scenarios schema`: the language as JSON Schema, for editors. */
export async function printSchema({ stories: names }: ScenariosArgs, io: Io): Promise<ExitCode> {
  if (names.length > 0) throw new UsageError(`scenarios schema: expected no STORY, received "${visibleText(names[0]!)}"`);
  io.stdout.write(`${JSON.stringify(storyJsonSchema(), undefined, 2)}\n`);
  return ExitCode.done;
}
