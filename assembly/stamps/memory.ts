/** Map of the memory, in bytes. The host places hosts and records behind `FREE`; the memory grows. */

/** Where each column of the records begins, i32 each. */
export const COLUMNS: i32 = 0x40;
/** Where the hosts begin, i32. */
export const HOSTS: i32 = 0x80;
export const FREE: i32 = 0x1000;
