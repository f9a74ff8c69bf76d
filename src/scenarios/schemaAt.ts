import * as z from 'zod';
import type { StoryPath } from './finding.js';
import { storySchema } from './language/story.js';

/** The schema below optional values, defaults and transformations. */
function bare(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return bare(schema.unwrap());
  return schema instanceof z.ZodPipe ? bare(schema.in) : schema;
}

/** The schema of the value at a path, or undefined where stories have no such place. */
export function schemaAt(path: StoryPath): z.core.$ZodType | undefined {
  let schema: z.core.$ZodType = storySchema;
  for (const segment of path) {
    const parent = bare(schema);
    if (parent instanceof z.ZodArray) schema = parent.element;
    else if (parent instanceof z.ZodRecord) schema = parent.valueType;
    else if (parent instanceof z.ZodObject && Object.hasOwn(parent.shape, segment)) schema = parent.shape[segment];
    else return undefined;
  }
  return schema;
}

/** The keys that a mapping may have; empty where any id is a key, or where the place is no mapping. */
export function keysAt(path: StoryPath): readonly string[] {
  const schema = schemaAt(path);
  const mapping = schema && bare(schema);
  return mapping instanceof z.ZodObject ? Object.keys(mapping.shape) : [];
}

/** True where the schema at a path accepts the value. */
export function acceptsAt(path: StoryPath, value: unknown): boolean {
  const schema = schemaAt(path);
  return schema !== undefined && z.safeParse(schema, value).success;
}
