/**
 * Map of the memory, in bytes. All but the small fixed areas is placed by the host behind `FREE`, where the memory grows; the places stand in
 * variables that the host sets.
 */

/** Three tables of 1,024 counters, u32 each: what sorting by ten bits at a time counts. */
export const COUNTERS: i32 = 0x400;
export const FREE: i32 = 0x4000;

/** What is known of hosts, `host.ts`. */
export let hosts: i32 = 0;
/** And of flows, `flow.ts`. */
export let flows: i32 = 0;
/** Sources of connections: the first of `bursts.ts`, and those of `timers.ts` and how many there are. */
export let bursts: i32 = 0;
export let timers: i32 = 0;
export let timerCount: i32 = 0;

/** Connections as their sources found them, and in the order of time, `connection.ts`; how many have room. */
export let found: i32 = 0;
export let ordered: i32 = 0;
export let room: i32 = 0;
/** Two areas to sort in, u64 for each connection or record. */
export let keys: i32 = 0;
export let spareKeys: i32 = 0;
/** Connections on their way to the other end, 16 bytes each: when they are seen there as f64, and their position. */
export let underWay: i32 = 0;

/** Where each column of the records begins, i32 each: of Sysmon's and of Falcon's, in the order of `columns.ts`. */
export const SYSMON_COLUMNS: i32 = 0x40;
export const FALCON_COLUMNS: i32 = 0x80;
/** Positions of connections, or of records, which the host sees to itself, u32 each. */
export let special: i32 = 0;
