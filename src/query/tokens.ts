/** Name of a field: `RemotePort`, `winlog.event_data.DestinationPort`, `#event_simpleName`, `@timestamp`. */
export const FIELD = /[\p{L}\p{N}_.#@$][\p{L}\p{N}_.#@$-]*/uy;

/** A value without quotes: nothing that means something in the languages that look alike. */
export const BARE = /[\p{L}\p{N}_.:/@#$%+-]+/uy;

export const COMMENT = '//';

const ALL = 'all terms must hold; for alternatives ask once for each';
const QUOTED = 'in double quotes it stands for itself';

/** What people bring along from other query languages, and what to write here; the first that fits is taken. */
export const CURES: readonly (readonly [seen: RegExp, cure: string])[] = [
  [/(?:OR|\|\|)(?![^\s(])/iy, ALL],
  [/(?:AND|&&)(?![^\s(])/iy, 'leave it out: all terms must hold'],
  [/NOT(?![^\s(])/iy, 'write FIELD!=VALUE'],
  [/\|/y, `there are no pipes; in a value, ${QUOTED}`],
  [/[()[\]]/y, `there are no groups: ${ALL}; in a value, ${QUOTED}`],
  [/[<>]/y, 'only = and != compare'],
  [/[=~]/y, `write FIELD=VALUE or FIELD!=VALUE; in a value, ${QUOTED}`],
  [/[*?]/y, `there are no wildcards; ${QUOTED}`],
  [/['‘’“”„«»]/uy, 'use straight double quotes: FIELD="VALUE"'],
  [/\/\//y, 'put a blank before a comment, and a value that has // in double quotes'],
  [/\s+!?=/y, 'write FIELD=VALUE without blanks'],
  [/:/y, 'write FIELD=VALUE'],
  [/[,;]/y, `separate terms by blanks; in a value, ${QUOTED}`],
  [/\\/y, 'put the value in double quotes, with \\\\ for each backslash'],
  [/[!-]/y, `write FIELD!=VALUE; in a value, ${QUOTED}`],
  [/[{}&^`]/y, `in a value, ${QUOTED}`],
];
