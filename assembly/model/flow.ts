/* What is known of a flow, i32 each, hosts by number and -1 for nobody: see `src/engine/flowFacts.ts`. */

/** Whose TCP port counter gives the initiator's port. */
export const PORT_COUNTER: i32 = 0;
/** The port where it is fixed, else -1. */
export const FIXED_PORT: i32 = 4;
/** The range from which it is drawn. */
export const DRAWN_FIRST: i32 = 8;
export const DRAWN_COUNT: i32 = 12;
export const INITIATOR_SYSMON: i32 = 16;
export const RESPONDER_SYSMON: i32 = 20;
export const FALCON: i32 = 24;
/** Seen by the responder at once: 1, else 0. */
export const IMMEDIATE: i32 = 28;

export const FLOW_SIZE: i32 = 32;
