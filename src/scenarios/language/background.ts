import * as z from 'zod';
import { duration, integer, oneOf } from './scalars.js';

export const background = z.strictObject({
  profile: oneOf(['office']),
  /** Workstations besides those of the story; `--hosts` sets it too. */
  workstations: integer(0, 100_000).default(0),
  /** Background before the first and after the last connection of the story. */
  lead: duration.default(300_000_000),
  tail: duration.default(300_000_000),
});
