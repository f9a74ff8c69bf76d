import * as z from 'zod';
import { delay, duration, oneOf, share, text } from './scalars.js';
import { hostSelector } from './selectors.js';

/** Hosts whose records it concerns; absent: all. Selectors are resolved before. */
const hosts = hostSelector.optional();
/** Whose records; absent: those of both. */
const sensors = z
  .array(oneOf(['sysmon', 'falcon']))
  .min(1, { error: 'at least one sensor' })
  .optional();
/** For how long, from the time of the step on; absent: to the end of the run. */
const lasts = duration.optional();

/** Which records a fault concerns: all that is said holds for each of them, and they would arrive while it lasts. */
const which = {
  hosts,
  sensors,
  /** Steps by their labels, `copy` or `sweep/touch`; a block means all in it. Absent: the background too. */
  steps: z.array(text(400)).min(1, { error: 'at least one step' }).optional(),
  /** So many of those that match; which ones the seed decides. */
  share: share.optional(),
  for: lasts,
};

/** What goes wrong with records between a sensor and those who read them. Each fault is exactly one of these. */
export const fault = z.strictObject({
  /** They arrive late. */
  late: z
    .strictObject({
      ...which,
      by: delay,
      /**
       * `host`: their host was out of reach, so those of one host are late by the same time, and Falcon's cloud received them late too.
       * `pipeline`: each was held up behind the cloud or the event log, by a time of its own.
       */
      where: oneOf(['host', 'pipeline']).default('host'),
    })
    .optional(),
  /** They arrive once more. */
  duplicate: z.strictObject({ ...which, after: delay.default({ min: 1_000_000, max: 30_000_000 }) }).optional(),
  /** They never arrive. */
  lost: z.strictObject(which).optional(),
  /** They overtake each other: each is held up by a time of its own. */
  reorder: z.strictObject({ ...which, by: delay.default({ min: 0, max: 5_000_000 }) }).optional(),
  /** The wall clock of hosts is set, forwards or backwards, and afterwards back again where it lasts. */
  clockJump: z.strictObject({ hosts: hostSelector, by: duration, for: lasts }).optional(),
  /** The collector takes nothing. What arrives meanwhile it gets afterwards, in order, or never. */
  outage: z
    .strictObject({
      hosts,
      sensors,
      for: duration,
      // biome-ignore lint/suspicious/noThenProperty: it reads best in a story, and a text is nothing that can be waited for
      then: oneOf(['deliver', 'drop']).default('deliver'),
    })
    .optional(),
  /** A forwarder leaves empty fields of Sysmon's events out and names the others by their place, so that values move up. */
  shiftFields: z.strictObject({ hosts, steps: which.steps, share: which.share, for: lasts }).optional(),
});
