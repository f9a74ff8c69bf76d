/** Where a reading returns no offset. */

/** What stands there is not what was looked for. */
export const MISMATCH: i32 = -1;
/** The bytes end before that is certain. */
export const NEED_MORE: i32 = -2;
