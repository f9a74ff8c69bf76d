/*
 * What is known of a host, f64 each; the host program has the same list. The first ones are given, the others remember where its last record
 * was, since the next one is mostly near.
 */

/** 1: Sysmon for Linux; 0: for Windows. */
export const IS_LINUX: i32 = 0;
/** Key of its writer, two words of 32 bits. */
export const WRITER_LOW: i32 = 8;
export const WRITER_HIGH: i32 = 16;
export const BOOT_AT: i32 = 24;
/** Key of its other events, and how many there are in a cell. */
export const OTHER_LOW: i32 = 32;
export const OTHER_HIGH: i32 = 40;
export const OTHER_PER_CELL: i32 = 48;
/** The record id at boot, less the other events that were counted by then. */
export const FIRST_RECORD: i32 = 56;
export const CLOCK_WALL: i32 = 64;
export const CLOCK_TRACE: i32 = 72;
export const CLOCK_DRIFT: i32 = 80;
export const CLOCK_SINCE: i32 = 88;
/** Microseconds to the collector. */
export const FORWARDING: i32 = 96;

/** The writer's batch: from when to when it takes records, when it is written, and how many tenths that takes. */
export const BATCH_FROM: i32 = 128;
export const BATCH_UNTIL: i32 = 136;
export const BATCH_WRITTEN: i32 = 144;
export const BATCH_WIDTH: i32 = 152;
/** The part of a cell of other events: from when to when, how many before it and in it. */
export const PART_FROM: i32 = 160;
export const PART_UNTIL: i32 = 168;
export const PART_BEFORE: i32 = 176;
export const PART_INSIDE: i32 = 184;

export const HOST_SIZE: i32 = 192;
