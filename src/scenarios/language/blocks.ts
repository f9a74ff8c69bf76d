import * as z from 'zod';
import { delay, id, integer, matching, RECORD_TEXT } from './scalars.js';
import { hostSelector, userSelector } from './selectors.js';

/** What a round of a block is called in the values inside: `${host}`. */
export const VARIABLE_FORM = /^[a-z][A-Za-z0-9-]{0,31}$/u;
const variable = matching(VARIABLE_FORM, 'a name of letters, digits and hyphens such as target');
const value = z.union([
  z.string({ error: 'a text' }).max(128).regex(RECORD_TEXT, { error: 'a text of printable characters' }),
  z.number({ error: 'a number' }),
]);

/** The kinds of blocks. @param steps - The list of what stands in one. */
export const blockKinds = <Steps extends z.ZodType>(steps: Steps) => ({
  /** The same steps several times. */
  repeat: z.strictObject({
    times: integer(1, 100_000),
    /** From the beginning of a round to that of the next, */
    every: delay.optional(),
    /** or from the end of a round to the beginning of the next. */
    gap: delay.optional(),
    as: variable.default('n'),
    steps,
  }),
  /** The same steps for each of several hosts, users or values. */
  forEach: z.strictObject({
    hosts: hostSelector.optional(),
    users: userSelector.optional(),
    in: z.array(value).min(1, { error: 'at least one value' }).max(10_000).optional(),
    as: variable.optional(),
    /** From the beginning of a round to that of the next, */
    stagger: delay.optional(),
    /** or from the end of a round to the beginning of the next; neither: all begin at once. */
    gap: delay.optional(),
    steps,
  }),
  /** One of several: the seed says which. */
  choose: z
    .array(z.strictObject({ id, weight: integer(0, 1_000).default(1), steps }))
    .min(1, { error: 'at least one option' })
    .max(100, { error: 'at most 100 options' }),
  /** Steps that begin together. */
  parallel: steps,
});

export const BLOCK_KINDS = ['repeat', 'forEach', 'choose', 'parallel'] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];
