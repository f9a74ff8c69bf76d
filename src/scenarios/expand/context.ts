import type * as z from 'zod';
import { held, type WrittenTexts } from '../checkSchema.js';
import type { StoryPath } from '../finding.js';
import type { Candidates } from './selectHosts.js';
import type { Tree } from './values.js';
import type { Substitution } from './variables.js';

/** What the expansion of a story's parts goes by. */
export interface ExpansionContext extends Omit<Substitution, 'variables'> {
  readonly places: WrittenTexts;
  /** The world as it is written, its hosts and users expanded: the ids that selectors choose from. */
  readonly world: Tree;
  /** When the story begins, microseconds since 1970-01-01 UTC: hosts run what was new then. */
  readonly start: number;
  readonly hosts: Candidates;
  readonly users: Candidates;
}

/** A part of the story that its schema takes; else undefined, and reported. */
export function taken<T>(
  schema: z.ZodType<T>,
  value: unknown,
  path: StoryPath,
  { report, places }: Pick<ExpansionContext, 'report' | 'places'>,
): T | undefined {
  const result = held(schema, value, places, path);
  if ('value' in result) return result.value;
  for (const { path: at, ...finding } of result.findings) report(at, finding);
  return undefined;
}
