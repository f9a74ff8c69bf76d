import { anyPid, integer, uint64 } from './scalars.js';

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
