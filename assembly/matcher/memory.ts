/**
 * Map of the memory, in bytes. The host reads and writes some of these areas, by the same names; the others are ours alone.
 * Vectors of 16 bytes are read wherever text stands, so each text area has as many bytes behind it that belong to nobody.
 */

/** Fields of the record that is read; more than any table of fields has. */
export const FIELDS: i32 = 96;

/** What the last reading found, i32 each. */
export const STATE: i32 = 0x0;
/** The layout; -1 for none. */
export const STATE_KNOWN: i32 = STATE;
/** 1 if it was the likely one, and fields that it does not have were left as they were. */
export const STATE_IS_AGAIN: i32 = STATE + 4;
/** 1 if a remembered value has a fault. */
export const STATE_IS_FAULTY: i32 = STATE + 8;
/** How many values the host has to judge. */
export const STATE_QUEUED: i32 = STATE + 12;

/** Per field, i32: what its value is; see `values.ts`. */
export const IDS: i32 = 0x100;
/** Per field, f64: a plain number or moment, and what it cannot hold of it. */
export const NUMBERS: i32 = 0x400;
export const RESTS: i32 = 0x800;
/** Per field, i32: where the text of a plain value begins and ends. */
export const STARTS: i32 = 0xc00;
export const ENDS: i32 = 0xe00;
/** 16 bytes of ones and 16 of zeros: from 16 - n on they are the mask of the first n bytes of a vector. */
export const MASKS: i32 = 0x1000;

/** Values that the host has to judge: id, edge, start, end, i32 each. */
export const QUEUE: i32 = 0x2000;
export const QUEUE_ITEM: i32 = 16;
export const MOST_QUEUED: i32 = 1024;

/** The layout that is being learned: its edges, i32. */
export const PATH: i32 = 0x7000;
export const MOST_SLOTS: i32 = 512;
/** The known layouts by number, i32. */
export const KNOWN: i32 = 0x8000;
export const MOST_LAYOUTS: i32 = 256;

/** Hash table of remembered values: ids, i32. */
export const SLOTS: i32 = 0x1_0000;
export const SLOT_COUNT: i32 = 1 << 14;
/** The remembered values by id. */
export const ENTRIES: i32 = 0x2_0000;
export const ENTRY_SIZE: i32 = 32;
/** Half of the slots at most are in use. */
export const MOST_IDS: i32 = 1 << 13;

/** The bytes that are read: as much as stays in the caches of a core. */
export const WINDOW: i32 = 0x7_0000;
export const WINDOW_SIZE: i32 = 1 << 17;

/** Layouts: their constant text, and the tree of them. */
export const PROGRAM: i32 = 0xa_0000;
export const PROGRAM_END: i32 = 0x1a_0000;

/** Bytes of the remembered values. The memory ends 64 KiB behind them. */
export const TEXTS: i32 = 0x1a_0040;
export const TEXTS_END: i32 = 0x2a_0000;
