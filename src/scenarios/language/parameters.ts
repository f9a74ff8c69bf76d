import * as z from 'zod';
import { oneOf, text } from './scalars.js';

export const PARAMETER_TYPES = [
  'text',
  'integer',
  'number',
  'boolean',
  'duration',
  'choice',
  'host',
  'user',
  'address',
  'port',
  'technique',
] as const;
export type ParameterType = (typeof PARAMETER_TYPES)[number];

const scalar = z.union([
  z.string({ error: 'a text' }).max(1_024),
  z.number({ error: 'a number' }),
  z.boolean({ error: 'true or false' }),
]);
const number = z.number({ error: 'a number' });

/** A value that `--set` may change. */
export const parameter = z.strictObject({
  type: oneOf(PARAMETER_TYPES),
  /** A story runs as it stands, so every parameter has one. */
  default: scalar,
  description: text(400).optional(),
  /** Bounds of an integer or a number, both included. */
  min: number.optional(),
  max: number.optional(),
  /** What a choice may be. */
  of: z
    .array(z.union([text(128), number, z.boolean()]))
    .min(1, { error: 'at least one value' })
    .optional(),
});

export type StoryParameter = z.output<typeof parameter>;
