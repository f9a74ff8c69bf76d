import type { Slot } from './layout.js';

/** A value that no check looks at. */
export const IGNORED: Slot = { field: -1, kind: undefined, constant: false };

/** A value that no check looks at again, because what is to be said of it belongs to the layout: what the record is, or what is wrong with it. */
export const OF_LAYOUT: Slot = { field: -1, kind: undefined, constant: true };
