/**
 * Map of the memory, in bytes. The host fills templates and columns and takes the output; the numbers are the same on both sides.
 * Text is copied in blocks of 64 bytes: what is read behind a text may be anything, and each output has room for what is written behind it.
 */

/** Where the output ends after a call, i32. */
export const STATE_AT: i32 = 0x0;
/** The template that was not there, i32; -1 if none was missing. */
export const STATE_MISSING: i32 = 0x4;

/** Where each column of the records begins, i32 each, in the order of `columns.ts`. */
export const COLUMNS: i32 = 0x40;

/** A message of one block and its schedule, 80 words: big-endian words as numbers. */
export const SCHEDULE: i32 = 0x200;
/** 64 characters. */
export const LETTERS: i32 = 0x400;
/** `0000` to `9999` as text, one after the other. */
export const FOUR_DIGITS: i32 = 0x1000;

/** Texts of seconds that were met: the second as f64, and 19 characters. One table with `T` between date and time, and one with a blank. */
export const SECONDS: i32 = 0xb000;
export const SECOND_ENTRY: i32 = 32;
export const SECOND_ENTRIES: i32 = 256;

/** From here on the host places what it needs: outputs, templates, tables of them, columns, orders. The memory grows. */
export const FREE: i32 = 0x1_0000;
