import * as z from 'zod';
import { INSTANT_FORM, parseAt } from '../moment.js';
import { processPins } from './processPins.js';
import { id, parsed, text } from './scalars.js';
import { hostSelector } from './selectors.js';

export const process = z.strictObject({
  host: id,
  /** One on each of these hosts: `HOST/ID` names it. */
  hosts: hostSelector.optional(),
  image: text(1_024),
  /** A user of the world, or SYSTEM, NETWORK SERVICE, LOCAL SERVICE; elsewhere than on Windows any account name. */
  user: text(128),
  start: parsed(`${INSTANT_FORM}, or a time from the start of the story such as 2s`, parseAt),
  ...processPins,
});
