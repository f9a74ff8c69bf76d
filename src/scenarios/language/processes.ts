import * as z from 'zod';
import { INSTANT_FORM, parseAt } from '../moment.js';
import { anyPid, id, integer, parsed, text, uint64 } from './scalars.js';

/** What sensors derive from a process, where a story fixes it. */
export const processPins = {
  pid: anyPid.optional(),
  /** Locally unique id behind ProcessGuid in the eras before start keys. */
  luid: integer(1, 4_294_967_295).optional(),
  /** Sequence number behind ProcessGuid from Sysmon 11 on. */
  startKey: integer(1, 2 ** 48 - 1).optional(),
  /** Falcon's unique process id, decimal. */
  uniqueProcessId: uint64.optional(),
};

export const process = z.strictObject({
  host: id,
  image: text(1_024),
  /** A user of the world, or SYSTEM, NETWORK SERVICE, LOCAL SERVICE; elsewhere than on Windows any account name. */
  user: text(128),
  start: parsed(`${INSTANT_FORM}, or a time from the start of the story such as 2s`, parseAt),
  ...processPins,
});
