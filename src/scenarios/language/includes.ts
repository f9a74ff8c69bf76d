/** Letters of any script, digits, blanks, dots and hyphens: no path, no hidden file. */
export const INCLUDED_FILE = /^[\p{L}\p{N}_][\p{L}\p{N}_. -]*\.ya?ml$/u;

/** Files of a story besides itself. */
export const MOST_INCLUDED = 32;
