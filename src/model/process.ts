import type { Account } from './account.js';
import type { Host } from './host.js';

/** One run of a program on one host. Every record of it names the same values. */
export interface Process {
  readonly host: Host;
  /** What it is called on its host: the id of a service, or that of a process of the story. */
  readonly name: string;
  /** Full path with the letter case in which the sensor sees it; `System` for the kernel. */
  readonly image: string;
  readonly account: Account;
  /** Operating-system process id; reused, so it identifies nothing alone. */
  readonly processId: number;
  /** Microseconds since 1970-01-01 UTC, true time. */
  readonly startedAt: number;
  /** Locally unique id of its token: the tail of ProcessGuid before Sysmon 11. */
  readonly luid: number;
  /** Sequence number of the process within its boot, below 2^48: the tail of ProcessGuid from Sysmon 11 on. */
  readonly startKey: number;
  /** Falcon unique process id, 64-bit, decimal text. */
  readonly uniqueProcessId: string;
}

/** Names a process in labels and messages: HOST/SERVICE or HOST/PROCESS. */
export function processKey({ host, name }: Pick<Process, 'host' | 'name'>): string {
  return `${host.id}/${name}`;
}
