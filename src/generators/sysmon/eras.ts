import type { SysmonEra } from '../../model/host.js';

/** What a Sysmon version writes where the next one writes something else. `docs/fields/sysmon-winevt.md`, eras. */
export interface EraHabits {
  /** The oldest records have no RuleName element at all. */
  readonly ruleName: 'absent' | 'present';
  /** Stands for a rule, host name or port name that there is none of. */
  readonly nothing: '' | '-';
  /** Start keys where Windows has them, else the token id again, in 64 bits. */
  readonly guidTail: 'luid' | 'start key';
  /** Which end of an accepted TCP connection is the source. Datagrams are told from the local end in every era. */
  readonly inboundTcp: 'local end' | 'initiator';
}

/** The inbound layout of the oldest era was never seen; it is taken to be the one that followed. */
export const eras: Record<SysmonEra, EraHabits> = {
  '6': { ruleName: 'absent', nothing: '', guidTail: 'luid', inboundTcp: 'local end' },
  '8': { ruleName: 'present', nothing: '', guidTail: 'luid', inboundTcp: 'local end' },
  '10.4': { ruleName: 'present', nothing: '', guidTail: 'luid', inboundTcp: 'initiator' },
  '11': { ruleName: 'present', nothing: '-', guidTail: 'start key', inboundTcp: 'initiator' },
};
