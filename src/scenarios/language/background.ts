import * as z from 'zod';
import { duration, integer, oneOf, share } from './scalars.js';

export const background = z.strictObject({
  profile: oneOf(['office']),
  /** Workstations besides those of the story; `--hosts` sets it too. */
  workstations: integer(0, 100_000).default(0),
  /** Servers, and domain controllers, besides those of the story. */
  servers: integer(0, 1_000).default(0),
  controllers: integer(0, 100).default(0),
  /** How many of its workstations are something else than ordinary ones with Windows. */
  mix: z.strictObject({ developer: share.optional(), linux: share.optional(), macos: share.optional() }).optional(),
  /** How much goes on, of what is usual. */
  rate: z
    .number({ error: 'a number 0.01 to 20' })
    .min(0.01, { error: 'a number 0.01 to 20' })
    .max(20, { error: 'a number 0.01 to 20' })
    .default(1),
  /** Background before the first and after the last connection of the story. */
  lead: duration.default(300_000_000),
  tail: duration.default(300_000_000),
});
