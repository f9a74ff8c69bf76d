/** What can go wrong with records between a sensor and those who read them. */
export const FAULT_KINDS = ['late', 'duplicate', 'lost', 'reorder', 'clockJump', 'outage', 'shiftFields'] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];
