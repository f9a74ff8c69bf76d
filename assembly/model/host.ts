import { BURSTY_SIZE } from './burstyCount';

/*
 * What is known of a host, f64 each; the host program has the same list. The first ones are given, then come counters, and the last ones
 * remember where its last record was, since the next one is mostly near.
 */

/** 1: Sysmon for Linux; 0: for Windows. */
export const IS_LINUX: i32 = 0;
/** Key of its writer, two words of 32 bits. */
export const WRITER_LOW: i32 = 8;
export const WRITER_HIGH: i32 = 16;
export const BOOT_AT: i32 = 24;
/** The record id at boot, less the other events that were counted by then. */
export const FIRST_RECORD: i32 = 32;
export const CLOCK_WALL: i32 = 40;
export const CLOCK_TRACE: i32 = 48;
export const CLOCK_DRIFT: i32 = 56;
export const CLOCK_SINCE: i32 = 64;
/** Microseconds to the collector. */
export const FORWARDING: i32 = 72;
/** Its TCP ports: where they begin, how many there are, which of them are held (a list of f64, and how many), and the first that was given out. */
export const FIRST_PORT: i32 = 80;
export const PORT_COUNT: i32 = 88;
export const HELD_PORTS: i32 = 96;
export const HELD_COUNT: i32 = 104;
export const PORT_BASE: i32 = 112;
/** Whether the host program stamps its records itself, and whether it finds its ports. */
export const STAMPED_OUTSIDE: i32 = 120;
export const PORTS_OUTSIDE: i32 = 128;
/** When starts of the story's processes are recorded (a rising list of f64, and how many): each takes a record id. */
export const STARTS: i32 = 136;
export const START_COUNT: i32 = 144;
/** Other Sysmon events, and ports that nobody tells of: `burstyCount.ts`. */
export const OTHER_EVENTS: i32 = 152;
export const UNSEEN_PORTS: i32 = OTHER_EVENTS + BURSTY_SIZE;

/** What was counted so far: TCP connections begun, and records. */
export const TCP_COUNT: i32 = UNSEEN_PORTS + BURSTY_SIZE;
export const SYSMON_COUNT: i32 = TCP_COUNT + 8;
export const FALCON_COUNT: i32 = TCP_COUNT + 16;

/** The writer's batch: from when to when it takes records, when it is written, and how many tenths that takes. */
export const BATCH_FROM: i32 = TCP_COUNT + 24;
export const BATCH_UNTIL: i32 = TCP_COUNT + 32;
export const BATCH_WRITTEN: i32 = TCP_COUNT + 40;
export const BATCH_WIDTH: i32 = TCP_COUNT + 48;

export const HOST_SIZE: i32 = TCP_COUNT + 56;
