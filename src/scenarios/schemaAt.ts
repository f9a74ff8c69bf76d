import * as z from 'zod';
import type { StoryPath } from './finding.js';
import { storySchema } from './language/story.js';
import { CONNECTIONS, yieldedConnection } from './language/yielded.js';

/** The schema below optional values, defaults and transformations. */
function bare(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodLazy)
    return bare(schema.unwrap());
  return schema instanceof z.ZodPipe ? bare(schema.in) : schema;
}

/** The schema of the value at a path, or undefined where stories have no such place. */
export function schemaAt(path: StoryPath): z.core.$ZodType | undefined {
  // What a script yields stands beside the story.
  const yielded = path[0] === CONNECTIONS && typeof path[1] === 'number';
  let schema: z.core.$ZodType | undefined = yielded ? yieldedConnection : storySchema;
  for (const segment of yielded ? path.slice(2) : path) {
    schema = below(bare(schema), segment);
    if (!schema) return undefined;
  }
  return schema;
}

function below(parent: z.core.$ZodType, segment: string | number): z.core.$ZodType | undefined {
  if (parent instanceof z.ZodArray) return typeof segment === 'number' ? parent.element : undefined;
  if (parent instanceof z.ZodRecord) return parent.valueType;
  if (parent instanceof z.ZodObject) return Object.hasOwn(parent.shape, segment) ? parent.shape[segment] : undefined;
  if (!(parent instanceof z.ZodUnion)) return undefined;
  for (const option of parent.options) {
    const found = below(bare(option), segment);
    if (found) return found;
  }
  return undefined;
}

/** The keys that a mapping may have; empty where any id is a key, or where the place is no mapping. */
export function keysAt(path: StoryPath): readonly string[] {
  const schema = schemaAt(path);
  return schema ? keysOf(bare(schema)) : [];
}

function keysOf(schema: z.core.$ZodType): readonly string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  return schema instanceof z.ZodUnion ? schema.options.flatMap((option) => keysOf(bare(option))) : [];
}

/** True where the schema at a path accepts the value. */
export function acceptsAt(path: StoryPath, value: unknown): boolean {
  const schema = schemaAt(path);
  return schema !== undefined && z.safeParse(schema, value).success;
}
