import * as z from 'zod';
import { AFTER_FORM, INSTANT_FORM, parseStart } from '../moment.js';
import { processPins } from './processPins.js';
import { delay, id, parsed, text } from './scalars.js';
import { hostSelector } from './selectors.js';

export const process = z.strictObject({
  host: id,
  /** One on each of these hosts: `HOST/ID` names it. */
  hosts: hostSelector.optional(),
  image: text(1_024),
  /** A user of the world, or SYSTEM, NETWORK SERVICE, LOCAL SERVICE, `NT SERVICE\\NAME`, `IIS APPPOOL\\NAME`; elsewhere than on Windows any account name. */
  user: text(128),
  /** The process that started it: one of the story, or a service of its host. */
  parent: text(128).optional(),
  start: parsed(`${INSTANT_FORM}, a time from the start of the story such as 2s, or ${AFTER_FORM}`, parseStart),
  /** How long it runs; absent: longer than the story. */
  life: delay.optional(),
  /** Services that it offers at ports of their own, which follow from host and name. */
  serves: z.array(id).max(32, { error: 'at most 32 services' }).default([]),
  ...processPins,
});
