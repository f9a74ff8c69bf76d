import * as z from 'zod';
import { id, integer, matching, parsed } from './scalars.js';

/** More than this in one story is no list that somebody has thought about. */
const MOST_EXPECTED = 1_000;
/** A rule fires on a record once, and no story has more records of its own. */
const MOST_TIMES = 1_000_000;

/** So often, both ends included; without `max`: no upper end. */
export interface Times {
  readonly min: number;
  readonly max?: number;
}

const TIMES_FORM = `a number of times from 1 to ${MOST_TIMES}, or a range such as 1..3`;

/** Reads `1..3`. A range that ends before it begins is none. */
function parseTimes(text: string): Times | undefined {
  const match = /^(\d{1,7})\.\.(\d{1,7})$/u.exec(text);
  if (!match) return undefined;
  const [min, max] = [Number(match[1]), Number(match[2])];
  return min >= 1 && min <= max && max <= MOST_TIMES ? { min, max } : undefined;
}

const times = z.union([
  z
    .int({ error: TIMES_FORM })
    .min(1, { error: TIMES_FORM })
    .max(MOST_TIMES, { error: TIMES_FORM })
    .transform((count): Times => ({ min: count, max: count })),
  parsed(TIMES_FORM, parseTimes),
]);

/** A Sigma rule: its UUID, or the name of its file. */
export const rule = matching(
  /^[A-Za-z0-9][A-Za-z0-9_.-]{0,199}$/u,
  'a rule: its UUID, or the name of its file such as psexec_service.yml',
);

/** What labels call a step: inside of blocks `sweep/touch`. */
const label = matching(
  /^[a-z0-9][a-z0-9-]{0,63}(\/[a-z0-9][a-z0-9-]{0,63}){0,15}$/u,
  'the name of a step, inside of a block such as sweep/touch',
);

const listOf = <T extends z.ZodType>(item: T) => z.array(item).max(MOST_EXPECTED, { error: `at most ${MOST_EXPECTED}` });

/** What is expected of whoever reads the records of a story. */
export const expectations = z.strictObject({
  /** Rules that must fire. */
  rules: listOf(
    z.strictObject({
      rule,
      /** On records of each of these. */
      steps: listOf(label).min(1, { error: 'at least one step' }),
      /** On so many records of each step; absent: on at least one. */
      times: times.optional(),
    }),
  ).default([]),
  /** Rules that must not fire on any record, that of the background included. */
  silent: listOf(rule).default([]),
  /** What `validate` reports in the strict profile: exactly this, and nothing else. */
  issues: listOf(
    z.strictObject({
      check: matching(/^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/u, 'the id of a check such as sysmon3/stream-record-id'),
      /** The form in which it is found. */
      format: id,
      times: integer(1, MOST_TIMES).default(1),
      /** The step that it comes from: for a reader, and for who looks at why there is one. */
      step: label.optional(),
    }),
  ).default([]),
});
